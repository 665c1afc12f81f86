"""The game, rebuilt from its own formulas, and claims about it that are checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from .algebra import (
    ONE,
    Poly,
    Rejected,
    add,
    quotient_of,
    relations_of,
    require,
    scale,
    times,
)
from .claims import Claims, Label, Row, cleared, read_assumptions, read_facts, read_surfaces


def subsets(names: Sequence[str]) -> list[frozenset[str]]:
    """Return all non-empty subsets."""
    sizes = range(1, len(names) + 1)
    return [frozenset(found) for size in sizes for found in combinations(names, size)]


@dataclass
class Game(Claims):
    """A signaling game with polynomial payoffs and all that the certificate has proved of it."""

    types: list[str]
    responses: dict[str, list[str]]
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


def read_game(data: Mapping[str, Any], certificate: Mapping[str, Any]) -> Game:
    """Rebuild the game; the certificate only says how to clear denominators."""
    responses = {str(m): [str(r) for r in found] for m, found in data["responses"].items()}
    types = [str(t) for t in data["types"]]
    require(len(types) > 0 and all(responses.values()), "the game is empty")
    given = [condition for text in data["assume"] for condition in relations_of(text)]
    prior = {t: quotient_of(text) for t, text in data["types"].items()}
    given += [(times(top, bottom), ">") for top, bottom in prior.values()]
    game = Game(given, types, responses)
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
