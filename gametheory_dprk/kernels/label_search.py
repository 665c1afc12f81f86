"""Depth-first search over who has which label, after Audet, Hansen, Jaumard and Savard (2001).

In an equilibrium every move is unused by its player or a best reply to the other's strategy. A
case fixes for some moves which of the two holds: one polytope each of strategies (z, v),

    z >= 0,  z sums to one,  v - payoffs(reply, z) = slack(reply) >= 0,

on which some variables are zero. A move not fixed yet splits a case in two; a case ends where a
polytope is empty, or all moves are fixed.

Floats only steer. That a polytope is empty is proved from the payoffs as given: a combination of
its equations bounds a variable, taken for zero, below by a positive number, with every rounding
error bounded (after Neumaier and Shcherbina 2004). What is not proved is handed over as open, and
what floats take for tied is handed over as a claim, for exact arithmetic to settle.
"""

from __future__ import annotations

from typing import Any

from gametheory_dprk.kernels.compiled import compiled

ROUNDING = 1e-9
"""Numbers smaller than this are taken for zero; payoffs lie between -1 and 1."""

UNIT = 1.2e-16
"""A little more than half the distance of one to the next double."""

PATIENCE = 100
"""Pivots in one minimization, after which the case is left open."""

SAME, MOVED, EMPTY, OPEN = range(4)
"""What became of fixing a label: nothing to do, a new tableau, proved empty, undecided."""

FIXED, SLOT, MUST, LOOSE, LABEL, PHASE, CHANGED = 0, 2, 4, 6, 7, 8, 9
"""Fields of a case. For both sides: labels fixed, tableau, labels that are positive; then the
labels that are to be positive on the first side, the label that splits the case, how far that is,
and the sides not looked at since they changed, as bits."""

DEPTH, PIVOTS, CASES, LEAVES, CLAIMS, OPENS = range(6)
"""Places in the state of a search; it is over when the depth is negative."""


@compiled
def search(
    tables: Any,
    basic: Any,
    nonbasic: Any,
    replies: Any,
    moves: Any,
    order: Any,
    stack: Any,
    state: Any,
    leaves: Any,
    claims: Any,
    opens: Any,
    scratch: Any,
    values: Any,
    claiming: bool,
    allowance: int,
) -> None:
    """Work on cases until none is left, the pivots and cases allowed are done, or a list is full.

    Parameters
    ----------
    tables : ndarray, shape (2, slots, rows, width)
        Tableaux of both sides; the right side follows the nonbasic columns, zeros fill up.
    basic, nonbasic : ndarray of int, shape (2, slots, .)
        Labels of rows and of columns.
    replies : ndarray, shape (2, replies, width)
        For both sides, the other's payoffs by reply, all between -1 and 1.
    moves : ndarray of int, shape (2,)
    order : ndarray of int
        Labels in the order in which cases are split.
    stack : ndarray of int, shape (labels + 1, 10)
        Zeros, but for CHANGED of the first case, which is 3.
    state : ndarray of int, shape (6,)
    leaves : ndarray of int, shape (., 2)
        Receives cases with all labels fixed: the labels of both sides, as bits.
    claims : ndarray of int, shape (., 3)
        Receives what floats say of labels fixed on the first side: 0 and the labels that these
        imply, or 1 and the least dimension of the solutions of their equations.
    opens : ndarray of int, shape (., 2)
        Receives cases that were not decided.
    scratch : ndarray, shape (width,)
    values : ndarray, shape (2, labels)
        Room to compute.
    claiming : bool
        Whether to cut short what claims show to be needless.
    allowance : int
    """
    everything = (1 << (moves[0] + moves[1])) - 1
    stop = state[PIVOTS] + state[CASES] + allowance
    while state[DEPTH] >= 0 and state[PIVOTS] + state[CASES] < stop:
        full = state[LEAVES] == len(leaves) or state[OPENS] == len(opens)
        if full or state[CLAIMS] + 2 > len(claims):
            return
        depth = state[DEPTH]
        case = stack[depth]
        if case[PHASE] == 0:
            state[CASES] += 1
            fresh = prepare(
                tables, basic, nonbasic, replies, scratch, moves, order, case, state, claims,
                claiming, values,
            )  # fmt: skip
            if not fresh:
                case[PHASE] = 2
            elif case[FIXED] | case[FIXED + 1] == everything:
                leaves[state[LEAVES]] = case[:2]
                state[LEAVES] += 1
                case[PHASE] = 2
        if case[PHASE] == 2:
            state[DEPTH] -= 1
            continue
        side, label = case[PHASE], case[LABEL]
        case[PHASE] += 1
        slot = case[SLOT + side]
        result = fix(
            tables[side], basic[side], nonbasic[side], replies[side], scratch, state,
            case[FIXED + side], label, side * moves[0], moves[side], moves[1 - side], slot,
        )  # fmt: skip
        if result == EMPTY:
            continue
        child = stack[depth + 1]
        child[:] = case
        child[FIXED + side] |= 1 << label
        child[LOOSE] |= side << label
        if result == OPEN:
            opens[state[OPENS]] = child[:2]
            state[OPENS] += 1
            continue
        child[SLOT + side] += result == MOVED
        child[PHASE], child[CHANGED] = 0, 1 << side
        state[DEPTH] += 1


