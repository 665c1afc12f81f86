"""Payoffs of all subgame-perfect equilibria of a repeated game, from a scenario."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.payoff_set import PayoffSet
from gametheory_dprk.analysis.payoff_set import payoff_set as bounded_payoffs
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.limits import Budget

if TYPE_CHECKING:
    from gametheory_dprk.api.scenario import Scenario, Value


def payoff_set(
    scenario: Scenario,
    tolerance: Fraction | str = "1/1000",
    *,
    limit_seconds: float | None = None,
    **params: Value,
) -> PayoffSet:
    """Bound the payoffs of subgame-perfect equilibria from outside and from inside.

    Moves are pure, and players may condition on a public draw each period (Abreu, Pearce and
    Stacchetti 1990).

    Parameters
    ----------
    scenario : Scenario
        Of kind `repeated`: two players, all moves seen at once.
    tolerance : Fraction or str
        How near to each other the bounds are wanted; `gap` says how near they came.
    limit_seconds : float, optional
        Stop after so long with the bounds found; `limit` says so.
    **params
        Values of parameters other than the file's.

    Returns
    -------
    PayoffSet
        `outer` and `inner`, polygons with exact corners, payoffs per period.

    Raises
    ------
    AnalysisError
        If the game is of another kind, or not everything is seen.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> prisoners = gt.load('''
    ... gtd: 1
    ... kind: repeated
    ... title: Prisoners who meet again
    ... players: {A: one, B: the other}
    ... parameters: {delta: 0.6}
    ... stage: {moves: {A: [trust, cheat], B: [trust, cheat]}}
    ... payoffs: {A: 2*B.trust + A.cheat, B: 2*A.trust + B.cheat}
    ... discount: {A: delta, B: delta}
    ... automata: {never: {cheating: {A: cheat, B: cheat, next: {else: cheating}}}}
    ... ''')
    >>> found = gt.payoff_set(prisoners)
    >>> round(max(float(x) for x, _ in found.inner), 3), found.gap < Fraction(1, 1000)
    (2.5, True)
    >>> gt.payoff_set(prisoners, delta="1/3").inner
    ((Fraction(1, 1), Fraction(1, 1)),)
    """
    game = scenario.game.at(scenario.values(**params))
    if not isinstance(game, RepeatedGame):
        raise AnalysisError(
            f"{scenario.id} is of kind {scenario.kind}; payoff sets are of repeated"
        )
    return bounded_payoffs(game, Fraction(tolerance), Budget(limit_seconds))
