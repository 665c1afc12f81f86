"""The command line `gtd`: every error becomes one clear message and an exit code.

Exit codes: 0 ok, 1 a check, claim or verification failed, 2 usage, 3 scenario or data invalid,
4 no equilibrium found or no solver applies, 5 a limit was reached, 130 interrupted, and 70 for
an error of the program itself.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence

import click

from gametheory_dprk.errors import GtdError

INTERRUPTED, INTERNAL, LIMIT = 130, 70, 5


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the same bytes whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code.

    Examples
    --------
    >>> run(["--version"])
    gtd 0.1.0
    0
    """
    from gametheory_dprk.cli.group import GROUP

    try:
        code = GROUP.main(list(arguments), prog_name="gtd", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except GtdError as error:
        tell(str(error))
        return error.exit_code
    except MemoryError:
        tell("memory limit reached")
        return LIMIT
    except Exception as error:
        return fail(error)


def tell(message: str) -> None:
    """Write words to standard error."""
    click.echo(message, err=True)


def fail(error: Exception) -> int:
    """Report an error of the program itself; with GTD_DEBUG set, let it through."""
    if os.environ.get("GTD_DEBUG"):
        raise error
    tell(
        f"internal error: {type(error).__name__}: {error}\n"
        "This is a fault of gtd, not of your input. Please report it with the command, the\n"
        "scenario and what GTD_DEBUG=1 in the environment makes it show."
    )
    return INTERNAL
