"""Running the search over labels: the first tableaux, the lists it fills, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels import label_search
from gametheory_dprk.kernels.label_search import search

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Rows = list[list[int]]
Claims = set[tuple[int, ...]]

MOST_LABELS = 62
"""Moves of both players that fit into the bits of a machine word."""

ALLOWANCE = 200_000
"""Pivots and cases between two looks at the clock."""

CAPACITY = 4096
"""Cases of a kind that are kept before they are collected."""


@dataclass(slots=True)
class Cases:
    """What a search hands over; labels as bits, rows from the lowest, columns after them.

    Attributes
    ----------
    leaves : set of tuple
        Labels fixed on the row and on the column player's side, together all.
    claims : set of tuple
        A side (0 or 1), labels fixed on it, and labels that floats take for implied by these.
    opens : set of tuple
        Labels fixed on both sides, in cases that floats could not decide.
    pivots, cases : int
    """

    leaves: set[tuple[int, ...]] = field(default_factory=set)
    claims: Claims = field(default_factory=set)
    opens: set[tuple[int, ...]] = field(default_factory=set)
    pivots: int = 0
    cases: int = 0


def find_cases(
    first: Rows,
    second: Rows,
    tick: Callable[[], None],
    claiming: bool = True,
    believe: Callable[[Claims], bool] | None = None,
) -> Cases | None:
    """Search all cases of a game; None where it ends because a claim is not believed.

    Every equilibrium lies in a leaf or an open case, provided the claims are true.

    Parameters
    ----------
    first, second : list of list of int
        Payoffs of the row and of the column player, rows by columns, of any size.
    tick : callable
        Called every few hundred milliseconds; may raise `LimitReached`.
    claiming : bool
        Whether claims may be made. Without them ties take longer.
    believe : callable, optional
        Says of fresh claims whether all are true; they are then not kept, for there can be as many
        as cases.

    Examples
    --------
    >>> cases = find_cases([[0, 7], [2, 6]], [[0, 2], [7, 6]], lambda: None)
    >>> sorted(cases.leaves), cases.claims, cases.opens
    ([(5, 10), (10, 5), (12, 3)], set(), set())
    """
    pays = [unit_floats(second).T, unit_floats(first)]
    moves = np.array([len(first), len(first[0])])
    labels, most = int(moves.sum()), int(moves.max())
    width = 4 * (most // 4 + 1)
    tables = np.zeros((2, labels + 2, most, width))
    basic, nonbasic = (np.zeros((2, labels + 2, most), np.int64) for _ in range(2))
    replies = np.zeros((2, most, width))
    for side in range(2):
        replies[side, : moves[1 - side], : moves[side]] = pays[side]
        own, other = (0, moves[0]) if side == 0 else (moves[0], 0)
        start(pays[side], tables[side, 0], basic[side, 0], nonbasic[side, 0], own, other)
    stack, state = np.zeros((labels + 2, 10), np.int64), np.zeros(6, np.int64)
    stack[0, label_search.CHANGED] = 3
    leaves, claims, opens = (np.zeros((CAPACITY, size), np.int64) for size in (2, 3, 2))
    order, scratch, values = split_order(pays), np.zeros(width), np.zeros((2, labels))
    found = Cases()
    while state[label_search.DEPTH] >= 0:
        tick()
        search(
            tables, basic, nonbasic, replies, moves, order, stack, state, leaves, claims, opens,
            scratch, values, claiming, ALLOWANCE,
        )  # fmt: skip
        collect(found, [leaves, claims, opens], state)
        if believe is not None:
            if not believe(found.claims):
                return None
            found.claims.clear()
    return found


def unit_floats(payoffs: Rows) -> Floats:
    """Payoffs as floats between -1 and 1, divided by a power of two.

    Exact where payoffs differ in their first 53 bits, and else off by at most half the last.
    """
    most = max(abs(entry) for row in payoffs for entry in row)
    bits = most.bit_length()
    if bits <= 1000:
        return np.array([[float(entry) for entry in row] for row in payoffs]) / 2.0**bits
    scale = 1 << bits
    return np.array([[entry / scale for entry in row] for row in payoffs])


def start(
    pays: Floats, table: Floats, basic: Integers, nonbasic: Integers, own: int, other: int
) -> None:
    """The tableau at the first pure strategy and the best reply to it."""
    replies, moves = pays.shape
    best = int(pays[:, 0].argmax())
    rest = [r for r in range(replies) if r != best]
    ahead = pays[best] - pays[rest]
    nonbasic[:moves] = [*range(own + 1, own + moves), other + best]
    basic[:replies] = [own, *(other + r for r in rest)]
    table[0, : moves - 1] = table[0, moves] = 1.0
    table[1:replies, : moves - 1] = ahead[:, :1] - ahead[:, 1:]
    table[1:replies, moves - 1] = -1.0
    table[1:replies, moves] = ahead[:, 0]


def split_order(pays: list[Floats]) -> Integers:
    """Labels, those of moves with the lowest mean payoff first: they are seldom best replies."""
    means = np.concatenate([pays[1].mean(axis=1), pays[0].mean(axis=1)])
    spread = np.repeat([pays[1].std(), pays[0].std()], [len(pays[1]), len(pays[0])])
    middle = np.repeat([pays[1].mean(), pays[0].mean()], [len(pays[1]), len(pays[0])])
    return np.argsort((means - middle) / np.maximum(spread, 1e-300), kind="stable")


def collect(found: Cases, lists: list[Integers], state: Integers) -> None:
    """Empty the lists of a search."""
    found.pivots, found.cases = int(state[label_search.PIVOTS]), int(state[label_search.CASES])
    first = label_search.LEAVES
    kinds = zip((found.leaves, found.claims, found.opens), lists, strict=True)
    for place, (kind, cases) in enumerate(kinds, first):
        kind.update(map(tuple, cases[: state[place]].tolist()))
        state[place] = 0
