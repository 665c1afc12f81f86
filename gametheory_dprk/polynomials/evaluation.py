"""Polynomials over many points at once, in float64: a filter whose findings are rechecked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from gametheory_dprk.polynomials.ring import Polynomial, Ring

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]


def compile_polynomial(polynomial: Polynomial, ring: Ring) -> Callable[[Array], Array]:
    """Compile a polynomial to a function of a matrix of points.

    Returns
    -------
    callable
        Takes an array of shape (points, parameters), columns in the order of the ring, and
        returns an array of shape (points,).

    Examples
    --------
    >>> import numpy as np
    >>> ring = Ring(["x", "y"])
    >>> x, y = ring.generators.values()
    >>> compile_polynomial(x**2 * 3 - y, ring)(np.array([[1.0, 1.0], [2.0, 0.0]]))
    array([ 2., 12.])
    """
    import numpy as np

    terms = [
        (float(int(c.p) / int(c.q)), [(j, e) for j, e in enumerate(exponents) if e])
        for exponents, c in ring.terms(polynomial)
    ]

    def function(points: Array) -> Array:
        total = np.zeros(points.shape[0])
        for coefficient, powers in terms:
            product: Array | float = coefficient
            for j, exponent in powers:
                column = points[:, j]
                product = product * (column if exponent == 1 else column**exponent)
            total += product
        return total

    return function
