"""A signaling game as a tree: chance draws the type, the sender signals, the receiver responds."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, SignalingGame, Terminal
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
from gametheory_dprk.transforms.spec import Rewritten, TransformSpec


def to_tree(game: SignalingGame[Number]) -> Rewritten:
    """Write a signaling game as a tree.

    The sender's information sets are labelled by its types and the receiver's by the signals, so
    strategies read the same in both forms. Beliefs are over nodes `type.signal` in the tree and
    over types in the signaling game.

    Parameters
    ----------
    game : SignalingGame[Fraction]

    Examples
    --------
    >>> game = SignalingGame.from_arrays([0.5, 0.5], [[[1, 0]], [[1, 0]]], [[[1, 0]], [[0, 1]]])
    >>> tree = to_tree(game).game
    >>> [(place.label, place.nodes) for place in tree.information_sets()]
    [('t1', ('t1',)), ('m1', ('t1.m1', 't2.m1')), ('t2', ('t2',))]
    """
    types = {kind: sending(game, kind) for kind in game.types}
    tree = ExtensiveGame(game.players, Chance(dict(game.prior), types))
    return Rewritten(tree, lambda candidate: restored(game, candidate))


def sending(game: SignalingGame[Number], kind: str) -> Decision[Number]:
    """The tree after a type is drawn."""
    return Decision(
        game.sender, kind, {signal: responding(game, kind, signal) for signal in game.signals}
    )


def responding(game: SignalingGame[Number], kind: str, signal: str) -> Decision[Number]:
    """The tree after a type has sent a signal."""
    ends = {
        response: Terminal({p: game.payoffs[p][kind, signal, response] for p in game.players})
        for response in game.responses[signal]
    }
    return Decision(game.receiver, signal, ends)


def restored(game: SignalingGame[Number], candidate: Candidate) -> Candidate:
    """Read a candidate of the tree in the signaling game: beliefs over types."""
    component = candidate.component
    if component is not None:
        cells = tuple(
            Cell(tuple(restored_block(game, block) for block in cell.blocks))
            for cell in component.cells
        )
        component = Component(component.dimension, cells)
    beliefs = restored_beliefs(game, candidate.assessment.beliefs)
    assessment = Assessment(candidate.assessment.strategies, beliefs)
    return Candidate(assessment, component, trembles=candidate.trembles)


def restored_block(game: SignalingGame[Number], block: Block) -> Block:
    """A block with beliefs over types."""
    beliefs = tuple(restored_vertex(game, vertex) for vertex in block.beliefs)
    return Block(block.information_sets, block.strategies, beliefs)


def restored_vertex(game: SignalingGame[Number], vertex: Vertex) -> dict[SetKey, Distribution]:
    """Beliefs at some information sets, over types."""
    return {key: restored_belief(game, key[1], belief) for key, belief in vertex.items()}


def restored_beliefs(game: SignalingGame[Number], beliefs: PerSet) -> PerSet:
    """All beliefs over types, if there are any; where there is one type it is believed."""
    given = beliefs.get(game.receiver, {})
    if not given and len(game.types) > 1:
        return {}
    single = {game.types[0]: Fraction(1)}
    return {
        game.receiver: {
            signal: restored_belief(game, signal, given[signal]) if signal in given else single
            for signal in game.signals
        }
    }


def restored_belief(game: SignalingGame[Number], signal: str, belief: Distribution) -> Distribution:
    """One belief over types from the belief over nodes."""
    return {kind: belief[f"{kind}.{signal}"] for kind in game.types}


SPEC = TransformSpec(
    name="signaling_to_extensive",
    source=SignalingGame,
    target=ExtensiveGame,
    concepts=frozenset({"nash", "pbe", "sequential", "quasi_perfect"}),
    apply=to_tree,
    accepts=lambda game: "",
    about="a tree in which chance draws the type; strategies read the same, beliefs are over nodes",
)
