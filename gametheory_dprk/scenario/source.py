"""Where the text of a scenario comes from: a file, standard input, the shipped library, or text."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from gametheory_dprk.errors import (
    Problem,
    ScenarioError,
    ScenarioSyntaxError,
    Span,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.scenario.composer import MAX_BYTES

LIBRARY = "gametheory_dprk.library"
"""The package whose folders hold the shipped scenarios."""

_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a scenario.

    Attributes
    ----------
    name : str
        What messages call it: the path as given, `<stdin>` or `<text>`.
    id : str
        Shipped name, or the stem of the file.
    digest : str
        SHA-256 of the bytes, hexadecimal.
    folder : Path or None
        Where files that the scenario names are looked up.
    """

    text: str
    name: str
    id: str
    digest: str
    folder: Path | None = None


def read_source(origin: str | Path, stdin: str | bytes | None = None) -> Source:
    r"""Find and decode the text of a scenario.

    Parameters
    ----------
    origin
        A path, `-`, a shipped name such as `dprk/singapore_2018`, or YAML text, which is told
        apart by its line breaks.
    stdin
        What standard input holds, for `-`; read where it is not given.

    Raises
    ------
    ScenarioError
        If there is no such file or scenario, or it is not UTF-8 text of acceptable size.

    Examples
    --------
    >>> read_source("gtd: 1\nkind: normal\n").name
    '<text>'
    """
    if isinstance(origin, str):
        if origin == "-":
            given = sys.stdin.buffer.read(MAX_BYTES + 1) if stdin is None else _as_bytes(stdin)
            return _source(given, "<stdin>", "stdin")
        if "\n" in origin:
            return _source(_as_bytes(origin), "<text>", "text")
        shipped = _shipped(origin)
        if shipped is not None and not Path(origin).is_file():
            with shipped.open("rb") as file:
                return _source(file.read(MAX_BYTES + 1), f"{origin}{_SUFFIX}", origin)
    return _read_file(str(origin))


@cache
def catalog() -> tuple[str, ...]:
    """Names of all shipped scenarios, in order."""
    return tuple(sorted(_names(_library(), "")))


def _names(folder: Traversable, prefix: str) -> Iterator[str]:
    """Walk the library."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _names(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SUFFIX):
            yield prefix + entry.name.removesuffix(_SUFFIX)


def _library() -> Traversable:
    """The folder of the shipped scenarios: installed, or beside the package in a checkout."""
    try:
        return files(LIBRARY)
    except ModuleNotFoundError:
        return Path(__file__).parents[2] / "scenarios"


def _shipped(name: str) -> Traversable | None:
    """The file of a shipped scenario."""
    return _library().joinpath(f"{name}{_SUFFIX}") if name in catalog() else None


def _read_file(path: str) -> Source:
    """Read a file of the user."""
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _missing(path) from None
    except IsADirectoryError:
        raise ScenarioError(_at_start(path, "this is a directory, not a file")) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ScenarioError(_at_start(path, f"cannot be read: {reason}")) from None
    place = Path(path)
    return _source(content, path, place.stem, place.parent)


def _missing(path: str) -> ScenarioError:
    """Say that there is neither such a file nor such a scenario."""
    hint = nearest_name(path.removesuffix(_SUFFIX), _short_names())
    hint = hint or "gtd catalog lists the shipped scenarios"
    return UnknownNameError(_at_start(path, "no such file and no such shipped scenario", hint))


def _short_names() -> list[str]:
    """Shipped names with and without their folder."""
    return [*catalog(), *(name.rpartition("/")[2] for name in catalog())]


def _at_start(name: str, message: str, hint: str = "") -> Problem:
    """Blame the file as a whole."""
    return Problem(Span(name, 1, 1), "", message, hint)


def _as_bytes(text: str | bytes) -> bytes:
    """Encode text; lone surrogates survive, to be refused with their place."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _source(content: bytes, name: str, identity: str, folder: Path | None = None) -> Source:
    """Decode what was read."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise ScenarioSyntaxError(_at_start(name, message))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ScenarioSyntaxError(_at_start(name, "the file is UTF-16", "save it as UTF-8"))
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start, name) from None
    return Source(text, name, identity, hashlib.sha256(content).hexdigest(), folder)


def _undecodable(content: bytes, position: int, name: str) -> ScenarioError:
    """Point at the first byte that is not UTF-8."""
    line = content.count(b"\n", 0, position) + 1
    start = content.rfind(b"\n", 0, position) + 1
    column = len(content[start:position].decode("utf-8", "replace")) + 1
    message = f"byte 0x{content[position]:02X} is not UTF-8 text"
    return ScenarioSyntaxError(
        Problem(Span(name, line, column), "", message, "save the file as UTF-8")
    )
