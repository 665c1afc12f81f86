"""What a refinement of signaling games rests on: who earns what, and which signals are unsent.

Criteria for beliefs after unsent signals depend on a member of a component only through the
types' equilibrium payoffs and the set of unsent signals. Both are read here for the whole
component, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.signals.through_signaling import Judge
from gametheory_dprk.solution import Candidate, Cell, Check, SetKey, Verdict, Vertex

Parts: TypeAlias = Mapping[SetKey, tuple[Vertex, ...]]
"""For each information set, the vertices of what varies together with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a criterion says of one unsent signal."""

    passes: bool
    reason: str
    checks: tuple[Check, ...] = ()


Test: TypeAlias = Callable[[SignalingGame[Number], dict[str, Number], str], Finding]
"""`test(game, equilibrium payoffs of types, unsent signal)`."""


def judge_each(test: Test) -> Judge:
    """Make a judge of candidates from a criterion for unsent signals."""
    return lambda views: [judge(each.game, each.candidate, test) for each in views]


def judge(game: SignalingGame[Number], candidate: Candidate, test: Test) -> Verdict:
    """Judge a whole component by a criterion for unsent signals.

    Where payoffs of types differ between members, the verdict is that it depends.
    """
    path = read_path(game, candidate)
    if path.unsettled:
        return unsettled_verdict(path)
    unsent = [m for m in game.signals if any(avoidable(game, part, m) for part in path.cells)]
    return combine(game, path.cells, {m: test(game, path.values, m) for m in unsent})


@dataclass(frozen=True, slots=True)
class EquilibriumPath:
    """What is played and earned in a component.

    Attributes
    ----------
    cells : tuple of Parts
    values : dict
        What each type earns in some member.
    unsettled : tuple of str
        The types that earn other amounts in other members.
    """

    cells: tuple[Parts, ...]
    values: dict[str, Number]
    unsettled: tuple[str, ...]


def read_path(game: SignalingGame[Number], candidate: Candidate) -> EquilibriumPath:
    """Read off a component what refinements rest on."""
    cells = candidate.component.cells if candidate.component else (Cell(()),)
    parts = tuple(cell_parts(cell, candidate) for cell in cells)
    earned = [sender_values(game, each) for each in parts]
    values = {kind: min(options) for kind, options in earned[0].items()}
    unsettled = (t for t, x in values.items() if any(options[t] != {x} for options in earned))
    return EquilibriumPath(parts, values, tuple(unsettled))


def unsettled_verdict(path: EquilibriumPath) -> Verdict:
    """The verdict where types earn different amounts in different members."""
    return Verdict(None, f"payoffs of {', '.join(path.unsettled)} differ between members")


def combine(
    game: SignalingGame[Number], views: Sequence[Parts], findings: Mapping[str, Finding]
) -> Verdict:
    """One verdict from the findings on all signals that some member does not send.

    In each cell the members that send most leave the fewest signals to object to: those that
    no member of the cell sends.
    """
    objections = [m for m, finding in findings.items() if not finding.passes]
    rest = objections or list(findings)
    reason = "; ".join(findings[m].reason for m in rest) or "every signal is sent"
    checks = tuple(check for m in rest for check in findings[m].checks)
    fails = [any(never_sent(game, view, m) for m in objections) for view in views]
    if objections and not all(fails):
        return Verdict(None, f"only where the signal is not sent: {reason}", checks)
    return Verdict(not objections, reason, checks)


def cell_parts(cell: Cell, candidate: Candidate) -> Parts:
    """The strategies of a cell by information set; what it does not name is as in the member."""
    parts: dict[SetKey, tuple[Vertex, ...]] = {}
    for player, sets in candidate.assessment.strategies.items():
        for label, chances in sets.items():
            parts[player, label] = ({(player, label): chances},)
    for block in cell.blocks:
        parts |= dict.fromkeys(block.strategies[0] if block.strategies else (), block.strategies)
    return parts


def sender_values(game: SignalingGame[Number], parts: Parts) -> dict[str, set[Number]]:
    """All that each type earns from signals it sends, at the vertices of a cell."""
    return {
        kind: {
            payoff(game, kind, signal, vertex)
            for signal in game.signals
            if sends(game, parts, kind, signal)
            for vertex in parts[game.receiver, signal]
        }
        for kind in possible_types(game)
    }


def payoff(game: SignalingGame[Number], kind: str, signal: str, vertex: Vertex) -> Number:
    """What a signal brings a type under one answer."""
    pays = game.payoffs[game.sender]
    answer = vertex[game.receiver, signal]
    return sum((chance * pays[kind, signal, r] for r, chance in answer.items()), Fraction(0))


def possible_types(game: SignalingGame[Number]) -> tuple[str, ...]:
    """Types of positive probability."""
    return tuple(kind for kind, chance in game.prior.items() if chance)


def sends(game: SignalingGame[Number], parts: Parts, kind: str, signal: str) -> bool:
    """Whether a type sends a signal at some vertex."""
    key = (game.sender, kind)
    return any(vertex[key][signal] for vertex in parts[key])


def never_sent(game: SignalingGame[Number], parts: Parts, signal: str) -> bool:
    """Whether no member of a cell sends a signal."""
    return not any(sends(game, parts, kind, signal) for kind in possible_types(game))


def avoidable(game: SignalingGame[Number], parts: Parts, signal: str) -> bool:
    """Whether some member of a cell does not send a signal.

    Types that vary together must leave it out at one vertex of theirs.
    """
    keys = [(game.sender, kind) for kind in possible_types(game)]
    return all(
        any(not any(vertex[key][signal] for key in keys if key in vertex) for vertex in parts[of])
        for of in keys
    )
