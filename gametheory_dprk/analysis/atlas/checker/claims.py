"""Claims about polynomials under assumptions, checked by multiplying out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .algebra import (
    MAX_POWER,
    ONE,
    Condition,
    Poly,
    add,
    divide,
    polynomial_of,
    rational,
    require,
    scale,
    times,
)

Row = dict[str, Poly]
Label = tuple[str, ...]
Rows = Callable[[Label], tuple[Row, str]]

MAX_SPLITS = 20


@dataclass
class Claims:
    """Assumptions, and all that the certificate has proved of them."""

    assumptions: list[Condition]
    conditions: dict[str, Condition] = field(default_factory=dict, kw_only=True)
    surfaces: list[Poly] = field(default_factory=list, kw_only=True)
    squares: dict[str, Condition] = field(default_factory=dict, kw_only=True)
    boundaries: set[frozenset[Any]] = field(default_factory=set, kw_only=True)

    def contradiction(
        self,
        terms: Any,
        conditions: Mapping[str, Condition],
        rows: Rows | None = None,
        absent: frozenset[str] = frozenset(),
    ) -> set[Label]:
        """Check that weighted products sum to zero; return the constraints used."""
        require(isinstance(terms, list) and bool(terms), "a proof is missing")
        total: Row = {}
        positive, used = False, set()
        for term in terms:
            require(isinstance(term, list) and len(term) in (3, 4), "a term is malformed")
            weight, label, factors = rational(term[0]), term[1], term[2]
            product, strict, free = scale(ONE, weight), True, False
            for name in factors:
                require(name in conditions, f"a proof uses {name!r}, which does not hold here")
                f, relation = conditions[name]
                product = times(product, f)
                strict, free = strict and relation == ">", free or relation == "=="
            row: Row = {"": ONE}
            if label is not None:
                require(rows is not None, "a proof uses a constraint where none holds")
                assert rows is not None
                used.add(tuple(label))
                row, relation = rows(tuple(label))
                strict, free = strict and relation == ">", free or relation == "=="
            require(weight >= 0 or free, "a weight is negative")
            if len(term) == 4:
                require(free, "an inequality is multiplied by a polynomial")
                product = times(product, polynomial_of(term[3]))
            positive = positive or (strict and weight > 0)
            for unknown, f in row.items():
                if unknown not in absent:
                    total[unknown] = add(total.get(unknown, {}), times(product, f))
        require(positive, "no strict product has a positive weight")
        require(not any(total.values()), "the products do not sum to zero")
        return used

    def product(self, given: Any, allowed: str) -> Poly:
        """Multiply a number with powers of facts (and, where allowed, of surfaces)."""
        require(isinstance(given, list) and len(given) == 2, "a product is malformed")
        result = scale(ONE, rational(given[0]))
        for name, exponent in given[1]:
            require(isinstance(exponent, int) and 0 < exponent <= MAX_POWER, "a power is bad")
            require(name[:1] in allowed, f"{name!r} may not stand here")
            if name[0] == "s":
                f = self.surface(name)
            else:
                require(name in self.conditions, f"{name!r} is not proved")
                f, relation = self.conditions[name]
                require(relation == ">", f"{name!r} may be zero")
            for _ in range(exponent):
                result = times(result, f)
        return result

    def surface(self, name: str) -> Poly:
        """Return a listed surface."""
        number = int(name[1:])
        require(0 <= number < len(self.surfaces), "no such surface")
        return self.surfaces[number]

    def stripped(self, f: Poly, hint: Any, squares: frozenset[str] = frozenset()) -> Poly:
        """Take positive factors out of a polynomial, and squares of surfaces.

        Off the surfaces such squares are positive; that the region of a family avoids those in
        its denominators is a claim of its own.
        """
        require(isinstance(hint, list) and len(hint) == 2, "a hint is malformed")
        core = polynomial_of(hint[1])
        factors = self.product(hint[0], "afs" if squares else "af")
        for name, exponent in hint[0][1]:
            even = name in squares and exponent % 2 == 0
            require(name[0] != "s" or even, f"{name} may not be taken out")
        require(rational(hint[0][0]) > 0, "a factor is not positive")
        require(bool(f) or hint[0] == ["1", []], "nothing has a factor")
        require(times(factors, core) == f, "factors do not multiply out")
        return core

    def settle(
        self, proof: Any, scope: Mapping[str, Condition], rows: Rows | None = None, depth: int = 0
    ) -> None:
        """Check a contradiction, perhaps on either side of a factor that is not zero."""
        if isinstance(proof, list):
            self.contradiction(proof, scope, rows)
            return
        require(isinstance(proof, dict) and depth < MAX_SPLITS, "a proof is missing")
        require(proof["source"] in scope, "a split has no source")
        whole, relation = scope[proof["source"]]
        factor, quotient = polynomial_of(proof["factor"]), polynomial_of(proof["quotient"])
        require(relation == ">" and times(factor, quotient) == whole, "a factor may be zero")
        for name, sign in (("above", Fraction(1)), ("below", Fraction(-1))):
            signs = {
                f"g{depth}": (scale(factor, sign), ">"),
                f"h{depth}": (scale(quotient, sign), ">"),
            }
            self.settle(proof[name], {**scope, **signs}, rows, depth + 1)

    def claim(self, f: Poly, relation: str, hint: Any, scope: Mapping[str, Condition]) -> None:
        """Check that a polynomial is positive, or not negative, under some conditions."""
        require(isinstance(hint, list) and len(hint) == 3, "a claim has no proof")
        self.accept(self.stripped(f, hint[:2]), relation, hint[2], scope)

    def accept(self, core: Poly, relation: str, how: Any, scope: Mapping[str, Condition]) -> None:
        """Accept a condition that is trivial, among those given, or proved from them."""
        if core == ONE or (not core and relation == ">="):
            return
        if isinstance(how, str):
            require(how in scope and not how.endswith("!"), f"{how!r} does not hold here")
            f, given = scope[how]
            said = f == core and (given == ">" or relation == ">=")
            require(said, f"{how!r} says something else")
            return
        if isinstance(how, dict):
            whole = scale(ONE, rational(how["content"]))
            require(bool(whole) and whole[()] > 0, "a factor is not positive")
            for text, why in how["factors"]:
                f = polynomial_of(text)
                whole = times(whole, f)
                self.accept(f, relation, why, scope)
            require(whole == core, "factors do not multiply out")
            return
        opposite = (scale(core, Fraction(-1)), ">" if relation == ">=" else ">=")
        plain = {name: c for name, c in scope.items() if not name.endswith("!")}
        self.contradiction(how, {**plain, "p0": opposite})

    def nonzero(
        self, surface: Poly, source: Any, proof: Any, scope: Mapping[str, Condition]
    ) -> None:
        """Check that a polynomial is a factor of a positive one, or has a sign by proof."""
        if source in (1, -1):
            self.accept(scale(surface, Fraction(source)), ">", proof, scope)
            return
        require(source in scope, "no such condition")
        f, relation = scope[source]
        product = times(surface, polynomial_of(proof))
        require(relation == ">" and product == f, "a denominator may be zero")

    def with_interiors(self, found: Mapping[str, Condition]) -> dict[str, Condition]:
        """Add the strict version of every weak condition whose boundary is a listed surface."""
        result = dict(found)
        for name, (f, relation) in found.items():
            if relation == ">=" and frozenset(f.items()) in self.boundaries:
                result[f"{name}!"] = f, ">"
        return result | self.squares


def cleared(game: Claims, quotient: tuple[Poly, Poly], factors: Any) -> Poly:
    """Multiply a quotient by a positive product that its denominator divides."""
    top, bottom = quotient
    if factors is not None:
        require(rational(factors[0]) > 0, "a scale is not positive")
        top = times(top, game.product(factors, "af"))
    return divide(top, bottom)


def read_surfaces(game: Claims, listed: Any) -> None:
    """Read the polynomials whose zeros are left out."""
    game.surfaces = [polynomial_of(text) for text in listed]
    require(all(game.surfaces), "the zero polynomial is listed as a surface")
    game.squares = {f"n{i}!": (times(f, f), ">") for i, f in enumerate(game.surfaces)}
    for f in game.surfaces:
        game.boundaries |= {frozenset(f.items()), frozenset(scale(f, Fraction(-1)).items())}


def read_assumptions(game: Claims, listed: Any) -> None:
    """Accept polynomials that follow from the game's own assumptions."""
    for number, (source, text, root) in enumerate(listed):
        require(0 <= source < len(game.assumptions), "no such assumption")
        f, relation = game.assumptions[source]
        short, square = polynomial_of(text), polynomial_of(root)
        require(relation == ">" or set(square) == {()}, "a weak assumption is divided")
        require(times(short, times(square, square)) == f and bool(f), "an assumption is changed")
        game.conditions[f"a{number}"] = short, relation


def read_facts(game: Claims, listed: Any) -> None:
    """Accept polynomials whose opposite is refuted."""
    for number, (text, terms) in enumerate(listed):
        f = polynomial_of(text)
        opposite = {"p0": (scale(f, Fraction(-1)), ">=")}
        game.contradiction(terms, {**game.conditions, **opposite})
        game.conditions[f"f{number}"] = f, ">"
