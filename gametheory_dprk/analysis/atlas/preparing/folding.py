"""A tree folded into a signaling game: proper subgames after the responses are solved first.

After a response every player knows all that has happened, so what follows is solved backwards.
Which move is best there may depend on the parameters; then each way of playing on is a branch of
its own, with the relations under which it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any, cast

from gametheory_dprk.analysis.atlas.preparing.assumptions import conditions_of, positive
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Binary, Compare, Expr
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, SignalingGame, Terminal
from gametheory_dprk.polynomials import Ring, ratio_of
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.transforms.tree_as_signaling import END, Shape, ends, signaling_shape

Payoffs = Mapping[str, Expr]
MAX_BRANCHES = 64


@dataclass(frozen=True, slots=True)
class Continuation:
    """One way to play on from a node.

    Attributes
    ----------
    payoffs : Mapping[str, Expr]
    moves : Mapping[tuple of str, str]
        The move at each information set, keyed by player and label.
    assume : tuple of Expr
        When every move is best.
    """

    payoffs: Payoffs
    moves: Mapping[tuple[str, str], str]
    assume: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A signaling game that stands for a tree where some relations hold.

    Attributes
    ----------
    game : SignalingGame of Expr
    moves : Mapping[tuple of str, str]
        What is played after the responses, by player and information set.
    assume : tuple of Expr
        Relations that the assumptions leave open, under which these moves are best.
    """

    game: SignalingGame[Expr]
    moves: Mapping[tuple[str, str], str]
    assume: tuple[Expr, ...]


def fold(
    game: ExtensiveGame[Expr], assumptions: Sequence[Expr], names: Sequence[str]
) -> tuple[Branch, ...]:
    """Fold a tree in every way that the assumptions allow.

    Raises
    ------
    AnalysisError
        If the tree is no signaling game with subgames of perfect information behind it.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse, to_text
    >>> def end(a, b): return Terminal({"A": parse(a), "B": parse(b)})
    >>> reply = lambda k: Decision("B", "asked", {"yes": Decision("A", k, {
    ...     "keep": end("1", "1"), "break": end("x", "0")}), "no": end("0", "0")})
    >>> opening = lambda k: Decision("A", k + "0", {"ask": reply(k), "wait": end("0", "0")})
    >>> tree = ExtensiveGame(("A", "B"), Chance({"t": parse("1")}, {"t": opening("t")}))
    >>> [[to_text(relation) for relation in branch.assume] for branch in fold(tree, [], ["x"])]
    [['1 > x'], ['x > 1']]
    """
    shape = signaling_shape(cast(ExtensiveGame[Any], game))
    if shape is None:
        raise AnalysisError(
            "the tree is no signaling game: types must be drawn first, every type must have the "
            "same signals, and what follows a response must be a proper subgame"
        )
    judge = Judge(names, assumptions)
    cells = ends(shape)
    branches = [tuple(judge.continuations(cast("Node[Expr]", node))) for node in cells.values()]
    if reduce(lambda count, found: count * len(found), branches, 1) > MAX_BRANCHES:
        raise AnalysisError("too many ways to play on after the responses; assume which are best")
    return tuple(
        branch_of(game, shape, dict(zip(cells, picked, strict=True)))
        for picked in product(*branches)
    )


def branch_of(
    game: ExtensiveGame[Expr], shape: Shape, picked: Mapping[tuple[str, str, str], Continuation]
) -> Branch:
    """Put continuations together into a signaling game."""
    assert isinstance(game.root, Chance)
    first = next(iter(shape.types.values()))
    responses = {
        m: tuple(after.moves) if m in shape.answered and isinstance(after, Decision) else (END,)
        for m, after in first.moves.items()
    }
    payoffs = {
        player: {cell: found.payoffs[player] for cell, found in picked.items()}
        for player in (shape.sender, shape.receiver)
    }
    prior = dict(game.root.probabilities)
    folded = SignalingGame(shape.sender, shape.receiver, prior, responses, payoffs)
    moves = {key: move for found in picked.values() for key, move in found.moves.items()}
    assume = tuple(dict.fromkeys(relation for f in picked.values() for relation in f.assume))
    return Branch(folded, moves, assume)


class Judge:
    """Compares payoffs under the assumptions."""

    def __init__(self, names: Sequence[str], assumptions: Sequence[Expr]) -> None:
        self.ring = Ring(names)
        conditions = [c for relation in assumptions for c in conditions_of(relation, self.ring)]
        known = [c for c in conditions if not c.polynomial.is_constant()]
        self.space = Space(self.ring, known)

    def better(self, one: Expr, other: Expr) -> bool | None:
        """Whether a payoff is the larger one; None where that depends on the parameters."""
        difference = ratio_of(one, self.ring) - ratio_of(other, self.ring)
        claim = self.space.normal(positive(difference, strictly=True))
        if not isinstance(claim, Condition):
            return claim
        sign = self.space.sign(claim.polynomial)
        return True if sign == "+" else False if sign in ("-", "<=", "0") else None

    def continuations(self, node: Node[Expr]) -> Iterator[Continuation]:
        """Yield the ways to play on from a node that may be best."""
        if isinstance(node, Terminal):
            yield Continuation(node.payoffs, {}, ())
        elif isinstance(node, Chance):
            yield from self.averages(node)
        else:
            yield from self.choices(node)

    def averages(self, node: Chance[Expr]) -> Iterator[Continuation]:
        """Yield the ways to play on from a draw of chance."""
        for picked in product(*(tuple(self.continuations(n)) for n in node.moves.values())):
            parts = list(zip(node.probabilities.values(), picked, strict=True))
            payoffs = {
                player: reduce(
                    lambda left, right: Binary("+", left, right),
                    [Binary("*", chance, found.payoffs[player]) for chance, found in parts],
                )
                for player in picked[0].payoffs
            }
            yield joined(payoffs, picked, {}, ())

    def choices(self, node: Decision[Expr]) -> Iterator[Continuation]:
        """Yield the ways to play on from a decision: each move that may be best."""
        found = [tuple(self.continuations(child)) for child in node.moves.values()]
        for picked in product(*found):
            worth = dict(
                zip(node.moves, (each.payoffs[node.player] for each in picked), strict=True)
            )
            for move, each in zip(node.moves, picked, strict=True):
                others = [worth[other] for other in node.moves if other != move]
                judged = [(self.better(worth[move], other), other) for other in others]
                if all(answer is not False for answer, _ in judged):
                    assume = tuple(
                        Compare(">", worth[move], other)
                        for answer, other in judged
                        if answer is None
                    )
                    own = {(node.player, node.information_set): move}
                    yield joined(each.payoffs, picked, own, assume)


def joined(
    payoffs: Payoffs,
    picked: Sequence[Continuation],
    own: Mapping[tuple[str, str], str],
    assume: tuple[Expr, ...],
) -> Continuation:
    """Join continuations."""
    moves = {key: move for found in picked for key, move in found.moves.items()}
    earlier = (relation for found in picked for relation in found.assume)
    return Continuation(payoffs, {**moves, **own}, tuple(dict.fromkeys((*earlier, *assume))))
