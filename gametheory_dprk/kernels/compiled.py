"""Compiling a function of numbers and arrays, once, with the machine code kept on disk.

Numba compiles on the first call and keeps the result beside the source file, or in the user's
cache where that folder cannot be written. A kept result is renewed when the file of the function
changes, so a compiled function calls only its own file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS = {"fastmath": {"contract", "reassoc"}, "error_model": "numpy"}
"""Sums may be taken in another order; nothing else is assumed of numbers."""


def compiled(function: Function) -> Function:
    """Compile a function when it is first called.

    Examples
    --------
    >>> @compiled
    ... def double(x):
    ...     return 2 * x
    >>> double.py_func(4)
    8
    """
    return compile_with(function, OPTIONS)


def compiled_parallel(function: Function) -> Function:
    """Compile a function whose `prange` loops run on all cores."""
    return compile_with(function, OPTIONS | {"parallel": True})


def compile_with(function: Function, options: dict[str, Any]) -> Function:
    """Compile, without keeping the result where no folder can be written."""
    try:
        kernel: Function = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        kernel = numba.njit(**options)(function)
    return kernel
