"""Whether a case of supports of a signaling game may be feasible: refuted in floats, or not.

A case is a system in nonnegative variables whose sums over groups are given: answers that sum to
one after each signal, or weights that sum to a type's prior. Equalities are eliminated; then the
simplex method maximizes the least of what must be nonnegative. Where that comes out negative, the
multipliers of the rows are tested afresh on the given rows: a combination of rows whose greatest
value over the product of simplices is below zero by more than all rounding can explain is a proof.
Nothing else that is said here is one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gametheory_dprk.kernels.compiled import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

REFUTED, LIKELY, UNDECIDED = 0, 1, 2
TINY = 1e-9
"""What counts as zero on the way; no proof rests on it."""

ROUNDING = 1e-12
"""Far above the rounding errors of a row, relative to its multipliers."""


@compiled
def is_proof(equal: Floats, least: Floats, group: Integers, totals: Floats, by: Floats) -> bool:
    """Whether rows times multipliers are negative on the whole product of simplices."""
    size = 0.0
    greatest = np.full(totals.size, -np.inf)
    for k in range(by.size):
        size += abs(by[k])
    for j in range(group.size):
        value = 0.0
        for k in range(equal.shape[0]):
            value += by[k] * equal[k, j]
        for k in range(least.shape[0]):
            value += by[equal.shape[0] + k] * least[k, j]
        greatest[group[j]] = max(greatest[group[j]], value)
    bound, scale = 0.0, 0.0
    for g in range(totals.size):
        if greatest[g] == -np.inf:
            return False
        bound += totals[g] * greatest[g]
        scale += totals[g]
    return bound < -ROUNDING * size * (by.size + 3) * (scale + 1)


@compiled
def exchange(table: Floats, row: int, column: int) -> None:
    """Exchange the variables of a row and of a column, and insert the row into all others."""
    height, width = table.shape
    pivot = -1.0 / table[row, column]
    table[row, column] = -1.0
    for j in range(width):
        table[row, j] *= pivot
    for i in range(height):
        factor = table[i, column]
        if i != row and factor != 0.0:
            table[i, column] = 0.0
            for j in range(width):
                table[i, j] += factor * table[row, j]


@compiled
def improved(
    table: Floats,
    basic: Integers,
    nonbasic: Integers,
    equal: Floats,
    least: Floats,
    group: Integers,
    totals: Floats,
) -> int:
    """Raise the least of the rows until it is positive or can rise no more."""
    height, n, a = table.shape[0], nonbasic.size, equal.shape[0]
    constant = n + a
    low = -1
    for i in range(height):
        if basic[i] >= 0 and (low < 0 or table[i, constant] < table[low, constant]):
            low = i
    if low < 0 or table[low, constant] > TINY:
        return LIKELY
    # The least itself: row `low` stands for it from now on, its own surplus is a new column.
    surplus = basic[low]
    full = np.zeros((height, constant + 2))
    ids = np.full(n + 1, -1, dtype=np.int64)
    ids[:n] = nonbasic
    ids[n] = surplus
    for i in range(height):
        if basic[i] < 0:
            continue
        for j in range(constant + 1):
            value = table[i, j] if i == low else table[i, j] - table[low, j]
            full[i, j if j < n else j + 1] = value
        full[i, n] = -1.0 if i == low else 1.0
    last = constant + 1
    for turn in range(200):
        if full[low, last] > 1e-7:
            return LIKELY
        entering, steepest = -1, TINY
        for j in range(n + 1):
            if ids[j] >= 0 and full[low, j] > steepest:
                entering, steepest = j, full[low, j]
                if turn > 50:
                    break
        if entering < 0:
            break
        leaving, ratio = -1, np.inf
        for i in range(height):
            if i != low and basic[i] >= 0 and full[i, entering] < -TINY:
                step = max(full[i, last], 0.0) / -full[i, entering]
                if step < ratio:
                    leaving, ratio = i, step
        if leaving < 0:
            return UNDECIDED
        exchange(full, leaving, entering)
        basic[leaving], ids[entering] = ids[entering], basic[leaving]
    if full[low, last] > -TINY:
        return UNDECIDED
    by = np.zeros(a + least.shape[0])
    for k in range(a):
        by[k] = -full[low, n + 1 + k]
    for j in range(n + 1):
        if ids[j] >= n:
            by[a + ids[j] - n] = max(-full[low, j], 0.0)
    return REFUTED if is_proof(equal, least, group, totals, by) else UNDECIDED


@compiled
def verdict(equal: Floats, least: Floats, group: Integers, totals: Floats) -> int:
    """Judge: equal x = 0, least x >= 0, x >= 0, and x sums to its total in each group.

    The columns of the table are the variables, the equalities (which stay at zero and carry their
    multipliers) and the constant.
    """
    groups, n, a, b = totals.size, group.size, equal.shape[0], least.shape[0]
    table = np.zeros((groups + a + b, n + a + 1))
    for j in range(n):
        table[group[j], j] = 1.0
    for g in range(groups):
        table[g, n + a] = -totals[g]
    for k in range(a):
        for j in range(n):
            table[groups + k, j] = equal[k, j]
        table[groups + k, n + k] = -1.0
    for k in range(b):
        for j in range(n):
            table[groups + a + k, j] = least[k, j]
    by = np.zeros(a + b)
    # Who a row or a column is: a variable by its number, a row that is at least zero from n on,
    # none by -1. Equal rows become the variables they are solved for.
    basic = np.full(groups + a + b, -1, dtype=np.int64)
    nonbasic = np.arange(n)
    for i in range(groups + a):
        best, most = -1, TINY
        for j in range(n):
            if nonbasic[j] >= 0 and abs(table[i, j]) > most:
                best, most = j, abs(table[i, j])
        if best >= 0:
            exchange(table, i, best)
            basic[i] = nonbasic[best]
            nonbasic[best] = -1
            for k in range(groups + a + b):
                table[k, best] = 0.0
        elif abs(table[i, n + a]) > TINY:
            for side in range(2):
                for k in range(a):
                    by[k] = table[i, n + k] if side == 0 else -by[k]
                if is_proof(equal, least, group, totals, by):
                    return REFUTED
            return UNDECIDED
    for k in range(b):
        basic[groups + a + k] = n + k
    return improved(table, basic, nonbasic, equal, least, group, totals)


@compiled
def sender_verdict(pays: Floats, signals: Integers, kinds: Integers, replies: Integers) -> int:
    """Judge whether answers with these supports make the signals optimal for their senders.

    Parameters
    ----------
    pays : ndarray, shape (types, signals, responses)
    signals : ndarray, shape (decided,)
    kinds, replies : ndarray, shape (decided,)
        Bit masks of types and of responses.
    """
    types, width, decided = pays.shape[0], pays.shape[2], signals.size
    group = np.empty(decided * width, dtype=np.int64)
    reply = np.empty(decided * width, dtype=np.int64)
    n = 0
    for k in range(decided):
        for r in range(width):
            if replies[k] >> r & 1:
                group[n] = k
                reply[n] = r
                n += 1
    equal = np.zeros((types * decided, n))
    least = np.zeros((types * decided, n))
    a = b = 0
    for t in range(types):
        first = -1
        for k in range(decided):
            if kinds[k] >> t & 1:
                first = k
                break
        if first < 0:
            continue
        for k in range(decided):
            if k == first:
                continue
            same = kinds[k] >> t & 1
            for j in range(n):
                value = 0.0
                if group[j] == first:
                    value = pays[t, signals[first], reply[j]]
                elif group[j] == k:
                    value = -pays[t, signals[k], reply[j]]
                if same:
                    equal[a, j] = value
                else:
                    least[b, j] = value
            if same:
                a += 1
            else:
                b += 1
    return verdict(equal[:a], least[:b], group[:n], np.ones(decided))


@compiled
def pair_verdicts(
    pays: Floats,
    signals: Integers,
    kinds: int,
    replies: int,
    other_kinds: Integers,
    other_replies: Integers,
) -> Integers:
    """Judge one state of a signal beside every state of another.

    Parameters
    ----------
    pays : ndarray, shape (types, signals, responses)
    signals : ndarray, shape (2,)
    kinds, replies : int
        The state of the first signal, as bit masks.
    other_kinds, other_replies : ndarray, shape (states,)
    """
    types, _, width = pays.shape
    verdicts = np.empty(other_kinds.size, dtype=np.int64)
    both_kinds, both_replies = np.empty(2, dtype=np.int64), np.empty(2, dtype=np.int64)
    both_kinds[0], both_replies[0] = kinds, replies
    for k in range(other_kinds.size):
        both_kinds[1], both_replies[1] = other_kinds[k], other_replies[k]
        forgone = False
        for t in range(types):
            low = np.full(2, np.inf)
            high = np.full(2, -np.inf)
            for side in range(2):
                for r in range(width):
                    if both_replies[side] >> r & 1:
                        value = pays[t, signals[side], r]
                        low[side] = min(low[side], value)
                        high[side] = max(high[side], value)
            if kinds >> t & 1 and high[0] < low[1]:
                forgone = True
            if other_kinds[k] >> t & 1 and high[1] < low[0]:
                forgone = True
        if forgone:
            verdicts[k] = REFUTED
        else:
            verdicts[k] = sender_verdict(pays, signals, both_kinds, both_replies)
    return verdicts


@compiled
def weight_verdict(
    pays: Floats,
    prior: Floats,
    signals: Integers,
    kinds: Integers,
    replies: Integers,
    elsewhere: int,
) -> int:
    """Judge whether weights of types with these supports make the responses optimal.

    Parameters
    ----------
    pays : ndarray, shape (types, signals, responses)
        The receiver's; a response that a signal does not have pays less than any other.
    prior : ndarray, shape (types,)
    signals, kinds, replies : ndarray, shape (sent,)
    elsewhere : int
        The types, as a bit mask, that may also send signals not decided yet.
    """
    types, width, sent = pays.shape[0], pays.shape[2], signals.size
    group = np.empty((sent + 1) * types, dtype=np.int64)
    place = np.full((sent + 1) * types, -1, dtype=np.int64)
    n = 0
    for t in range(types):
        for k in range(sent):
            if kinds[k] >> t & 1:
                group[n] = t
                place[n] = k
                n += 1
        if elsewhere >> t & 1:
            group[n] = t
            n += 1
    equal = np.zeros((sent * width, n))
    least = np.zeros((sent * width, n))
    a = b = 0
    for k in range(sent):
        m = signals[k]
        first = 0
        while not replies[k] >> first & 1:
            first += 1
        for r in range(width):
            if r == first or pays[0, m, r] < -2.0:
                continue
            same = replies[k] >> r & 1
            for j in range(n):
                if place[j] == k:
                    value = pays[group[j], m, first] - pays[group[j], m, r]
                    if same:
                        equal[a, j] = value
                    else:
                        least[b, j] = value
            if same:
                a += 1
            else:
                b += 1
    return verdict(equal[:a], least[:b], group[:n], prior)
