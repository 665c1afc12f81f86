"""A signaling game with polynomials for payoffs: what the atlas is computed from.

The equilibria of a signaling game do not change if the priors are scaled together, the sender's
payoffs type by type, or the receiver's signal by signal. So denominators whose sign is known are
multiplied away, and every condition of an equilibrium is linear in the unknowns

- sigma(m|t), the chance that type t sends m,
- rho(r|m), the chance that r answers m,
- mu(t|m), the belief in t after m,

with polynomials in the parameters as coefficients.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from gametheory_dprk.analysis.atlas.preparing.assumptions import conditions_of, positive
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.expr import names as names_of
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, polynomial_expr, ratio_of
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.space import EmptySpaceError

Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A signaling game over a parameter space.

    Attributes
    ----------
    template : SignalingGame of Expr
    assumptions : tuple of Expr
        As given; that every type has positive probability is added.
    exact : SignalingGame of Ratio
        Payoffs and priors as they are.
    weights, sender, receiver : mappings to Polynomial
        Priors, and payoffs by cell, without denominators.
    scales : Mapping[str, Polynomial]
        By what they were multiplied: "prior", the types and the signals.
    tree : Mapping or None
        The tree that was folded, as the checker reads it.
    moves : tuple
        What is played after its responses: player, information set, move.
    """

    template: SignalingGame[Expr]
    assumptions: tuple[Expr, ...]
    space: Space
    exact: SignalingGame[Ratio]
    weights: Mapping[str, Polynomial]
    sender: Mapping[Cell, Polynomial]
    receiver: Mapping[Cell, Polynomial]
    scales: Mapping[tuple[str, str], Polynomial]
    tree: Mapping[str, Any] | None = None
    moves: tuple[tuple[str, str, str], ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The sender's types."""
        return self.template.types

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals."""
        return self.template.signals

    @property
    def ring(self) -> Ring:
        """The ring of the parameters."""
        return self.space.ring

    def responses(self, signal: str) -> tuple[str, ...]:
        """Return what can answer a signal."""
        return self.template.responses[signal]


def build_form(
    template: SignalingGame[Expr],
    assumptions: Iterable[Expr],
    names: Iterable[str],
    start: Mapping[str, Fraction] | None = None,
    budget: Budget | None = None,
) -> Form:
    """Read a template over the parameters that satisfy some relations.

    Raises
    ------
    AnalysisError
        If a formula is no rational function, a denominator may vanish, or no parameters satisfy
        the relations.
    """
    ring = Ring(tuple(names))
    given = tuple(assumptions)
    exact = template.map(lambda formula: ratio_of(formula, ring))
    conditions = [c for relation in given for c in conditions_of(relation, ring)]
    conditions += [positive(chance, strictly=True) for chance in exact.prior.values()]
    known = {c.key: c for c in conditions if not c.polynomial.is_constant()}
    refuse_constant(conditions)
    space = Space(ring, list(known.values()), start, budget)
    space.favored = frozenset[str]().union(*(names_of(f) for f in template.prior.values()))
    return scaled(template, given, space, exact)


def refuse_constant(conditions: Iterable[Condition]) -> None:
    """Refuse assumptions that are false whatever the parameters are."""
    for given in conditions:
        if given.polynomial.is_constant():
            value = 0 if given.polynomial.is_zero() else given.polynomial.coeffs()[0]
            if value < 0 or (value == 0 and given.relation == ">"):
                raise EmptySpaceError("no parameters satisfy the assumptions")


def scaled(
    template: SignalingGame[Expr],
    assumptions: tuple[Expr, ...],
    space: Space,
    exact: SignalingGame[Ratio],
) -> Form:
    """Multiply the denominators away."""
    own, others = exact.payoffs[exact.sender], exact.payoffs[exact.receiver]
    scales = {("prior", ""): common_scale(space, exact.prior.values(), "prior")}
    for kind in exact.types:
        mine = [value for (t, _, _), value in own.items() if t == kind]
        scales["type", kind] = common_scale(space, mine, f"payoff of {exact.sender} as {kind}")
    for signal in exact.signals:
        mine = [value for (_, m, _), value in others.items() if m == signal]
        where = f"payoff of {exact.receiver} after {signal}"
        scales["signal", signal] = common_scale(space, mine, where)
    return Form(
        template,
        assumptions,
        space,
        exact,
        {t: cleared(p, scales["prior", ""]) for t, p in exact.prior.items()},
        {cell: cleared(value, scales["type", cell[0]]) for cell, value in own.items()},
        {cell: cleared(value, scales["signal", cell[1]]) for cell, value in others.items()},
        {key: scale for key, scale in scales.items() if not scale.is_one()},
    )


def common_scale(space: Space, ratios: Iterable[Ratio], where: str) -> Polynomial:
    """Return a positive common multiple of denominators."""
    ring = space.ring
    scale = reduce(_least_common, (r.denominator for r in ratios), ring.one)
    sign = space.sign(scale)
    if sign not in ("+", "-"):
        text = to_text(polynomial_expr(scale, ring))
        raise AnalysisError(
            f"{where}: the denominator {text} may be zero; assume on which side of zero it is"
        )
    return scale if sign == "+" else -scale


def _least_common(one: Polynomial, other: Polynomial) -> Polynomial:
    """Return a least common multiple."""
    return one * (other // one.gcd(other))


def cleared(ratio: Ratio, scale: Polynomial) -> Polynomial:
    """Multiply a quotient by a multiple of its denominator."""
    factor = exact_quotient(scale, ratio.denominator)
    assert factor is not None
    return ratio.numerator * factor
