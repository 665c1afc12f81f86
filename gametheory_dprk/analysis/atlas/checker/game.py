"""The game, rebuilt from its own formulas, and claims about it that are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from .algebra import (
    MAX_POWER,
    ONE,
    Condition,
    Poly,
    Rejected,
    add,
    divide,
    polynomial_of,
    quotient_of,
    rational,
    relations_of,
    require,
    scale,
    times,
)

Row = dict[str, Poly]
Label = tuple[str, ...]


def subsets(names: Sequence[str]) -> list[frozenset[str]]:
    """Return all non-empty subsets."""
    sizes = range(1, len(names) + 1)
    return [frozenset(found) for size in sizes for found in combinations(names, size)]


@dataclass
class Game:
    """A signaling game with polynomial payoffs and all that the certificate has proved of it."""

    types: list[str]
    responses: dict[str, list[str]]
    assumptions: list[Condition]
    conditions: dict[str, Condition] = field(default_factory=dict)
    surfaces: list[Poly] = field(default_factory=list)
    squares: dict[str, Condition] = field(default_factory=dict)
    boundaries: set[frozenset[Any]] = field(default_factory=set)
    weights: dict[str, Poly] = field(default_factory=dict)
    own: dict[Label, Poly] = field(default_factory=dict)
    others: dict[Label, Poly] = field(default_factory=dict)
    rows: dict[Label, tuple[Row, str]] = field(default_factory=dict)

    def row(self, label: Label) -> tuple[Row, str]:
        """Rebuild a constraint from its name."""
        if label not in self.rows:
            coefficients, relation = self.build(label)
            kept = {unknown: f for unknown, f in coefficients.items() if f}
            self.rows[label] = kept, relation
        return self.rows[label]

    def build(self, label: Label) -> tuple[Row, str]:
        """State a constraint."""
        match label:
            case ("prefers" | "equal", t, m, n) if m != n:
                row = {f"rho({r}|{m})": self.own[t, m, r] for r in self.responses[m]}
                row |= {
                    f"rho({r}|{n})": scale(self.own[t, n, r], Fraction(-1))
                    for r in self.responses[n]
                }
                return row, ">=" if label[0] == "prefers" else "=="
            case ("reply" | "tie", m, r, q):
                row = {
                    f"sigma({m}|{t})": times(self.weights[t], self.gain(t, m, r, q))
                    for t in self.types
                }
                return row, ">=" if label[0] == "reply" else "=="
            case ("belief" | "even", m, r, q):
                row = {f"mu({t}|{m})": self.gain(t, m, r, q) for t in self.types}
                return row, ">=" if label[0] == "belief" else "=="
            case ("sends" | "sigma", t, m):
                return {f"sigma({m}|{t})": ONE}, ">" if label[0] == "sends" else ">="
            case ("answers" | "rho", m, r):
                return {f"rho({r}|{m})": ONE}, ">" if label[0] == "answers" else ">="
            case ("holds" | "mu", m, t):
                return {f"mu({t}|{m})": ONE}, ">" if label[0] == "holds" else ">="
            case ("total", what, name):
                unknowns = self.unknowns(what, name)
                return dict.fromkeys(unknowns, ONE) | {"": scale(ONE, Fraction(-1))}, "=="
        raise Rejected(f"no constraint is called {label}")

    def unknowns(self, what: str, name: str) -> list[str]:
        """Name the unknowns of a distribution."""
        if what == "sigma" and name in self.types:
            return [f"sigma({m}|{name})" for m in self.responses]
        if what == "rho" and name in self.responses:
            return [f"rho({r}|{name})" for r in self.responses[name]]
        if what == "mu" and name in self.responses:
            return [f"mu({t}|{name})" for t in self.types]
        raise Rejected(f"no distribution is called {what} {name}")

    def gain(self, t: str, m: str, r: str, q: str) -> Poly:
        """Return what an answer pays less what another pays."""
        return add(self.others[t, m, r], self.others[t, m, q], Fraction(-1))

    # claims

    def contradiction(
        self,
        terms: Any,
        conditions: Mapping[str, Condition],
        rows: Callable[[Label], tuple[Row, str]] | None = None,
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


def read_game(data: Mapping[str, Any], certificate: Mapping[str, Any]) -> Game:
    """Rebuild the game; the certificate only says how to clear denominators."""
    responses = {str(m): [str(r) for r in found] for m, found in data["responses"].items()}
    types = [str(t) for t in data["types"]]
    require(len(types) > 0 and all(responses.values()), "the game is empty")
    given = [condition for text in data["assume"] for condition in relations_of(text)]
    prior = {t: quotient_of(text) for t, text in data["types"].items()}
    given += [(times(top, bottom), ">") for top, bottom in prior.values()]
    game = Game(types, responses, given)
    read_assumptions(game, certificate["assumptions"])
    read_facts(game, certificate["facts"])
    read_surfaces(game, certificate["surfaces"])
    scales = certificate["scales"]
    own, others = (data["payoffs"][data[side]] for side in ("sender", "receiver"))
    game.weights = {t: cleared(game, q, scales.get("prior:")) for t, q in prior.items()}
    for t in types:
        for m, answers in responses.items():
            for r in answers:
                mine, theirs = quotient_of(own[t][m][r]), quotient_of(others[t][m][r])
                game.own[t, m, r] = cleared(game, mine, scales.get(f"type:{t}"))
                game.others[t, m, r] = cleared(game, theirs, scales.get(f"signal:{m}"))
    return game


def read_surfaces(game: Game, listed: Any) -> None:
    """Read the polynomials whose zeros are left out."""
    game.surfaces = [polynomial_of(text) for text in listed]
    require(all(game.surfaces), "the zero polynomial is listed as a surface")
    game.squares = {f"n{i}!": (times(f, f), ">") for i, f in enumerate(game.surfaces)}
    for f in game.surfaces:
        game.boundaries |= {frozenset(f.items()), frozenset(scale(f, Fraction(-1)).items())}


def cleared(game: Game, quotient: tuple[Poly, Poly], factors: Any) -> Poly:
    """Multiply a quotient by a positive product that its denominator divides."""
    top, bottom = quotient
    if factors is not None:
        require(rational(factors[0]) > 0, "a scale is not positive")
        top = times(top, game.product(factors, "af"))
    return divide(top, bottom)


def read_assumptions(game: Game, listed: Any) -> None:
    """Accept polynomials that follow from the game's own assumptions."""
    for number, (source, text, root) in enumerate(listed):
        require(0 <= source < len(game.assumptions), "no such assumption")
        f, relation = game.assumptions[source]
        short, square = polynomial_of(text), polynomial_of(root)
        require(relation == ">" or set(square) == {()}, "a weak assumption is divided")
        require(times(short, times(square, square)) == f and bool(f), "an assumption is changed")
        game.conditions[f"a{number}"] = short, relation


def read_facts(game: Game, listed: Any) -> None:
    """Accept polynomials whose opposite is refuted."""
    for number, (text, terms) in enumerate(listed):
        f = polynomial_of(text)
        opposite = {"p0": (scale(f, Fraction(-1)), ">=")}
        game.contradiction(terms, {**game.conditions, **opposite})
        game.conditions[f"f{number}"] = f, ">"
