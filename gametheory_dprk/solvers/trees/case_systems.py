"""The linear systems to which the reasons of a tree's completeness certificate refer.

They say what the programs of `optimality_blocks` say, with names: facts are which moves are played
and which nodes are believed. A player's payoffs count from the least there is, so that values, too,
are not negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gametheory_dprk.games import Path, Terminal
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.completeness import UNIT, CaseRow, CaseSystem
from gametheory_dprk.solvers.trees.optimality_blocks import (
    BlockBuilder,
    Form,
    Move,
    Weight,
    block_starts,
)
from gametheory_dprk.solvers.trees.tree_outline import Outline

ONE = Fraction(1)
MOVES = "moves"
"""The system that says that something is played at every information set."""


def plays(move: Move) -> str:
    """The fact that a move is played.

    Examples
    --------
    >>> plays((("US", "after_talk"), "relief"))
    'US plays relief at after_talk'
    """
    (player, label), name = move
    return f"{player} plays {name} at {label}"


def believes(key: SetKey, path: Path) -> str:
    """The fact that a node has positive belief."""
    return f"{key[0]} believes {'.'.join(path)} at {key[1]}"


def place(key: SetKey) -> str:
    """An information set."""
    return f"{key[0]} at {key[1]}"


def node_name(path: Path) -> str:
    """A node, or the start of the game."""
    return ".".join(path) or "the start"


def case_systems(outline: Outline) -> list[CaseSystem]:
    """The systems of all blocks in their order, and last that of the moves."""
    counted = {player: counted_from_least(outline, player) for player in outline.players}
    found = [block_system(counted[player], player, s) for player, s in block_starts(outline)]
    return [*found, move_system(outline)]


def belief_system(outline: Outline, key: SetKey) -> CaseSystem:
    """The system of the beliefs at an information set of several nodes."""
    return block_system(counted_from_least(outline, key[0]), key[0], outline.members[key])


def block_system(counted: Outline, player: str, starts: list[Path]) -> CaseSystem:
    """The system of one block, payoffs being counted from the least there is."""
    builder = BlockBuilder(counted, player)
    return named_system(builder, builder.begin(starts))


def counted_from_least(outline: Outline, player: str) -> Outline:
    """The outline with a player's payoffs less the least one."""
    ends = {path: node for path, node in outline.nodes.items() if isinstance(node, Terminal)}
    least = min(end.payoffs[player] for end in ends.values())
    counted = {
        path: replace(end, payoffs={**end.payoffs, player: end.payoffs[player] - least})
        for path, end in ends.items()
    }
    return Outline({**outline.nodes, **counted}, outline.root)


def move_system(outline: Outline) -> CaseSystem:
    """Something is played at every information set."""
    names = {
        (key, move): f"chance of {move} of {place(key)}"
        for key, moves in outline.moves.items()
        for move in moves
    }
    totals = (
        CaseRow(
            f"chances of {place(key)} sum to 1",
            {UNIT: -ONE} | {names[key, move]: ONE for move in moves},
        )
        for key, moves in outline.moves.items()
    )
    support = {name: (plays(move),) for move, name in names.items()}
    return CaseSystem(MOVES, support, tuple(totals), ())


def named_system(builder: BlockBuilder, begins: list[Weight]) -> CaseSystem:
    """What a block says, with names."""
    outline, player = builder.outline, builder.player
    key = set_of(outline, begins, player)
    about = (
        f"{player} from {node_name(begins[0][0])}" if key is None else f"beliefs of {place(key)}"
    )
    support = {
        weight_name(weight): (
            *(() if key is None else (believes(key, weight[0]),)),
            *map(plays, sorted(weight[1])),
        )
        for weight in builder.weights
    }
    support |= {value_name(each): () for each in builder.bounds}
    total = CaseRow("weights sum to 1", {UNIT: -ONE} | {weight_name(w): ONE for w in begins})
    splits = (
        CaseRow(f"{weight_name(weight)} splits at {place(split)}", named(row))
        for (weight, split), row in zip(builder.splits, builder.split_rows(), strict=True)
    )
    return CaseSystem(about, support, (total, *splits), tuple(value_rows(builder)))


def set_of(outline: Outline, begins: list[Weight], player: str) -> SetKey | None:
    """The information set at which weights begin; None where they begin with a subgame."""
    paths = [path for path, _ in begins]
    key = next((k for k, members in outline.members.items() if members == paths), None)
    alone = key is None or key[0] != player or [outline.homes[key]] == paths
    return None if alone else key


def value_rows(builder: BlockBuilder) -> Iterator[CaseRow]:
    """A value is at least what each move brings, no more than a move that is played brings."""
    for move, form in builder.brings.items():
        gap = {value_name(move[0]): ONE, **{n: -x for n, x in named(form).items()}}
        name = f"value of {place(move[0])}"
        yield CaseRow(f"{name} >= {move[1]}", gap)
        yield CaseRow(f"{name} <= {move[1]}", {n: -x for n, x in gap.items()}, plays(move))
    for key, form in builder.bounds.items():
        yield CaseRow(f"value of {place(key)} <= most", {value_name(key): -ONE, **named(form)})


def named(form: Form) -> dict[str, Fraction]:
    """A form in weights and values by their names."""
    return {
        value_name(each) if isinstance(each[0], str) else weight_name(each): x
        for each, x in form.items()
    }


def value_name(key: SetKey) -> str:
    """The variable for a value."""
    return f"value of {place(key)}"


def weight_name(weight: Weight) -> str:
    """The variable for a weight."""
    start, moves = weight
    after = " after " if moves else ""
    return f"weight of {node_name(start)}{after}{', '.join(map(plays, sorted(moves)))}"
