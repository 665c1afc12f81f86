"""Probabilities of a family as formulas: what its strategies bring about in the game."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice, product
from typing import Any, cast

from gametheory_dprk.analysis.atlas.claims.logic import Piece, Pieces, related
from gametheory_dprk.analysis.atlas.view import FamilyView, Ratios
from gametheory_dprk.concepts.play import node_name
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, decide
from gametheory_dprk.games import (
    CHANCE,
    ExtensiveGame,
    Game,
    InformationSet,
    NormalGame,
    Play,
    SignalingGame,
)
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions.formula import Formula, every, opposite

FINITE = (ExtensiveGame, NormalGame, SignalingGame)
"""Games that end after some moves."""

MAX_MEMBERS = 64
"""Members of a family that are looked at."""

Weighted = tuple[Play[Any], Ratio]


class Playing:
    """One member of a family in a game of rational functions.

    Parameters
    ----------
    game
        Its chances are over the ring of the view.
    strategies, beliefs
        Of the member.
    loose
        Information sets at which the family has other members.

    Attributes
    ----------
    touched : set of tuple of str
        Those of them whose play or beliefs an answer made use of.
    """

    def __init__(
        self,
        game: Game[Ratio],
        ring: Ring,
        strategies: Ratios,
        beliefs: Ratios,
        loose: frozenset[tuple[str, str]],
    ) -> None:
        self.game, self.ring = game, ring
        self.strategies, self.beliefs, self.loose = strategies, beliefs, loose
        self.touched: set[tuple[str, str]] = set()
        self.zero, self.one = Ratio(ring.zero, ring.one), Ratio(ring.one, ring.one)

    @cached_property
    def merged(self) -> bool:
        """Whether moves that follow one another directly are taken together, as in `talk.step`."""
        return any("." in move for place in self.game.information_sets() for move in place.moves)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name that is an event."""
        return frozenset(name for play in self.every_play for name in happened(play))

    def all_happen(self, play: Play[Ratio], events: Sequence[Expr]) -> bool:
        """Whether all events happen in a play."""
        facts = dict.fromkeys(self.known, Fraction(0)) | dict.fromkeys(happened(play), Fraction(1))
        return all(decide(event, facts) for event in events)

    @cached_property
    def every_play(self) -> list[Play[Ratio]]:
        """All plays of the game.

        Raises
        ------
        AnalysisError
            If it has no end.
        """
        if not isinstance(self.game, FINITE):
            raise AnalysisError("only of a game that ends after some moves are plays spoken of")
        return list(self.game.plays())

    @cached_property
    def plays(self) -> list[Weighted]:
        """Every play of positive probability."""
        found = ((play, self.following(play.steps, self.one)) for play in self.every_play)
        return [(play, weight) for play, weight in found if not weight.is_zero()]

    def chances(self, player: str, label: str) -> Mapping[str, Ratio]:
        """What is played at an information set."""
        self.touch(player, label)
        return self.strategies[player][label]

    def touch(self, player: str, label: str) -> None:
        """Note that an answer makes use of an information set."""
        if (player, label) in self.loose:
            self.touched.add((player, label))

    def step(self, step: Any) -> Ratio:
        """The chance of one move where it is to be made."""
        if step.player == CHANCE:
            return cast(Ratio, step.probability)
        return self.chances(step.player, step.information_set)[step.move]

    def following(self, steps: Iterable[Any], weight: Ratio) -> Ratio:
        """Multiply the chances of moves, until one is zero."""
        for each in steps:
            if weight.is_zero():
                break
            weight = weight * self.step(each)
        return weight

    def total(self, plays: Iterable[Weighted], events: Sequence[Expr]) -> Ratio:
        """Weight of the plays in which all events happen."""
        found = self.zero
        for play, weight in plays:
            if self.all_happen(play, events):
                found = found + weight
        return found

    def probability(self, events: Sequence[Expr], given: Sequence[Expr]) -> Pieces:
        """Probability of events, given others: by Bayes' rule, else by beliefs."""
        pieces = list(self.share(self.plays, events, given))
        left = every(opposite(piece.where) for piece in pieces)
        if left is False or (self.merged and pieces):
            return tuple(pieces)
        for piece in self.share(self.believed(given), events, given):
            pieces.append(Piece(every([left, piece.where]), piece.value))
        return tuple(pieces)

    def share(
        self, plays: Sequence[Weighted], events: Sequence[Expr], given: Sequence[Expr]
    ) -> Iterator[Piece]:
        """Yield how much of the weight of some events others have, where it is positive."""
        below = self.total(plays, given)
        if not below.is_zero():
            value = self.total(plays, (*events, *given)) / below
            yield Piece(related(">", below), value)

    def believed(self, given: Sequence[Expr]) -> list[Weighted]:
        """Plays weighted from the first information set that all plays with events pass."""
        if self.merged:
            raise AnalysisError("play off the path is not told where moves are taken together")
        passing = [play for play in self.every_play if self.all_happen(play, given)]
        passed = [{(s.player, s.information_set) for s in play.steps} for play in passing]
        for place in self.game.information_sets():
            if passed and all((place.player, place.label) in keys for keys in passed):
                found = list(self.plays_from(place))
                if not self.total(found, given).is_zero():
                    return found
        return []

    def plays_from(self, place: InformationSet) -> Iterator[Weighted]:
        """Plays through an information set, weighted by belief and what is played from there."""
        self.touch(place.player, place.label)
        beliefs = self.beliefs.get(place.player, {}).get(place.label)
        if beliefs is None:
            beliefs = {place.nodes[0]: self.one} if len(place.nodes) == 1 else {}
        for play in self.every_play:
            for position, each in enumerate(play.steps):
                if (each.player, each.information_set) == (place.player, place.label):
                    node = node_name(
                        cast("Game[Any]", self.game), cast("Play[Any]", play), position
                    )
                    weight = beliefs.get(node, self.zero)
                    yield play, self.following(play.steps[position:], weight)

    def reach(self, place: InformationSet) -> Ratio:
        """The chance that play comes to an information set."""
        found = self.zero
        for play, weight in self.plays:
            if any(
                (s.player, s.information_set) == (place.player, place.label) for s in play.steps
            ):
                found = found + weight
        return found

    def openings(self) -> dict[str, Mapping[str, Ratio]]:
        """What each type plays first; empty where the game does not begin with types.

        Raises
        ------
        AnalysisError
            If first moves are not told from later ones.
        """
        if self.merged:
            raise AnalysisError("first moves are taken together with later ones")
        if isinstance(self.game, SignalingGame):
            sender = self.game.sender
            return {kind: self.chances(sender, kind) for kind in self.game.types}
        found: dict[str, tuple[str, str]] = {}
        for play in self.every_play:
            first, second = play.steps[0], play.steps[1:2]
            if first.player == CHANCE and second and second[0].player != CHANCE:
                found[first.move] = (second[0].player, second[0].information_set)
        owners = {player for player, _ in found.values()}
        if len(owners) != 1 or len(set(found.values())) != len(found):
            return {}
        return {kind: self.chances(*key) for kind, key in found.items()}


def members(game: Game[Ratio], view: FamilyView) -> Iterator[tuple[Formula, Playing]]:
    """Yield members of a family: one for each way to play at all places off the path.

    Each comes with the formula under which it exists, given the family's region.
    """
    for ways in islice(product(*view.options), MAX_MEMBERS):
        strategies, beliefs = view.strategies, view.beliefs
        for option in ways:
            strategies = overlaid(strategies, option.strategies)
            beliefs = overlaid(beliefs, option.beliefs)
        exists = every(option.region for option in ways)
        yield exists, Playing(game, view.ring, strategies, beliefs, view.loose)


def happened(play: Play[Any]) -> Iterator[str]:
    """Yield the events of a play: its moves, bare and with their player before a dot."""
    for step in play.steps:
        for move in step.move.split("."):
            yield from (move, f"{step.player}.{move}")


def overlaid(table: Ratios, other: Ratios) -> Ratios:
    """Replace the distributions at some information sets."""
    return {player: {**sets, **other.get(player, {})} for player, sets in table.items()}
