"""All perfect Bayesian equilibria of many signaling games of two types, messages and replies.

Where no payoffs tie, the sender's strategy is one of nine kinds: both types send one message, each
its own, one of them both messages, or both of them both. Each kind has at most one component, in
closed form. Signs of differences of two payoffs are exact; all others are signs of a b - c d, for
differences a to d, with a bound on rounding. A game in which a sign that matters is not certain is
told apart, never answered wrongly. The signs that matter are those of

- what replies pay the receiver after a message, for either type and for both as they come;
- what two messages pay the sender, for each type and each pair of replies;
- where the lines of replies that make either type indifferent meet, against the edges of the unit
  square; and, of these signs, what the kinds of equilibria ask for.

With these not zero no other strategies can be in equilibrium: a reply that is best against a belief
at the end of its range is the only one, a type indifferent between messages meets a mixed reply,
and two such types meet mixed replies after both messages.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

UNDECIDED = -1
"""The count of components of a game in which a comparison is too close to call."""

UNIT = 1.2e-16
"""A little more than half the distance of one to the next double."""

TINY = 1e-300
"""More than roundings of numbers too small for full precision add up to."""

HUGE = 1e150
"""Payoffs whose products are certain to be finite are smaller."""

MOST = 9
"""Components that a decided game can have."""

WIDTH = 12
"""Numbers that describe a component."""

GAINS, PRIOR, GAME = 8, 12, 14
"""Where a copied game has what the first reply is better by and the prior, and where it ends."""

SENDER, REPLIES, BELIEFS, CRITICAL = 0, 2, 6, 10
"""Where these start: the chance of the first message by type; by message the least and the largest
chance of the first reply, those of the first type, and the belief that makes both replies best."""


@compiled_parallel
def solve_signaling(
    prior: Any, sender: Any, receiver: Any, counts: Any, found: Any, filled: Any
) -> None:
    """Solve games, each part of them on one core.

    Parameters
    ----------
    prior : ndarray, shape (games, 2)
        Positive weights of the types.
    sender, receiver : ndarray, shape (games, 2, 2, 2)
        Payoffs by type, message and reply.
    counts : ndarray of int, shape (games,)
        Receives the number of components, or UNDECIDED.
    found : ndarray, shape (parts, room, WIDTH)
        Receives the components, game by game. There must be room for MOST a game of a part.
    filled : ndarray of int, shape (parts,)
        Receives how many there are in each part.
    """
    games, parts = len(prior), len(found)
    for part in numba.prange(parts):
        begin, stop = part * games // parts, (part + 1) * games // parts
        solve_part(prior, sender, receiver, counts, found, filled, part, begin, stop)


@compiled
def solve_part(
    prior: Any, sender: Any, receiver: Any, counts: Any, found: Any, filled: Any, part: int,
    begin: int, stop: int,
) -> None:  # fmt: skip
    """Solve a part of the games, each copied to a short array first."""
    game, out = np.empty(GAME), np.empty(MOST * WIDTH)
    n = 0
    for g in range(begin, stop):
        counts[g] = UNDECIDED
        if load(prior, sender, receiver, g, game):
            count = solve_one(game, out)
            counts[g] = count
            for k in range(count * WIDTH):
                found[part, n + k // WIDTH, k % WIDTH] = out[k]
            n += max(count, 0)
    filled[part] = n


@compiled
def load(prior: Any, sender: Any, receiver: Any, g: int, game: Any) -> bool:
    """Copy a game: payoffs of the sender, what the first reply is better by, and the prior.

    Returns False if two payoffs that are compared are equal, or a number is not to be worked with.
    """
    total, ties, positive = 0.0, False, True
    for t in range(2):
        for m in range(2):
            x, y = receiver[g, t, m, 0], receiver[g, t, m, 1]
            game[GAINS + 2 * t + m] = x - y
            ties |= x == y
            total += abs(x) + abs(y)
            for r in range(2):
                z = sender[g, t, m, r]
                game[4 * t + 2 * m + r] = z
                total += abs(z)
        for r in range(2):
            ties |= (sender[g, t, 0, r] == sender[g, t, 1, 0]) | (
                sender[g, t, 0, r] == sender[g, t, 1, 1]
            )
        game[PRIOR + t] = prior[g, t]
        total += prior[g, t]
        positive &= prior[g, t] > 0.0
    return positive and not ties and total < HUGE


@compiled
def cross(a: float, b: float, c: float, d: float) -> int:
    """The sign of a b - c d, for differences that were rounded once; 0 if it is not certain."""
    x, y = a * b, c * d
    error = 5.0 * UNIT * (abs(x) + abs(y)) + TINY
    return int(x - y > error) - int(x - y < -error)


@compiled
def sign(a: float) -> int:
    """The sign of a number."""
    return int(a > 0.0) - int(a < 0.0)


@compiled
def solve_one(game: Any, out: Any) -> int:
    """Write the components of one game, and say how many there are."""
    n, meets = 0, meeting(game)
    if meets < 0:
        return UNDECIDED
    for m in range(2):
        status = pool(game, m, out, n)
        if status < 0:
            return UNDECIDED
        n += status + separate(game, m, out, n + status)
    for case in range(4):
        status = mix_one(game, case // 2, case % 2, out, n)
        if status < 0:
            return UNDECIDED
        n += status
    if meets:
        status = mix_both(game, out, n)
        return UNDECIDED if status < 0 else n + status
    return n


@compiled
def pay(game: Any, t: int, m: int, r: int) -> float:
    """What a type of the sender gets."""
    return game[4 * t + 2 * m + r]  # type: ignore[no-any-return]


@compiled
def more(game: Any, t: int, m: int) -> float:
    """By how much the first reply pays a type of the sender more than the second."""
    return pay(game, t, m, 0) - pay(game, t, m, 1)


@compiled
def gain(game: Any, t: int, m: int) -> float:
    """By how much it pays the receiver more."""
    return game[GAINS + 2 * t + m]  # type: ignore[no-any-return]


@compiled
def dominant(game: Any, m: int) -> int:
    """1 if the first reply is better for both types, -1 if the second is, 0 if they differ."""
    return (sign(gain(game, 0, m)) + sign(gain(game, 1, m))) // 2


@compiled
def pooled(game: Any, m: int) -> int:
    """The same where both types send a message as they come; 0 if that is not certain."""
    x, y = gain(game, 0, m), gain(game, 1, m)
    return cross(game[PRIOR], x, -game[PRIOR + 1], y)


@compiled
def meeting(game: Any) -> int:
    """Whether mixed replies make both types indifferent: 1, 0, or -1 if that is not certain.

    By Cramer's rule the chance of the first reply after a message is to that of the second as two
    such numbers, which is why these must have one sign.
    """
    a, b = more(game, 0, 0), more(game, 0, 1)
    c, d = more(game, 1, 0), more(game, 1, 1)
    x, y = pay(game, 0, 1, 1) - pay(game, 0, 0, 1), pay(game, 1, 1, 1) - pay(game, 1, 0, 1)
    z, w = pay(game, 0, 0, 0) - pay(game, 0, 1, 1), pay(game, 1, 0, 0) - pay(game, 1, 1, 1)
    p, q = pay(game, 0, 1, 0) - pay(game, 0, 0, 1), pay(game, 1, 1, 0) - pay(game, 1, 0, 1)
    one, two = cross(y, b, x, d), cross(b, w, d, z)
    three, four = cross(a, y, c, x), cross(c, p, a, q)
    if one * two < 0 or three * four < 0:
        return 0
    return 1 if one * two * three * four else -1


@compiled
def begin(game: Any, out: Any, n: int, first: float, second: float) -> None:
    """Begin a component: how often the types send the first message, and critical beliefs."""
    out[n * WIDTH + SENDER], out[n * WIDTH + SENDER + 1] = first, second
    for m in range(2):
        x, y = gain(game, 0, m), gain(game, 1, m)
        out[n * WIDTH + CRITICAL + m] = np.nan if (x > 0.0) == (y > 0.0) else y / (y - x)


@compiled
def after(out: Any, n: int, m: int, reply: float, last: float, belief: float, most: float) -> None:
    """Write the least and the largest chance of the first reply, and those of the first type."""
    out[n * WIDTH + REPLIES + 2 * m], out[n * WIDTH + REPLIES + 2 * m + 1] = reply, last
    out[n * WIDTH + BELIEFS + 2 * m], out[n * WIDTH + BELIEFS + 2 * m + 1] = belief, most


@compiled
def pool(game: Any, m: int, out: Any, n: int) -> int:
    """Both types send one message: 1 if that is an equilibrium, 0 if not, -1 if not certain.

    After the other message the chances of the first reply that keep both types from sending it are
    a range. Where the receiver's best reply depends on the belief, any of them will do; else the
    best reply must be in the range.
    """
    reply = pooled(game, m)
    r, other, low, high, floor, ceiling = int(reply < 0), 1 - m, 0.0, 1.0, -1, -1
    for t in range(2):
        kept, one, two = pay(game, t, m, r), pay(game, t, other, 0), pay(game, t, other, 1)
        if one > kept and two > kept:
            return 0 if reply else -1
        if one > kept:
            ceiling, high = t, min(high, (kept - two) / (one - two))
        elif two > kept:
            floor, low = t, max(low, (kept - two) / (one - two))
    best = dominant(game, other)
    if (best > 0 and ceiling >= 0) or (best < 0 and floor >= 0):
        return 0 if reply else -1
    if best == 0 and floor >= 0 and ceiling >= 0:
        x = pay(game, floor, m, r) - pay(game, floor, other, 1)
        y = pay(game, ceiling, m, r) - pay(game, ceiling, other, 1)
        fits = cross(x, more(game, ceiling, other), y, more(game, floor, other))
        if fits <= 0:
            return 0 if fits and reply else -1
    if not reply:
        return -1
    begin(game, out, n, 1.0 - m, 1.0 - m)
    share = game[PRIOR] / (game[PRIOR] + game[PRIOR + 1])
    after(out, n, m, 1.0 - r, 1.0 - r, share, share)
    if best:
        only = 0.5 + 0.5 * best
        after(out, n, other, only, only, 0.0, 1.0)
        return 1
    critical = out[n * WIDTH + CRITICAL + other]
    up, down = ceiling < 0, floor < 0
    if gain(game, 0, other) < 0.0:
        up, down = down, up
    least, most = 0.0 if down else critical, 1.0 if up else critical
    after(out, n, other, low, high, least, most)
    return 1


@compiled
def separate(game: Any, m: int, out: Any, n: int) -> int:
    """The first type sends one message, the second type the other."""
    other = 1 - m
    r, q = int(gain(game, 0, m) < 0.0), int(gain(game, 1, other) < 0.0)
    if pay(game, 0, m, r) < pay(game, 0, other, q) or pay(game, 1, other, q) < pay(game, 1, m, r):
        return 0
    begin(game, out, n, 1.0 - m, float(m))
    after(out, n, m, 1.0 - r, 1.0 - r, 1.0, 1.0)
    after(out, n, other, 1.0 - q, 1.0 - q, 0.0, 0.0)
    return 1


@compiled
def mix_one(game: Any, t: int, m: int, out: Any, n: int) -> int:
    """One type sends both messages, the other type one: 1, 0, or -1 if not certain."""
    s, other = 1 - t, 1 - m
    r = int(gain(game, t, other) < 0.0)
    kept = pay(game, t, other, r)
    if (pay(game, t, m, 0) > kept) == (pay(game, t, m, 1) > kept):
        return 0
    if dominant(game, m) or (pooled(game, m) > 0) != (gain(game, t, m) > 0.0):
        return 0
    rise, mine = kept - pay(game, t, m, 1), more(game, t, m)
    away, theirs = pay(game, s, m, 1) - pay(game, s, other, r), more(game, s, m)
    prefers = cross(mine, away, -rise, theirs) * sign(mine)
    if prefers <= 0:
        return 0 if prefers else -1
    x, y = game[PRIOR + t] * gain(game, t, m), game[PRIOR + s] * gain(game, s, m)
    often = -y / x if m == 0 else (x + y) / x
    one, two = (often, 1.0 - m) if t == 0 else (1.0 - m, often)
    begin(game, out, n, one, two)
    critical = out[n * WIDTH + CRITICAL + m]
    after(out, n, m, rise / mine, rise / mine, critical, critical)
    after(out, n, other, 1.0 - r, 1.0 - r, 1.0 - t, 1.0 - t)
    return 1


@compiled
def mix_both(game: Any, out: Any, n: int) -> int:
    """Both types send both messages, and replies are mixed: 1, 0, or -1 if not certain."""
    if dominant(game, 0) or dominant(game, 1):
        return 0
    a, c = gain(game, 0, 0), gain(game, 0, 1)
    b, d = gain(game, 1, 0), gain(game, 1, 1)
    wanted = sign(b) * pooled(game, 1)
    if wanted != sign(c) * pooled(game, 0):
        return 0
    whole = cross(b, c, a, d)
    if whole != wanted:
        return 0 if whole else -1
    p, q = game[PRIOR], game[PRIOR + 1]
    rest = (p * c + q * d) / (b * c - a * d)
    begin(game, out, n, b * rest / p, -a * rest / q)
    e, f = more(game, 0, 0), more(game, 0, 1)
    h, k = more(game, 1, 0), more(game, 1, 1)
    x, y = pay(game, 0, 1, 1) - pay(game, 0, 0, 1), pay(game, 1, 1, 1) - pay(game, 1, 0, 1)
    one, two = (y * f - x * k) / (f * h - e * k), (e * y - h * x) / (f * h - e * k)
    after(out, n, 0, one, one, out[n * WIDTH + CRITICAL], out[n * WIDTH + CRITICAL])
    after(out, n, 1, two, two, out[n * WIDTH + CRITICAL + 1], out[n * WIDTH + CRITICAL + 1])
    return 1
