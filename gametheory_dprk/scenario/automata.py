"""Reads automata: what is played in each state, and the rules by which states follow."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from fractions import Fraction
from itertools import product

from gametheory_dprk.errors import (
    ConsistencyError,
    ExpressionError,
    SchemaError,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.expr import Expr, Name, Number, names, substitute
from gametheory_dprk.games import NOTHING, Automaton, AutomatonState, Rule
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar
from gametheory_dprk.solution import Notice

ELSE = "else"
NEXT = "next"
ONE = Number(Fraction(1))


def read_automaton(
    draft: Draft,
    states: AbstractMapping[Scalar, Mapping],
    moves: AbstractMapping[str, tuple[str, ...]],
) -> Automaton[Expr]:
    """Read one automaton.

    Parameters
    ----------
    draft
    states
        Each state with what its players do, and `next`.
    moves
        What each player can do in the stage game.
    """
    known = tuple(map(str, states))
    reader = _Reader(draft, moves, known)
    found = Automaton({str(name): reader.state(name, body) for name, body in states.items()})
    for name in states:
        if name not in found.reached():
            message = f"{draft.path(name)}: no transition leads to this state"
            draft.notices.append(Notice("unreachable_state", message))
    return found


class _Reader:
    """Reads the states of one automaton."""

    def __init__(
        self, draft: Draft, moves: AbstractMapping[str, tuple[str, ...]], states: tuple[str, ...]
    ) -> None:
        self._draft = draft
        self._moves = moves
        self._states = states
        self._check = DistributionCheck(draft)

    def state(self, name: Scalar, body: Mapping) -> AutomatonState[Expr]:
        """Read one state."""
        plays: dict[str, AbstractMapping[str, Expr]] = {}
        for key, node in body.items():
            if key in self._moves:
                plays[str(key)] = self._distribution(node, self._moves[key], f"move of {key}")
            elif key != NEXT:
                hint = nearest_name(key, [*self._moves, NEXT])
                message = f"{str(key)!r:.60} is neither a player nor next"
                self._draft.report(UnknownNameError, key, message, hint)
        for player in self._moves:
            if player not in plays:
                self._draft.report(ConsistencyError, name, f"no move of {player} in {name}")
                plays[player] = {}
        return AutomatonState(plays, self._rules(name, body))

    def _rules(self, name: Scalar, body: Mapping) -> tuple[Rule[Expr], ...]:
        """Read the transitions of a state, `else` as the last."""
        node = next((value for key, value in body.items() if key == NEXT), None)
        if not isinstance(node, Mapping):
            message = f"no transition from {name}"
            hint = "write next: {else: STATE}"
            self._draft.report(ConsistencyError, name if node is None else node, message, hint)
            return (Rule(None, {self._states[0]: ONE}),)
        rules = [
            Rule(self._condition(key), self._distribution(target, self._states, "state"))
            for key, target in node.items()
            if key != ELSE
        ]
        last = next((target for key, target in node.items() if key == ELSE), None)
        if last is not None:
            return (*rules, Rule(None, self._distribution(last, self._states, "state")))
        self._require_cover(name, node, rules)
        return (*rules, Rule(None, {self._states[0]: ONE}))

    def _require_cover(self, name: Scalar, node: Mapping, rules: list[Rule[Expr]]) -> None:
        """Refuse a state that something seen leads nowhere from."""
        for seen in self._sights():
            if not any(rule.holds(seen) for rule in rules):
                shown = [f"{player}.{move}" for player, move in seen.items() if move != NOTHING]
                message = f"no transition from {name} after {', '.join(shown) or 'nothing'} is seen"
                self._draft.report(ConsistencyError, node, message, "add else: STATE")
                return

    def _sights(self) -> Iterator[dict[str, str]]:
        """All that can be seen: of each player a move, or nothing."""
        for seen in product(*((*moves, NOTHING) for moves in self._moves.values())):
            yield dict(zip(self._moves, seen, strict=True))

    def _condition(self, key: Scalar) -> Expr:
        """Read the condition of a rule, with every move under its full name."""
        formula = self._draft.parse(key, self._draft.scope.check_indicator)
        if formula is None:
            return ONE
        bare = [name for name in names(formula) if "." not in name]
        full = {move: Name(f"{self._draft.scope.owners(move)[0]}.{move}") for move in bare}
        condition = substitute(formula, full)
        try:
            Rule(condition, {}).holds({})
        except ExpressionError as error:
            self._draft.report(ExpressionError, key, error.problems[0].message)
            return ONE
        return condition

    def _distribution(
        self, node: Node, known: tuple[str, ...], what: str
    ) -> AbstractMapping[str, Expr]:
        """Read one name, or several with their probabilities."""
        if isinstance(node, Scalar) and node.strip():
            self._require_known(node, known, what)
            return {str(node): ONE}
        if not isinstance(node, Mapping) or not node:
            message = f"expected a {what} or probabilities, found {describe(node)}"
            self._draft.report(SchemaError, node, message)
            return {known[0]: ONE}
        chances: dict[Scalar, Expr] = {}
        for name, text in node.items():
            self._require_known(name, known, what)
            if isinstance(text, Scalar):
                chances[name] = self._draft.formula(text)
            else:
                message = f"expected a probability, found {describe(text)}"
                self._draft.report(SchemaError, text, message)
        if chances:
            self._check.check(chances)
        return {str(name): chance for name, chance in chances.items()}

    def _require_known(self, name: Scalar, known: tuple[str, ...], what: str) -> None:
        """Refuse a name of nothing that is known."""
        if name not in known:
            hint = nearest_name(name, known) or f"known are {', '.join(known)}"
            message = f"unknown {what}: {str(name)!r:.60}"
            self._draft.report(UnknownNameError, name, message, hint)
