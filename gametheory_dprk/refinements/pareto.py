"""Pareto efficiency among the equilibria that were found.

An equilibrium *fails* if another one found gives every player at least as much and some player
more, in expectation before anything is known. It is a comparison between equilibria, not with
all outcomes of the game, and if the search was not complete, only with those found.

Where payoffs differ between members of a component, they are averages of the payoffs at its
corners. Then the component fails if some corner of a component dominates all its corners, and
survives if no average of another's corners (or its own) dominates an average of its own. In
between, some members may be dominated and others not: it depends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.concepts.linear import Form, nonnegative_solution
from gametheory_dprk.concepts.realization import realized_values
from gametheory_dprk.games import ExtensiveGame, Game, NormalGame, SignalingGame
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.members import corners_in_play
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Candidate, Check, Verdict

Payoffs: TypeAlias = Mapping[str, Number]
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the members of one equilibrium component pay.

    Attributes
    ----------
    number : int
        Its place among the equilibria, from 1.
    corners : tuple of Payoffs
        The distinct payoffs at the corners.
    spanning : bool
        Whether all members pay averages of these.
    """

    number: int
    corners: tuple[Payoffs, ...]
    spanning: bool

    @property
    def varies(self) -> bool:
        """Whether members may differ in what they pay."""
        return len(self.corners) > 1 or not self.spanning


def judge_pareto(game: Game[Number], candidates: Sequence[Candidate]) -> Sequence[Verdict]:
    """Judge candidates by comparing all of them.

    Examples
    --------
    >>> from gametheory_dprk.planner import solve
    >>> hunt = NormalGame.from_arrays([[3, 0], [2, 2]], [[3, 2], [0, 2]])
    >>> for each in solve(hunt, "nash"):
    ...     print(each.refinements["pareto"].survives, each.refinements["pareto"].reason)
    True no equilibrium found pays all players as much and one of them more
    False equilibrium 1 pays as much to all and more to row (3 > 2), column (3 > 2)
    False equilibrium 1 pays as much to all and more to row (3 > 2), column (3 > 2)
    """
    standings = [standing(game, k, each) for k, each in enumerate(candidates, 1)]
    return [judge(each, standings) for each in standings]


def standing(game: Game[Number], number: int, candidate: Candidate) -> Standing:
    """Evaluate the corners of a component."""
    found = corners_in_play(game, candidate)
    payoffs: list[Payoffs] = []
    for corner in found.assessments:
        earned = realized_values(game, corner)
        if earned not in payoffs:
            payoffs.append(earned)
    return Standing(number, tuple(payoffs), found.spanning)


def judge(one: Standing, standings: Sequence[Standing]) -> Verdict:
    """Compare one component with all, itself included."""
    for other in standings:
        for payoffs in other.corners if one.spanning else ():
            if all(dominates(payoffs, mine) for mine in one.corners):
                return Verdict(False, *domination(other.number, payoffs, one))
    rivals = [other.number for other in standings if may_dominate(other, one)]
    if not rivals:
        return Verdict(True, "no equilibrium found pays all players as much and one of them more")
    if not one.varies:
        where = ", ".join(map(str, rivals))
        return Verdict(
            None, f"some members of equilibrium {where} may pay as much to all and more to one"
        )
    return Verdict(None, f"payoffs differ between members ({spans(one)})")


def dominates(payoffs: Payoffs, others: Payoffs) -> bool:
    """Whether payoffs are at least as high for all, and higher for one."""
    pairs = [(payoffs[player], value) for player, value in others.items()]
    return all(own >= value for own, value in pairs) and any(own > value for own, value in pairs)


def may_dominate(other: Standing, one: Standing) -> bool:
    """Whether some average of one component's corners dominates one of the other's."""
    if not (other.spanning and one.spanning):
        return True
    if not (other.varies or one.varies):
        return dominates(other.corners[0], one.corners[0])
    return nonnegative_solution([balance(other, one)], list(advantages(other, one))) is not None


def balance(other: Standing, one: Standing) -> Form[Any]:
    """Both averages have the same total weight."""
    weights = {("other", k): ONE for k in range(len(other.corners))}
    return {**weights, **{("one", k): -ONE for k in range(len(one.corners))}}, Fraction(0)


def advantages(other: Standing, one: Standing) -> Iterator[Form[Any]]:
    """Nobody loses, and all together gain; the scale of weights is free."""
    total: dict[Any, Number] = {}
    for player in one.corners[0]:
        gain: dict[Any, Number] = {("other", k): c[player] for k, c in enumerate(other.corners)}
        gain |= {("one", k): -c[player] for k, c in enumerate(one.corners)}
        total = {name: total.get(name, Fraction(0)) + x for name, x in gain.items()}
        yield gain, Fraction(0)
    yield total, ONE


def domination(number: int, payoffs: Payoffs, one: Standing) -> tuple[str, tuple[Check, ...]]:
    """The reason why a component fails, and its claims."""
    most = {player: max(corner[player] for corner in one.corners) for player in payoffs}
    claims = tuple(
        Check(f"{player}: payoff in equilibrium {number} >= here", payoffs[player], ">=", mine)
        for player, mine in most.items()
    )
    better = ", ".join(
        f"{player} ({number_text(payoffs[player])} > {number_text(mine)})"
        for player, mine in most.items()
        if payoffs[player] > mine
    )
    some = f" to {better}" if better else " to one in every member"
    return f"equilibrium {number} pays as much to all and more{some}", claims


def spans(one: Standing) -> str:
    """In words, what players earn at the corners."""
    parts = []
    for player in one.corners[0]:
        earned = [corner[player] for corner in one.corners]
        least, most = min(earned), max(earned)
        if least < most:
            parts.append(f"{player} {number_text(least)} to {number_text(most)}")
    return ", ".join(parts) or "not compared at all members"


SPEC = RefinementSpec(
    name="pareto",
    judges=dict.fromkeys((NormalGame, SignalingGame, ExtensiveGame), judge_pareto),
    about="no other equilibrium found pays every player as much and some player more",
)
