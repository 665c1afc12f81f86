"""The package starts without numpy and sympy, which are heavy."""

from __future__ import annotations

import subprocess
import sys


def test_neither_numpy_nor_sympy_is_imported():
    program = (
        "import sys; from gametheory_dprk.expr import parse, to_text; to_text(parse('a*2'));"
        "print({'numpy', 'sympy'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert shown.stdout.strip() == "set()", shown.stderr
