"""A second, independent check: one formula without supports, and a question to z3.

"sigma, rho and mu form a perfect Bayesian equilibrium" is written down as it stands in the
textbook, and z3 is asked for one outside the atlas, off the knife edges. It shares no code with the
atlas but the template.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import z3

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.expr import Binary, Compare, Expr, Name, Negate, Number, parse
from tests.analysis.atlas.games_for_atlas import atlas_of


def term(expr: Expr, names: dict[str, Any]) -> Any:
    """Translate a formula."""
    match expr:
        case Number():
            return z3.RatVal(expr.value.numerator, expr.value.denominator)
        case Name():
            return names[expr.name]
        case Negate():
            return -term(expr.operand, names)
        case Binary():
            left, right = term(expr.left, names), term(expr.right, names)
            if expr.operator == "^":
                assert isinstance(expr.right, Number)
                power = z3.RealVal(1)
                for _ in range(int(expr.right.value)):
                    power = power * left
                return power
            return (
                {"+": left + right, "-": left - right, "*": left * right}[expr.operator]
                if expr.operator != "/"
                else left / right
            )
        case Compare():
            left, right = term(expr.left, names), term(expr.right, names)
            return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[
                expr.operator
            ]
    raise AssertionError(expr)


class Encoding:
    """Unknowns and formulas of one game."""

    def __init__(self, found: Atlas) -> None:
        game = found.form.template
        self.found, self.game = found, game
        self.names = {name: z3.Real(name) for name in found.parameters}
        self.sigma = {(t, m): z3.Real(f"s_{t}_{m}") for t in game.types for m in game.signals}
        self.rho = {(m, r): z3.Real(f"r_{m}_{r}") for m in game.signals for r in game.responses[m]}
        self.mu = {(m, t): z3.Real(f"b_{m}_{t}") for t in game.types for m in game.signals}

    def pays(self, player: str, *cell: str) -> Any:
        return term(self.game.payoffs[player][cell[0], cell[1], cell[2]], self.names)

    def equilibrium(self) -> list[Any]:
        """State the definition."""
        game = self.game
        prior = {t: term(chance, self.names) for t, chance in game.prior.items()}
        facts = [term(relation, self.names) for relation in self.found.form.assumptions]
        facts += [chance > 0 for chance in prior.values()]
        facts += [x >= 0 for x in (*self.sigma.values(), *self.rho.values(), *self.mu.values())]
        for t in game.types:
            facts.append(z3.Sum([self.sigma[t, m] for m in game.signals]) == 1)
        for m in game.signals:
            facts.append(z3.Sum([self.rho[m, r] for r in game.responses[m]]) == 1)
            facts.append(z3.Sum([self.mu[m, t] for t in game.types]) == 1)
            total = z3.Sum([prior[t] * self.sigma[t, m] for t in game.types])
            facts += [self.mu[m, t] * total == prior[t] * self.sigma[t, m] for t in game.types]
            worth = {
                r: z3.Sum([self.mu[m, t] * self.pays(game.receiver, t, m, r) for t in game.types])
                for r in game.responses[m]
            }
            facts += [
                z3.Implies(self.rho[m, r] > 0, worth[r] >= worth[q]) for r in worth for q in worth
            ]
        for t in game.types:
            earns = {
                m: z3.Sum(
                    [self.rho[m, r] * self.pays(game.sender, t, m, r) for r in game.responses[m]]
                )
                for m in game.signals
            }
            facts += [
                z3.Implies(self.sigma[t, m] > 0, earns[m] >= earns[n]) for m in earns for n in earns
            ]
        return facts

    def within(self, number: int) -> Any:
        """State that a family has these supports and exists here."""
        family = self.found.families[number]
        parts = []
        for m, state in family.case.items():
            for t in self.game.types:
                unknown = self.sigma[t, m]
                parts.append(unknown > 0 if t in state.kinds else unknown == 0)
            if state.kinds:
                parts += [
                    self.rho[m, r] > 0 if r in state.replies else self.rho[m, r] == 0
                    for r in self.game.responses[m]
                ]
        for text in self.found.to_document()["families"][number]["conditions"]:
            parts.append(term(parse(text), self.names))
        return z3.And(parts)

    def off_knife_edges(self) -> list[Any]:
        texts = [text.removesuffix(" == 0") for text in self.found.knife_edges]
        return [term(parse(text), self.names) != 0 for text in texts]

    def ask(self, *further: Any) -> Any:
        solver = z3.SolverFor("QF_NRA")
        solver.set("timeout", 60_000)
        solver.add(*self.equilibrium(), *further)
        return solver.check()


@pytest.mark.parametrize("name", ["beer_quiche", "cheap_talk"])
def test_there_is_no_equilibrium_outside_the_atlas(name: str) -> None:
    found = atlas_of(name)
    encoding = Encoding(found)
    assert encoding.ask() == z3.sat
    outside = [z3.Not(encoding.within(i)) for i in range(len(found.families))]
    assert encoding.ask(*outside, *encoding.off_knife_edges()) == z3.unsat


def test_the_question_can_fail() -> None:
    found = atlas_of("beer_quiche")
    encoding = Encoding(found)
    outside = [z3.Not(encoding.within(i)) for i in range(len(found.families) - 1)]
    assert encoding.ask(*outside, *encoding.off_knife_edges()) == z3.sat


def test_the_terms_are_those_of_the_formulas() -> None:
    names = {"x": z3.RealVal(3)}
    value = z3.simplify(term(parse("x^2/2 - (1 - x)*0.5"), names))
    assert Fraction(value.numerator_as_long(), value.denominator_as_long()) == Fraction(11, 2)
