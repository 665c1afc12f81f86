"""Automata: strategy profiles of a repeated game that remember which state they are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from gametheory_dprk.expr import Expr, decide
from gametheory_dprk.games.game import Other, Value

NOTHING = ""
"""What is seen of a move that is not seen."""

Seen = tuple[str, ...]
"""What was seen of each player, in the order of the players."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Value]):
    """Where an automaton goes when a condition on what was seen holds.

    Attributes
    ----------
    condition : Expr or None
        A formula in moves written `PLAYER.move`, each 1 where it was seen; None for `else`.
    target : Mapping[str, Value]
        The probability of each next state.
    """

    condition: Expr | None
    target: Mapping[str, Value]

    def holds(self, seen: Mapping[str, str]) -> bool:
        """Whether the rule applies when of each player a move, or nothing, was seen."""
        return self.condition is None or decide(self.condition, _Facts(seen))


class _Facts(dict[str, Fraction]):
    """One for every `PLAYER.move` that was seen, zero for all others."""

    def __init__(self, seen: Mapping[str, str]) -> None:
        super().__init__({f"{player}.{move}": Fraction(1) for player, move in seen.items()})

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Fraction:
        return Fraction(0)


@dataclass(frozen=True, slots=True)
class AutomatonState(Generic[Value]):
    """What is played in a state, and the rules for leaving it; the first that holds applies.

    Attributes
    ----------
    plays : Mapping[str, Mapping[str, Value]]
        For each player the probability of each move that may be made; others have none.
    rules : tuple of Rule
    """

    plays: Mapping[str, Mapping[str, Value]]
    rules: tuple[Rule[Value], ...]

    def target(self, seen: Mapping[str, str]) -> Mapping[str, Value]:
        """The next states after what was seen.

        Raises
        ------
        LookupError
            If no rule holds.
        """
        for rule in self.rules:
            if rule.holds(seen):
                return rule.target
        raise LookupError("no rule of the automaton holds")

    def map(self, change: Callable[[Value], Other]) -> AutomatonState[Other]:
        """Apply `change` to every probability."""
        plays = {p: {m: change(v) for m, v in d.items()} for p, d in self.plays.items()}
        rules = tuple(
            Rule(rule.condition, {s: change(v) for s, v in rule.target.items()})
            for rule in self.rules
        )
        return AutomatonState(plays, rules)


@dataclass(frozen=True, slots=True)
class Automaton(Generic[Value]):
    """A profile of public strategies: states, what is played in each, and how they follow.

    Attributes
    ----------
    states : Mapping[str, AutomatonState]
        The first is the one in which play begins.
    """

    states: Mapping[str, AutomatonState[Value]]

    @property
    def start(self) -> str:
        """The state in which play begins."""
        return next(iter(self.states))

    def reached(self) -> frozenset[str]:
        """The states to which some chain of transitions leads from the first."""
        found, waiting = {self.start}, [self.start]
        while waiting:
            state = self.states.get(waiting.pop())
            for rule in state.rules if state else ():
                waiting += [name for name in rule.target if name not in found]
                found.update(rule.target)
        return frozenset(found)

    def map(self, change: Callable[[Value], Other]) -> Automaton[Other]:
        """Apply `change` to every probability."""
        return Automaton({name: state.map(change) for name, state in self.states.items()})
