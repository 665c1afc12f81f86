"""Tests of perfection: an exact one for short plays, sufficient and necessary ones for trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from gametheory_dprk.concepts.play import place_name, values
from gametheory_dprk.concepts.trees.claims import Variety, decided
from gametheory_dprk.concepts.trees.consistency import consistency_checks
from gametheory_dprk.concepts.trees.rationality import rationality_claims
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import ExtensiveGame, Game, InformationSet
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.perfection.domination import dominating
from gametheory_dprk.refinements.perfection.folding import (
    averaged,
    end_payoffs,
    fold_last_moves,
    last_sets,
    replaced,
)
from gametheory_dprk.refinements.perfection.local_payoffs import (
    LocalPayoffs,
    Move,
    local_payoffs,
    longest_play,
)
from gametheory_dprk.refinements.perfection.supports import Trial
from gametheory_dprk.refinements.perfection.trembles import (
    Trembles,
    comparisons,
    independent,
    trembling_checks,
)
from gametheory_dprk.refinements.signals.path import Finding
from gametheory_dprk.solution import Assessment, Check, Distribution, PerSet, SetKey

MOST_SETS = 2
"""Information sets that a play may pass while payoffs are linear in the behavior at others."""


class Test(Protocol):
    """A test of perfection; None where it does not decide."""

    def examine(self, trial: Trial) -> Finding | None:
        """Test all members of a trial."""


@dataclass(frozen=True, slots=True)
class LinearTest:
    """The exact test where payoffs of moves are linear in the behavior at other sets."""

    trembles: Trembles

    @property
    def payoffs(self) -> LocalPayoffs:
        """What moves pay."""
        return self.trembles.payoffs

    @classmethod
    def of(cls, game: Game[Number]) -> LinearTest | None:
        """The test, if it applies to a game."""
        short = longest_play(game) <= MOST_SETS
        return cls(Trembles(local_payoffs(game))) if short else None

    def examine(self, trial: Trial) -> Finding | None:
        """Look for completely mixed behavior against which the moves in use are best."""
        if not covers(self.payoffs, trial):
            return None
        behavior = self.trembles.point(trial.supports)
        if behavior is None:
            return self.objection(trial)
        checks = trembling_checks(self.payoffs, trial.supports, behavior)
        return Finding(True, "its moves are best replies to trembles in some proportion", checks)

    def objection(self, trial: Trial) -> Finding:
        """Why there are no such trembles: a dominated strategy, or sets at odds."""
        for key in trial.supports:
            found = dominating(self.payoffs, key, in_use(trial, key))
            if found is not None:
                return Finding(False, found.reason, found.checks)
        keys = list(trial.supports)
        for key in tuple(keys):
            rest = [other for other in keys if other != key]
            if self.trembles.point({k: trial.supports[k] for k in rest}) is None:
                keys = rest
        where = ", ".join(place_name(self.payoffs.places[key]) for key in keys)
        return Finding(False, f"no trembles leave all moves in use best at once at {where}")


def covers(payoffs: LocalPayoffs, trial: Trial) -> bool:
    """Whether at every member of a trial all moves in use are best replies."""
    supports = {key: trial.supports[key] for key in payoffs.places}
    same, worse = comparisons(payoffs, supports)
    level = all(not any(trial.span(payoffs.advantage(*each))) for each in same)
    return level and all(trial.span(payoffs.advantage(*each))[0] >= 0 for each in worse)


def in_use(trial: Trial, key: SetKey) -> Distribution:
    """The strategy at an information set in the middle of a trial."""
    vertices = next(part for part in trial.parts if key in part[0])
    return {
        move: sum((vertex[key][move] for vertex in vertices), Fraction(0)) / len(vertices)
        for move in vertices[0][key]
    }


@dataclass(frozen=True, slots=True)
class TreeTest:
    """Tests for trees with long plays, tried one after the other."""

    game: ExtensiveGame[Number]

    def examine(self, trial: Trial) -> Finding | None:
        """Fold and test what is left; else try strict beliefs, then domination."""
        return self.folded(trial) or self.strict(trial) or self.dominated(trial)

    def folded(self, trial: Trial) -> Finding | None:
        """Perfect, if what is left after folding is robustly so."""
        game = settle_strict_moves(fold_last_moves(self.game, trial.supports), trial)
        if longest_play(game) > MOST_SETS:
            return None
        payoffs = local_payoffs(game)
        supports = {key: trial.supports[key] for key in payoffs.places}
        behavior = Trembles(payoffs, strictly=True).point(supports)
        if behavior is None or not (covers(payoffs, trial) and independent(payoffs, supports)):
            return None
        checks = trembling_checks(payoffs, supports, behavior)
        reason = "moves are strictly best, or best replies to trembles in some proportion"
        return Finding(True, reason, checks)

    def strict(self, trial: Trial) -> Finding | None:
        """Perfect, if pure and strictly best under consistent beliefs."""
        if any(len(support) > 1 for support in trial.supports.values()):
            return None
        tree = Tree(self.game)
        for assessment in trial.assessments:
            checks = tuple(strict_checks(tree, assessment))
            if all(check.holds for check in checks):
                reason = "every move is strictly best under consistent beliefs"
                return Finding(True, reason, checks)
        return None

    def dominated(self, trial: Trial) -> Finding | None:
        """Not perfect, if a strategy at a last information set is weakly dominated there."""
        game = ExtensiveGame(self.game.players, averaged(self.game.root))
        for key, nodes in last_sets(game).items():
            place = next(p for p in game.information_sets() if (p.player, p.label) == key)
            payoffs = node_payoffs(place, [end_payoffs(node) for node in nodes])
            found = dominating(payoffs, key, in_use(trial, key))
            if found is not None:
                return Finding(False, found.reason, found.checks)
        return None


def settle_strict_moves(game: ExtensiveGame[Number], trial: Trial) -> ExtensiveGame[Number]:
    """Make the moves that are strictly best in expectation from the start, where plays are long.

    That is for single strategies only. Close to them these moves stay strictly best, and the
    trembles from them can be made small beside all others. The game stays as it is if some other
    information set can only be reached by such trembles.
    """
    if longest_play(game) <= MOST_SETS or any(len(part) > 1 for part in trial.parts):
        return game
    strategies = trial.strategies()
    strict = {}
    for place in game.information_sets():
        key = (place.player, place.label)
        played, *others = trial.supports[key]
        made = {m: values(game, sure(strategies, key, m))[key[0]] for m in place.moves}
        if not others and all(made[played] > x for m, x in made.items() if m != played):
            strict[key] = played
    left = ExtensiveGame(game.players, averaged(replaced(game.root, strict)))
    return (
        left if len(left.information_sets()) + len(strict) == len(game.information_sets()) else game
    )


def sure(strategies: PerSet, key: SetKey, move: str) -> PerSet:
    """Strategies with one move made for certain."""
    player, label = key
    chances = {name: Fraction(name == move) for name in strategies[player][label]}
    return {**strategies, player: {**strategies[player], label: chances}}


def strict_checks(tree: Tree, assessment: Assessment) -> Iterator[Check]:
    """Claim that every other move is strictly worse, and that beliefs are consistent."""
    stated = assessment.beliefs
    for (player, label), paths in tree.members.items():
        if len(paths) > 1 and label not in stated.get(player, {}):
            yield Check(f"{player} at {label}: belief given", Fraction(0), "==", Fraction(1))
            return
    variety = Variety(tree, assessment)
    for check in decided(variety, rationality_claims(variety)):
        strict = check.left > check.right
        yield check if strict else Check(f"{check.claim}, strictly", Fraction(0), "==", Fraction(1))
    yield from consistency_checks(variety)


def node_payoffs(place: InformationSet, paid: list[dict[str, Number]]) -> LocalPayoffs:
    """The payoffs at a last information set, as if nature chose among its nodes."""
    key, nature = (place.player, place.label), ("", place.label)
    nodes = tuple(place.nodes)
    forms: dict[Move, dict[Move, Number]] = {
        (key, move): {(nature, node): each[move] for node, each in zip(nodes, paid, strict=True)}
        for move in place.moves
    }
    places = {key: place, nature: InformationSet("", place.label, nodes, ())}
    return LocalPayoffs(places, forms)