@compiled
def prepare(
    tables: Any,
    basic: Any,
    nonbasic: Any,
    replies: Any,
    scratch: Any,
    moves: Any,
    order: Any,
    case: Any,
    state: Any,
    claims: Any,
    claiming: bool,
    values: Any,
) -> bool:
    """Leave implied labels to their side, and choose the label by which a case is split.

    Returns False if the first side has no vertex with the labels of the case.
    """
    values[:] = 0.0
    for side in range(2):
        slot, columns, rows = case[SLOT + side], moves[side], moves[1 - side]
        table, names, others = tables[side, slot], basic[side, slot], nonbasic[side, slot]
        for r in range(rows):
            values[side, names[r]] = table[r, columns]
        if (case[CHANGED] >> side) & 1:
            case[MUST + side], implied = scan(
                table, names, others, case[FIXED + side], columns, rows
            )
            if side == 0 and claiming and not is_fresh(case, state, claims, implied):
                return False
    if claiming:
        slot = case[SLOT]
        if not has_vertex(
            tables[0, slot], basic[0, slot], nonbasic[0, slot], replies[0], scratch, moves, case,
            state, claims,
        ):  # fmt: skip
            return False
    open_labels = ~(case[FIXED] | case[FIXED + 1])
    both = case[MUST] & case[MUST + 1] & open_labels
    either = (case[MUST] | case[MUST + 1]) & open_labels
    wanted = both if both else (either if either else open_labels)
    chosen, farthest = -1, 0.0
    for label in order:
        distance = max(values[0, label], 0.0) * max(values[1, label], 0.0)
        # The first one wanted is chosen whatever its distance, which need not be a number.
        if (wanted >> label) & 1 and (chosen < 0 or distance > farthest):
            chosen, farthest = label, distance
    case[LABEL] = chosen
    return True


@compiled
def is_fresh(case: Any, state: Any, claims: Any, implied: int) -> bool:
    """Fix what is implied on the first side; False if a label there is to be positive."""
    implied &= ~(case[FIXED] | case[FIXED + 1]) | case[LOOSE]
    if implied:
        record = claims[state[CLAIMS]]
        record[0], record[1], record[2] = 0, case[FIXED], implied
        state[CLAIMS] += 1
        case[FIXED] |= implied & ~case[LOOSE]
    return not implied & case[LOOSE]


@compiled
def has_vertex(
    table: Any,
    basic: Any,
    nonbasic: Any,
    replies: Any,
    scratch: Any,
    moves: Any,
    case: Any,
    state: Any,
    claims: Any,
) -> bool:
    """Whether enough labels are left to make a vertex of the face of the first side.

    Labels that floats take for positive there count as left until that is proved.
    """
    dimension, left = 0, 0
    for k in range(moves[0]):
        dimension += not (case[FIXED] >> nonbasic[k]) & 1
    candidates = ~(case[FIXED] | case[FIXED + 1])
    for label in range(moves[0] + moves[1]):
        left += (candidates >> label) & 1
    doubtful = candidates & case[MUST]
    for r in range(moves[1]):
        if dimension <= left and (doubtful >> basic[r]) & 1:
            left -= is_positive(
                table[r], nonbasic, replies, scratch, case[FIXED], basic[r], 0, moves[0], moves[1]
            )
    if dimension <= left:
        return True
    record = claims[state[CLAIMS]]
    record[0], record[1], record[2] = 1, case[FIXED], dimension
    state[CLAIMS] += 1
    return False


@compiled
def scan(
    table: Any, basic: Any, nonbasic: Any, fixed: int, columns: int, rows: int
) -> tuple[int, int]:
    """Labels that cannot be zero on a face, and labels that cannot be anything else.

    Both as bits, and as far as the tableau shows at a look.
    """
    must, implied = 0, 0
    for r in range(rows):
        row = table[r]
        value = row[columns]
        if value > ROUNDING:
            movable = False
            for k in range(columns):
                if row[k] > ROUNDING and not (fixed >> nonbasic[k]) & 1:
                    movable = True
                    break
            if not movable:
                must |= 1 << basic[r]
        elif value > -ROUNDING:
            movable = False
            for k in range(columns):
                if abs(row[k]) > ROUNDING and not (fixed >> nonbasic[k]) & 1:
                    movable = True
                    break
            if not movable:
                implied |= 1 << basic[r]
    return must, implied


