"""The conditions of a perfect Bayesian equilibrium as named rows.

A row's name says what it states and, thereby, in which cases it holds:

==============================  ==========================================================
name                            states; holds
==============================  ==========================================================
("prefers", t, m, n)            type t earns from m at least what it earns from n; t sends m
("reply", m, r, q)              r pays as much as q against sigma; r answers m
("belief", m, r, q)             r pays as much as q against mu; r answers m
("sends", t, m)                 sigma(m|t) > 0; t sends m
("answers", m, r)               rho(r|m) > 0; r answers m
("holds", m, t)                 mu(t|m) > 0; t sends m
("equal", t, m, n)              t earns from m what it earns from n; t sends both
("tie" | "even", m, r, q)       r pays what q pays, against sigma or mu; both answer m
("sigma" | "rho" | "mu", ...)   the unknown is not negative; always
("total", kind, name)           the unknowns of a distribution sum to one; always
("absent", kind, ...)           the unknown is zero; it is outside the support
==============================  ==========================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Relation, Row
from gametheory_dprk.regions.columns import CONSTANT

Label: TypeAlias = tuple[str, ...]


def sigma(kind: str, signal: str) -> str:
    """Name the chance that a type sends a signal."""
    return f"sigma({signal}|{kind})"


def rho(signal: str, response: str) -> str:
    """Name the chance that a response answers a signal."""
    return f"rho({response}|{signal})"


def mu(signal: str, kind: str) -> str:
    """Name the belief in a type after a signal."""
    return f"mu({kind}|{signal})"


class Constraints:
    """The rows of one game, each built once.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.signaling.form import build_form
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import SignalingGame
    >>> quiche = SignalingGame.from_arrays(["1/2"] * 2, [[[0, 1]]] * 2, [[[1, 0]]] * 2)
    >>> game = quiche.map(lambda number: parse(str(number)))
    >>> rows = Constraints(build_form(game, [], []))
    >>> rows.row(("answers", "m1", "r2")).coefficients
    {'rho(r2|m1)': 1}
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.row = cache(self._build)

    def _build(self, label: Label) -> Row:
        """Build a row from its name."""
        coefficients, relation = self._content(label)
        kept = {unknown: f for unknown, f in coefficients.items() if not f.is_zero()}
        return Row(kept, relation, "|".join(label))

    def _content(self, label: Label) -> tuple[Mapping[str, Polynomial], Relation]:
        """Build the coefficients and the relation of a row."""
        one = self.form.ring.one
        match label:
            case ("prefers", kind, signal, other):
                return self.preference(kind, signal, other), ">="
            case ("equal", kind, signal, other):
                return self.preference(kind, signal, other), "=="
            case ("reply" | "tie", signal, response, other):
                return self.reply(signal, response, other), "==" if label[0] == "tie" else ">="
            case ("belief" | "even", signal, response, other):
                return self.belief(signal, response, other), "==" if label[0] == "even" else ">="
            case ("sends", kind, signal):
                return {sigma(kind, signal): one}, ">"
            case ("answers", signal, response):
                return {rho(signal, response): one}, ">"
            case ("holds", signal, kind):
                return {mu(signal, kind): one}, ">"
            case ("sigma", kind, signal):
                return {sigma(kind, signal): one}, ">="
            case ("rho", signal, response):
                return {rho(signal, response): one}, ">="
            case ("mu", signal, kind):
                return {mu(signal, kind): one}, ">="
            case ("total", what, name):
                return self.total(what, name), "=="
        raise ValueError(f"no row is called {label}")

    def total(self, what: str, name: str) -> Mapping[str, Polynomial]:
        """State that a distribution sums to one."""
        form = self.form
        unknowns = {
            "sigma": [sigma(name, m) for m in form.signals],
            "rho": [rho(name, r) for r in form.template.responses.get(name, ())],
            "mu": [mu(name, t) for t in form.types],
        }[what]
        return dict.fromkeys(unknowns, form.ring.one) | {CONSTANT: -form.ring.one}

    def preference(self, kind: str, signal: str, other: str) -> Mapping[str, Polynomial]:
        """Return what a type earns from a signal less what it earns from another."""
        pays = self.form.sender
        gain = {rho(signal, r): pays[kind, signal, r] for r in self.form.responses(signal)}
        loss = {rho(other, r): -pays[kind, other, r] for r in self.form.responses(other)}
        return gain | loss

    def reply(self, signal: str, response: str, other: str) -> Mapping[str, Polynomial]:
        """Return what a response pays less what another pays, against sigma."""
        return {
            sigma(kind, signal): weight * self.advantage(kind, signal, response, other)
            for kind, weight in self.form.weights.items()
        }

    def belief(self, signal: str, response: str, other: str) -> Mapping[str, Polynomial]:
        """Return what a response pays less what another pays, against mu."""
        return {
            mu(signal, kind): self.advantage(kind, signal, response, other)
            for kind in self.form.types
        }

    def advantage(self, kind: str, signal: str, response: str, other: str) -> Polynomial:
        """Return what a response pays against a type less what another pays."""
        pays = self.form.receiver
        return pays[kind, signal, response] - pays[kind, signal, other]
