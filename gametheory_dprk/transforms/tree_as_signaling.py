"""Reading a tree as a signaling game: which information sets are types and signals.

The tree must begin with a draw of the sender's type; every type then sends one of the same
signals; after a signal the receiver responds without knowing the type, or nobody responds;
whatever follows a response is a proper subgame. Its value is taken from the candidate's own
continuation strategies, so that each candidate has a view of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.games import (
    Chance,
    Decision,
    ExtensiveGame,
    Node,
    SignalingGame,
    Terminal,
)
from gametheory_dprk.number import Number
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    PerSet,
    SetKey,
    Vertex,
)

END = "end"
"""The response to a signal that nobody answers."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the information sets of a tree are those of a signaling game."""

    sender: str
    receiver: str
    types: Mapping[str, Decision[Number]]
    """The sender's node of each type."""
    answered: Mapping[str, str]
    """The receiver's information set after each signal that is answered."""

    @property
    def signals(self) -> tuple[str, ...]:
        """The moves of every type."""
        return tuple(next(iter(self.types.values())).moves)

    def renamed(self) -> dict[SetKey, SetKey]:
        """Information sets of the tree to those of the signaling game."""
        sending = {
            (self.sender, node.information_set): (self.sender, kind)
            for kind, node in self.types.items()
        }
        receiving = {(self.receiver, s): (self.receiver, m) for m, s in self.answered.items()}
        return {**sending, **receiving}


def signaling_shape(game: ExtensiveGame[Number]) -> Shape | None:
    """Recognise a signaling game in a tree; None where it is none.

    Examples
    --------
    >>> signaling_shape(ExtensiveGame(("A",), Terminal({"A": Fraction(0)}))) is None
    True
    """
    types = sending_nodes(game)
    if not types:
        return None
    sender, *_ = (node.player for node in types.values())
    signals = next(iter(types.values())).moves
    answers = {signal: answered_by(types, signal) for signal in signals}
    receivers = {player for player, _ in filter(None, answers.values())} - {sender}
    answered = {m: key[1] for m, key in answers.items() if key and key[0] in receivers}
    if len(receivers) != 1 or len(set(answered.values())) < len(answered):
        return None
    shape = Shape(sender, receivers.pop(), types, answered)
    return shape if has_closed_ends(game, shape) else None


def sending_nodes(game: ExtensiveGame[Number]) -> dict[str, Decision[Number]]:
    """One player's nodes after a first draw, each its own set with the same moves; else none."""
    root = game.root
    if not isinstance(root, Chance):
        return {}
    nodes = {kind: node for kind, node in root.moves.items() if isinstance(node, Decision)}
    sets = {(node.player, node.information_set) for node in nodes.values()}
    players = {player for player, _ in sets}
    signals = {frozenset(node.moves) for node in nodes.values()}
    distinct = len(sets) == len(root.moves)
    return nodes if distinct and len(players) == 1 and len(signals) == 1 else {}


def answered_by(types: Mapping[str, Decision[Number]], signal: str) -> SetKey | None:
    """The one information set that follows a signal of every type, if there is one."""
    after = [node.moves[signal] for node in types.values()]
    keys = {(n.player, n.information_set) if isinstance(n, Decision) else None for n in after}
    return keys.pop() if len(keys) == 1 else None


def ends(shape: Shape) -> dict[tuple[str, str, str], Node[Number]]:
    """What follows each type, signal and response."""
    found: dict[tuple[str, str, str], Node[Number]] = {}
    for kind, node in shape.types.items():
        for signal, after in node.moves.items():
            if signal in shape.answered and isinstance(after, Decision):
                found |= {(kind, signal, r): child for r, child in after.moves.items()}
            else:
                found[kind, signal, END] = after
    return found


def has_closed_ends(game: ExtensiveGame[Number], shape: Shape) -> bool:
    """Whether no information set stretches over two continuations, or out of one."""
    outside = set(shape.renamed())
    for node in ends(shape).values():
        inside = {
            (n.player, n.information_set)
            for _, n in ExtensiveGame(game.players, node).nodes()
            if isinstance(n, Decision)
        }
        if inside & outside:
            return False
        outside |= inside
    return True


def folded(game: ExtensiveGame[Number], shape: Shape, strategies: PerSet) -> SignalingGame[Number]:
    """The signaling game in which continuations are worth what the strategies make of them."""
    assert isinstance(game.root, Chance)
    worth = {cell: continuation(node, strategies) for cell, node in ends(shape).items()}
    first = next(iter(shape.types.values()))
    responses = {
        signal: tuple(after.moves)
        if signal in shape.answered and isinstance(after, Decision)
        else (END,)
        for signal, after in first.moves.items()
    }
    payoffs = {
        player: {cell: value[player] for cell, value in worth.items()}
        for player in (shape.sender, shape.receiver)
    }
    prior = dict(game.root.probabilities)
    return SignalingGame(shape.sender, shape.receiver, prior, responses, payoffs)


def continuation(node: Node[Number], strategies: PerSet) -> Mapping[str, Number]:
    """Expected payoffs from a node on, under the strategies."""
    if isinstance(node, Terminal):
        return node.payoffs
    if isinstance(node, Chance):
        chances: Distribution = node.probabilities
    else:
        chances = strategies[node.player][node.information_set]
    total: dict[str, Number] = {}
    for move, child in node.moves.items():
        for player, value in continuation(child, strategies).items():
            total[player] = total.get(player, Fraction(0)) + chances[move] * value
    return total


def renamed_candidate(candidate: Candidate, shape: Shape) -> Candidate:
    """A candidate in the names of the signaling game."""
    names = shape.renamed()
    strategies = per_set(candidate.assessment.strategies, names)
    silent: dict[str, Distribution] = {
        m: {END: Fraction(1)} for m in shape.signals if m not in shape.answered
    }
    strategies[shape.receiver] = {**silent, **strategies.get(shape.receiver, {})}
    beliefs = by_type(per_set(candidate.assessment.beliefs, names))
    assessment = Assessment(strategies, beliefs)
    if candidate.component is None:
        return Candidate(assessment)
    cells = tuple(
        Cell(tuple(renamed_block(block, names) for block in cell.blocks))
        for cell in candidate.component.cells
    )
    return Candidate(assessment, Component(candidate.component.dimension, cells))


def per_set(sets: PerSet, names: Mapping[SetKey, SetKey]) -> dict[str, dict[str, Distribution]]:
    """Distributions under their names in the signaling game; others are left out."""
    found: dict[str, dict[str, Distribution]] = {}
    for player, labels in sets.items():
        for label, distribution in labels.items():
            if (player, label) in names:
                found.setdefault(player, {})[names[player, label][1]] = distribution
    return found


def by_type(beliefs: PerSet) -> PerSet:
    """Beliefs over paths as beliefs over types: a path begins with the type."""
    return {
        player: {label: typed(distribution) for label, distribution in sets.items()}
        for player, sets in beliefs.items()
    }


def typed(distribution: Distribution) -> Distribution:
    """Probabilities by the first move of each path."""
    return {node.split(".")[0]: chance for node, chance in distribution.items()}


def renamed_block(block: Block, names: Mapping[SetKey, SetKey]) -> Block:
    """A block in the names of the signaling game."""
    beliefs = tuple(
        {names[key]: typed(distribution) for key, distribution in vertex.items()}
        for vertex in block.beliefs
    )
    strategies: tuple[Vertex, ...] = tuple(
        {names[key]: distribution for key, distribution in vertex.items()}
        for vertex in block.strategies
    )
    return Block(tuple(names[key] for key in block.information_sets), strategies, beliefs)