@compiled
def fix(
    tables: Any,
    basic: Any,
    nonbasic: Any,
    replies: Any,
    scratch: Any,
    state: Any,
    fixed: int,
    label: int,
    own: int,
    columns: int,
    rows: int,
    slot: int,
) -> int:
    """Bring a variable to zero on a face, in the next slot, or prove that it stays positive."""
    place = -1
    for r in range(rows):
        if basic[slot, r] == label:
            place = r
    if place < 0:
        return SAME
    result = SAME
    for _ in range(PATIENCE):
        table, names = tables[slot], nonbasic[slot]
        row = table[place]
        zero = row[columns] <= ROUNDING
        entering = choose_column(row, names, fixed, columns, zero)
        if entering < 0 and zero:
            return result
        if entering < 0:
            proved = is_positive(row, names, replies, scratch, fixed, label, own, columns, rows)
            return EMPTY if proved else OPEN
        if result == SAME:
            copy_tableau(tables, basic, nonbasic, slot, columns, rows)
            slot += 1
            result = MOVED
            table = tables[slot]
        leaving = place if zero else choose_row(table, place, entering, columns, rows)
        pivot(table, basic[slot], nonbasic[slot], leaving, entering, rows)
        state[PIVOTS] += 1
        if leaving == place:
            return MOVED
    return OPEN


@compiled
def choose_column(row: Any, nonbasic: Any, fixed: int, columns: int, zero: bool) -> int:
    """The free column that lowers a row most; where it is zero already, any that moves it."""
    chosen, most = -1, ROUNDING
    for k in range(columns):
        rate = abs(row[k]) if zero else row[k]
        if rate > most and not (fixed >> nonbasic[k]) & 1:
            chosen, most = k, rate
    return chosen


@compiled
def choose_row(table: Any, wanted: int, entering: int, columns: int, rows: int) -> int:
    """The row that reaches zero first, the wanted one among equals."""
    leaving = wanted
    step = table[wanted, columns] / table[wanted, entering]
    for r in range(rows):
        rate = table[r, entering]
        if rate > ROUNDING and table[r, columns] < step * rate - 1e-13:
            leaving, step = r, table[r, columns] / rate
    return leaving


@compiled
def copy_tableau(
    tables: Any, basic: Any, nonbasic: Any, slot: int, columns: int, rows: int
) -> None:
    """Copy a tableau to the next slot, where it may change."""
    for r in range(rows):
        source, target = tables[slot, r], tables[slot + 1, r]
        for k in range(tables.shape[2]):
            target[k] = source[k]
        basic[slot + 1, r] = basic[slot, r]
    for k in range(columns):
        nonbasic[slot + 1, k] = nonbasic[slot, k]


@compiled
def pivot(table: Any, basic: Any, nonbasic: Any, leaving: int, entering: int, rows: int) -> None:
    """Exchange a row and a column."""
    top, width = table[leaving], table.shape[1]
    inverse = 1.0 / top[entering]
    for k in range(width):
        top[k] *= inverse
    top[entering] = inverse
    for r in range(rows):
        if r != leaving:
            row = table[r]
            rate = row[entering]
            row[entering] = 0.0
            for k in range(width):
                row[k] -= rate * top[k]
    basic[leaving], nonbasic[entering] = nonbasic[entering], basic[leaving]


@compiled
def is_positive(
    row: Any,
    nonbasic: Any,
    replies: Any,
    scratch: Any,
    fixed: int,
    label: int,
    own: int,
    columns: int,
    rows: int,
) -> bool:
    """Prove that a variable is positive on a face.

    The row of the tableau suggests multipliers of variables. Those of variables that may be
    positive are at most zero, but for the one in question, which has one; with any such multipliers
    the sum of multiples bounds it below. The sum is a function of (z, v) that is evaluated from the
    payoffs: at least its least coefficient of z less that of v, since v lies between -1 and 1.
    """
    width = scratch.shape[0]
    scratch[:] = 0.0
    of_value, total = 0.0, 2.0
    for k in range(columns + 1):
        name = label if k == columns else nonbasic[k]
        multiplier = 1.0 if k == columns else row[k]
        if k < columns and multiplier > 0.0 and not (fixed >> name) & 1:
            continue
        total += abs(multiplier)
        if own <= name < own + columns:
            scratch[name - own] += multiplier
            continue
        of_value += multiplier
        pays = replies[name - columns if own == 0 else name]
        for c in range(width):
            scratch[c] -= multiplier * pays[c]
    least = scratch[0]
    for c in range(1, columns):
        least = min(least, scratch[c])
    return bool(least - abs(of_value) > UNIT * (rows + columns + 8) * total)
