"""Commands import what they need and no more."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_runner import SCENARIOS

HEAVY = ("sympy", "numpy", "nashpy", "pandas", "numba", "matplotlib", "scipy", "z3", "flint")


def loaded(*arguments: str) -> set[str]:
    """Top-level packages in memory after a command."""
    program = (
        "import sys; from gametheory_dprk.cli import run; code = run(sys.argv[1:]);"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        cwd=SCENARIOS,
        timeout=60,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--help",), (*HEAVY, "rich", "pydantic", "yaml")),
        (("solve", "--help"), (*HEAVY, "rich", "pydantic", "yaml")),
        (("validate", "talks.yaml"), (*HEAVY, "rich")),
        (("show", "talks.yaml", "--format", "svg"), (*HEAVY, "rich")),
    ],
)
def test_import_is_lazy(arguments: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    found = loaded(*arguments)
    assert "click" in found
    assert found.isdisjoint(unwanted)


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import gametheory_dprk, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    ours = [name for name in done.stdout.split() if name.startswith("gametheory_dprk")]
    assert sorted(ours) == ["gametheory_dprk", "gametheory_dprk.version"]
