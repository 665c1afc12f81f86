"""What the tests of solvers for any number of players share."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from gametheory_dprk.concepts.component import cell_distance
from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.nplayer_supports import solve
from gametheory_dprk.solvers.spec import Findings


def random_game(random: Random, sizes, most: int, players=None) -> NormalGame[Fraction]:
    """Whole payoffs from 0 to `most`."""

    def array(rest):
        return [array(rest[1:]) for _ in range(rest[0])] if rest else random.randint(0, most)

    return NormalGame.from_arrays(*(array(sizes) for _ in sizes), players=players)


def game_of_gains(*gains) -> NormalGame[Fraction]:
    """A game with two moves a player, the second of which pays nothing.

    `gains[k]` tells what the first move pays player k, by the others' moves in order (0 or 1).
    """
    count = len(gains)

    def array(player, chosen=()):
        if len(chosen) < count:
            return [array(player, (*chosen, move)) for move in range(2)]
        others = chosen[:player] + chosen[player + 1 :]
        return 0 if chosen[player] else gains[player][others]

    return NormalGame.from_arrays(*(array(player) for player in range(count)))


def gains_of(function):
    """Gains of a game of three players from a function of the others' chances to move first."""
    return {
        choice: function(*(1 - move for move in choice)) for choice in product((0, 1), repeat=2)
    }


def found(game: NormalGame[Fraction]) -> Findings:
    """What is found, each candidate certified."""
    findings = solve(game, "nash", Budget())
    assert findings.limit is None
    for candidate in findings.candidates:
        assert check_normal(game, candidate).failures() == ()
    return findings


def solved(game: NormalGame[Fraction]) -> tuple[Candidate, ...]:
    findings = found(game)
    assert findings.complete
    assert findings.warnings == ()
    return findings.candidates


def point(game: NormalGame[Fraction], candidate: Candidate):
    """A candidate's member: for each player the chances of the moves, in order."""
    strategies = candidate.assessment.strategies
    return tuple(tuple(strategies[p][p][move] for move in game.moves[p]) for p in game.players)


def firsts(game: NormalGame[Fraction], candidate: Candidate):
    """For each player the chance of the first move."""
    return tuple(strategy[0] for strategy in point(game, candidate))


def is_member(candidate: Candidate, assessment: Assessment) -> bool:
    """Whether strategies are those of a candidate, or in a cell of its component."""
    own = candidate.assessment.strategies
    if candidate.component is None:
        return own == assessment.strategies
    for cell in candidate.component.cells:
        named = {key for block in cell.blocks for key in block.information_sets}
        named |= set(cell.formulas.strategies) if cell.formulas else set()
        same = all(
            own[player][label] == distribution
            for player, sets in assessment.strategies.items()
            for label, distribution in sets.items()
            if (player, label) not in named
        )
        if same and cell_distance(cell, assessment) == 0:
            return True
    return False
