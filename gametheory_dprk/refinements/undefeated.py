"""Undefeated equilibrium in signaling games (Mailath, Okuno-Fujiwara and Postlewaite 1993).

An equilibrium is *defeated* by another one if there is a signal that it leaves unsent and that
some types send in the other one, such that

- none of these types earns less in the other equilibrium, and one of them earns more, and
- its belief after the signal is not the prior weighed by probabilities of sending that fit: for
  a type that earns more what it sends in the other equilibrium, for one that earns the same
  anything up to that, for all other types zero.

It is *undefeated* if no equilibrium that was found defeats it; if the search was not complete,
others might. The authors define this for senders that play pure; where a type mixes, the
probabilities above are those of its mixture, so that the belief held in the other equilibrium
always fits.

In a component the beliefs may differ: the component fails if every member is defeated, survives
if none is, and else it depends. Where members of the other equilibrium differ in what is played,
its corners are compared; if those between might still defeat, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_dprk.refinements.signals.challenge import (
    Challenger,
    Objection,
    challenger,
    objections,
)
from gametheory_dprk.refinements.signals.held_beliefs import held_beliefs
from gametheory_dprk.refinements.signals.path import (
    EquilibriumPath,
    Parts,
    avoidable,
    never_sent,
    read_path,
    unsettled_verdict,
)
from gametheory_dprk.refinements.signals.through_signaling import SCOPE, View, signaling_judges
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Cell, Verdict


def judge_undefeated(views: Sequence[View]) -> list[Verdict]:
    """Judge candidates by comparing all of them.

    Examples
    --------
    Three workers in four are able. Effort tells them apart, but all would rather be paid alike
    (after Spence 1973; wages are 2, 5 or 6, effort costs the others three times as much):

    >>> from gametheory_dprk.games import SignalingGame
    >>> from gametheory_dprk.planner import solve
    >>> effort, wages = (0, 1, 2, 6), (8, 20, 24)
    >>> sender = [[[wage - cost * e for wage in wages] for e in effort] for cost in (1, 3)]
    >>> receiver = [[[-(wage - worth)**2 for wage in wages] for _ in effort] for worth in (24, 8)]
    >>> game = SignalingGame.from_arrays(["3/4", "1/4"], sender, receiver)
    >>> for each in solve(game, "pbe"):
    ...     if each.label == "separating" or each.strategies["sender"]["t1"]["m1"] == 1:
    ...         names = ("intuitive", "undefeated")
    ...         print(each.label, *(each.refinements[name].survives for name in names))
    separating True False
    pooling False True
    """
    challengers = [challenger(number, view) for number, view in enumerate(views, 1)]
    return [
        judge(view, [each for each in challengers if each.number != number])
        for number, view in enumerate(views, 1)
    ]


def judge(view: View, challengers: Sequence[Challenger]) -> Verdict:
    """Judge one component against the others."""
    path = read_path(view.game, view.candidate)
    if path.unsettled:
        return unsettled_verdict(path)
    cells = view.candidate.component.cells if view.candidate.component else (Cell(()),)
    raised = objections(view.game, path.values, challengers)
    found = [
        judge_cell(view, cell, part, raised) for cell, part in zip(cells, path.cells, strict=True)
    ]
    return combine(view, path, found, challengers)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What other equilibria do to a cell.

    Attributes
    ----------
    raised : tuple of Objection
        Objections to signals that some member does not send.
    none, all : bool
        Whether no member is defeated, and whether every member is.
    unstated : tuple of str
        Signals after which beliefs are needed and not given.
    """

    raised: tuple[Objection, ...]
    none: bool
    all: bool
    unstated: tuple[str, ...] = ()


def judge_cell(view: View, cell: Cell, part: Parts, raised: Sequence[Objection]) -> Outcome:
    """Find out whether members of one cell are defeated."""
    game = view.game
    relevant = tuple(each for each in raised if avoidable(game, part, each.signal))
    beliefs = held_beliefs(game, view.candidate, cell)
    unstated = {each.signal: None for each in relevant if each.signal not in beliefs.signals}
    if unstated:
        return Outcome(relevant, False, False, tuple(unstated))
    firm = [each for each in relevant if never_sent(game, part, each.signal)]
    fits = not any(
        each.distance(belief) for each in relevant for belief in beliefs.after(each.signal)
    )
    return Outcome(relevant, fits, not beliefs.can_meet(firm))


def combine(
    view: View,
    path: EquilibriumPath,
    found: Sequence[Outcome],
    challengers: Sequence[Challenger],
) -> Verdict:
    """One verdict from what was found for every cell."""
    unstated = dict.fromkeys(signal for each in found for signal in each.unstated)
    if unstated:
        return Verdict(None, f"beliefs after {', '.join(unstated)} are not stated")
    raised = list(dict.fromkeys(objection for each in found for objection in each.raised))
    reason = "; ".join(objection.reason for objection in raised)
    checks = tuple(check for objection in raised for check in objection.checks)
    if all(each.all for each in found):
        held = view.candidate.assessment.beliefs[view.game.receiver]
        misfits = (each.misfit(held[each.signal]) for each in raised)
        return Verdict(
            False, f"{reason}; beliefs do not fit that", (*checks, *filter(None, misfits))
        )
    if not all(each.none for each in found):
        return Verdict(None, f"only where beliefs do not fit: {reason}", checks)
    open_ones = [each for each in challengers if each.may_defeat(view.game, path)]
    if open_ones:
        where = ", ".join(str(each.number) for each in open_ones)
        return Verdict(None, f"members of equilibrium {where} between its corners may defeat it")
    ending = f"{reason}; beliefs fit" if raised else "no equilibrium found defeats it"
    return Verdict(True, ending, checks)


SPEC = RefinementSpec(
    name="undefeated",
    judges=signaling_judges(judge_undefeated),
    about="no other equilibrium found in which those who send an unsent signal are better off",
    source="Mailath, Okuno-Fujiwara and Postlewaite 1993",
    scope=SCOPE,
)
