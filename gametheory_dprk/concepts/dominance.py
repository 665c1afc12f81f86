"""What it means that a move is dominated, and the claims that prove it, or that it is not.

A mixture of other moves *strictly dominates* a move if it pays more against every profile of the
others' moves, and *weakly dominates* it if it never pays less and sometimes more. A move that is
not strictly dominated is a best reply to some belief about the others' moves, and a move that is
not weakly dominated is one to a belief that excludes nothing; beliefs may correlate the others'
moves (Pearce 1984). So either answer has a short proof, which is checked here with plain sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal, TypeAlias

from gametheory_dprk.concepts.play import simplex_checks
from gametheory_dprk.games import NormalGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.solution import Check, Distribution

Kind: TypeAlias = Literal["strict", "weak"]
Moves: TypeAlias = Mapping[str, tuple[str, ...]]
"""The moves that every player has left."""

Belief: TypeAlias = Mapping[Profile, Fraction]
"""A probability for every profile of the other players' moves."""

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Elimination:
    """A move, and what dominates it among the moves left at that time.

    Attributes
    ----------
    mixture : Distribution
        Positive probabilities of other moves of the player.
    least, most : Fraction
        The least and the largest advantage of the mixture over the move, over all profiles of
        the others' moves.
    """

    player: str
    move: str
    mixture: Distribution
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """What was eliminated at one time, and the moves that were left before it."""

    before: Moves
    eliminations: tuple[Elimination, ...]

    def after(self) -> dict[str, tuple[str, ...]]:
        """The moves left after it."""
        gone = {(each.player, each.move) for each in self.eliminations}
        return {
            player: tuple(move for move in moves if (player, move) not in gone)
            for player, moves in self.before.items()
        }


def other_profiles(game: NormalGame[Fraction], moves: Moves, player: str) -> Iterator[Profile]:
    """Every profile of the other players' moves, in the order of the players."""
    return product(*(moves[other] for other in game.players if other != player))


def payoff(game: NormalGame[Fraction], player: str, move: str, others: Profile) -> Fraction:
    """What a move pays a player against a profile of the others' moves."""
    position = game.players.index(player)
    return game.payoffs[player][(*others[:position], move, *others[position:])]


def advantages(
    game: NormalGame[Fraction], moves: Moves, player: str, mixture: Distribution, move: str
) -> dict[Profile, Fraction]:
    """What a mixture pays more than a move, against each profile of the others' moves.

    Examples
    --------
    >>> prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> advantages(prisoners, prisoners.moves, "row", {"r2": Fraction(1)}, "r1")
    {('c1',): Fraction(2, 1), ('c2',): Fraction(1, 1)}
    """
    return {
        others: sum(
            (
                chance * payoff(game, player, other, others)  # type: ignore[misc]
                for other, chance in mixture.items()
            ),
            ZERO,
        )
        - payoff(game, player, move, others)
        for others in other_profiles(game, moves, player)
    }


def elimination_checks(
    game: NormalGame[Fraction], kind: Kind, moves: Moves, elimination: Elimination
) -> Iterator[Check]:
    """Claim that a mixture of other moves dominates a move.

    Examples
    --------
    >>> prisoners = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> wrong = Elimination("row", "r2", {"r1": Fraction(1)}, Fraction(1), Fraction(2))
    >>> [check.claim for check in elimination_checks(prisoners, "strict", prisoners.moves, wrong)
    ...  if not check.holds][0]
    'row: mixture pays at least as much as r2 against c1'
    """
    player, move, mixture = elimination.player, elimination.move, elimination.mixture
    others = tuple(each for each in moves[player] if each != move)
    whole = dict.fromkeys(others, ZERO) | dict(mixture)
    formal = (
        Check(f"{player}: {move} was left", Fraction(move in moves[player]), "==", ONE),
        *simplex_checks(f"{player}: mixture against {move}", "move", others, whole),
    )
    yield from formal
    if not all(check.holds for check in formal):
        return
    gains = advantages(game, moves, player, mixture, move)
    for profile, gain in gains.items():
        against = f" against {', '.join(profile)}" if profile else ""
        yield Check(f"{player}: mixture pays at least as much as {move}{against}", gain, ">=", ZERO)
    better = Fraction(sum(gain > 0 for gain in gains.values()))
    needed = Fraction(len(gains) if kind == "strict" else 1)
    yield Check(f"{player}: profiles at which the mixture beats {move}", better, ">=", needed)
    yield Check(
        f"{player}: least advantage over {move}", elimination.least, "==", min(gains.values())
    )
    yield Check(
        f"{player}: most advantage over {move}", elimination.most, "==", max(gains.values())
    )


def survival_checks(
    game: NormalGame[Fraction], kind: Kind, moves: Moves, player: str, move: str, belief: Belief
) -> Iterator[Check]:
    """Claim that a move is a best reply to a belief, which for weak dominance excludes nothing."""
    profiles = tuple(other_profiles(game, moves, player))
    where = f"{player}: belief for {move}"
    foreign = Fraction(len(set(belief) ^ set(profiles)))
    yield Check(f"{where}: faults in one number a profile", foreign, "==", ZERO)
    if foreign:
        return
    yield Check(f"{where}: probabilities sum to 1", sum(belief.values(), ZERO), "==", ONE)
    yield Check(f"{where}: least probability >= 0", min(belief.values()), ">=", ZERO)
    if kind == "weak":
        excluded = Fraction(sum(chance == 0 for chance in belief.values()))
        yield Check(f"{where}: profiles excluded", excluded, "==", ZERO)
    worth = expected(game, player, move, belief)
    for other in moves[player]:
        if other != move:
            claim = f"{where}: {move} pays at least as much as {other}"
            yield Check(claim, worth, ">=", expected(game, player, other, belief))


def expected(game: NormalGame[Fraction], player: str, move: str, belief: Belief) -> Fraction:
    """What a move pays on average."""
    return sum(
        (chance * payoff(game, player, move, others) for others, chance in belief.items()), ZERO
    )
