"""Following the principal logit branch of a game of two players, by its compiled kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from gametheory_dprk.kernels.exact_bimatrix import Basis
from gametheory_dprk.kernels.logit_bimatrix import AT, REGRET, Floats, make_curve
from gametheory_dprk.kernels.logit_branch import Branch, polished, principal
from gametheory_dprk.kernels.logit_map import LogitGame
from gametheory_dprk.kernels.logit_path import PathLost
from gametheory_dprk.kernels.logit_trace import LOST, RUNNING, Trace

Tick = Callable[[], None]

ALLOWANCE = 20
"""Steps between two looks at the clock."""

MOST_STEPS = 50_000
"""Steps after which a branch counts as lost."""

VANISHED = -16.0
"""Logarithm of a probability that is on its way to zero at the end of a branch."""

NEARER = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
"""Regrets at which the supports of the limit are guessed."""

FARTHEST = 1e11
"""Lambda, in ranges of payoffs, beyond which floats do not carry payoffs exactly enough."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A branch as far as it was followed.

    Attributes
    ----------
    x, y : ndarray, shape (values, moves)
        Logarithms of both strategies: at each value asked for, or at the end alone.
    rationality : float
        Lambda where the branch was left.
    regret : float
        The most that a player could gain there, as a share of its range of payoffs.
    steps, folds, crossings : int
    """

    x: Floats
    y: Floats
    rationality: float
    regret: float
    steps: int
    folds: int
    crossings: int


def follow_at(first: Floats, second: Floats, rationality: Floats, tick: Tick) -> Followed:
    """Follow the branch from uniform play to where lambda first has some rising values.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs, which lambda multiplies as they are.
    rationality : ndarray
    tick : callable
        May raise `LimitReached`.

    Raises
    ------
    PathLost

    Examples
    --------
    >>> first, second = np.array([[3.0, 0], [5, 2]]), np.array([[3.0, 5], [0, 2]])
    >>> found = follow_at(first, second, np.array([0.0, 0.5]), lambda: None)
    >>> np.exp(found.x[:, 1] - found.x[:, 0]).round(6).tolist()  # exp(lambda (2 - 0))
    [1.0, 2.718282]
    """
    return followed(first, second, rationality, 0.0, tick)


def follow_to(first: Floats, second: Floats, tolerance: float, tick: Tick) -> Followed:
    """Follow the branch until nobody gains more than a share of the range of payoffs.

    Raises
    ------
    PathLost

    Examples
    --------
    >>> stag, hare = np.array([[9.0, 0], [8, 7]]), np.array([[9.0, 8], [0, 7]])
    >>> np.exp(follow_to(stag, hare, 1e-6, lambda: None).x).round(3).tolist()
    [[0.0, 1.0]]
    """
    return followed(first, second, np.zeros(0), tolerance, tick)


def followed(
    first: Floats, second: Floats, wanted: Floats, tolerance: float, tick: Tick
) -> Followed:
    """Follow a branch from its start."""
    trace, scale = started(first, second)
    found = np.empty((max(len(wanted), 1), sum(first.shape)))
    run(trace, wanted * scale, found, tolerance, tick)
    if not len(wanted):
        found[0] = trace.curve.vectors[AT, :-1]
    return report(trace, found, trace.rationality / scale)


def started(first: Floats, second: Floats) -> tuple[Trace, float]:
    """The start of a branch, in units in which the wider range of payoffs is one."""
    scale = max(float(np.ptp(first)), float(np.ptp(second))) or 1.0
    unit = (np.ascontiguousarray((table - table.min()) / scale) for table in (first, second))
    return Trace(make_curve(*unit)), scale


def run(trace: Trace, wanted: Floats, found: Floats, tolerance: float, tick: Tick) -> None:
    """Go on to what is wanted, looking at the clock between bounded stretches.

    Raises
    ------
    PathLost
    """
    trace.status = RUNNING
    while trace.status == RUNNING:
        tick()
        trace.follow(wanted, found, tolerance, ALLOWANCE)
        if trace.steps >= MOST_STEPS or trace.rationality > FARTHEST:
            trace.status = LOST
    if trace.status == LOST:
        raise PathLost(f"the curve was lost after {trace.steps} steps")


def report(trace: Trace, found: Floats, rationality: float) -> Followed:
    """What was found."""
    rows, regret = len(trace.curve.first), float(trace.curve.scalars[REGRET])
    return Followed(
        found[:, :rows],
        found[:, rows:],
        rationality,
        regret,
        trace.steps,
        trace.folds,
        trace.crossings,
    )


def limit_bases(first: Floats, second: Floats, tick: Tick) -> Iterator[tuple[Basis, Basis]]:
    """Follow the branch ever closer to its limit; yield supports that may be those of the limit.

    A move is taken for unused where its logarithm is far below those of moves in use. A game in
    general position has supports of one size in equilibrium.

    Raises
    ------
    PathLost

    Examples
    --------
    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> next(limit_bases(pennies, -pennies, lambda: None))
    (Basis(used=(0, 1), tight=(0, 1)), Basis(used=(0, 1), tight=(0, 1)))
    """
    trace, _ = started(first, second)
    tried = None
    for tolerance in NEARER:
        run(trace, np.zeros(0), np.empty((0, 0)), tolerance, tick)
        logs = np.split(trace.curve.vectors[AT, :-1], [len(first)])
        rows, columns = (tuple(np.flatnonzero(side > VANISHED).tolist()) for side in logs)
        if len(rows) == len(columns) and (rows, columns) != tried:
            yield Basis(rows, columns), Basis(columns, rows)
            tried = rows, columns


def is_two_player(game: LogitGame) -> bool:
    """Whether a compiled game is one in which two players move once, at the same time."""
    form = game.form
    if len(form.players) != 2 or len(form.starts) != 2 or form.owners[0] == form.owners[-1]:
        return False
    rows = int(form.starts[1])
    profiles = rows * (form.size - rows)
    padded = (form.plays.moves == form.size).any()
    return form.plays.moves.shape == (profiles, 2) and not padded and not form.plays.chances.any()


def bimatrix(game: LogitGame) -> tuple[Floats, Floats]:
    """Payoffs of a game of two players as lambda multiplies them."""
    form = game.form
    rows = int(form.starts[1])
    tables = np.zeros((2, rows, form.size - rows))
    own, their = np.sort(form.plays.moves, axis=1).T
    for side, start in enumerate(form.starts):
        payoffs = form.payoffs[:, form.owners[start]]
        tables[side, own, their - rows] = payoffs * game.weights[start]
    return tables[0], tables[1]


def branch_at(game: LogitGame, rationality: float, tick: Tick) -> Branch:
    """As the function of the same name for all games.

    Raises
    ------
    PathLost
    """
    found = follow_at(*bimatrix(game), np.array([rationality]), tick)
    return finished(game, found, rationality)


def branch_to(game: LogitGame, tolerance: float, tick: Tick) -> Branch:
    """As the function of the same name for all games.

    Raises
    ------
    PathLost
    """
    found = follow_to(*bimatrix(game), tolerance, tick)
    return finished(game, found, found.rationality)


def finished(game: LogitGame, found: Followed, rationality: float) -> Branch:
    """The point at which a branch was left, polished by the equations of all games."""
    before = replace(principal(game), crossings=found.crossings)
    logs = np.concatenate([found.x[-1], found.y[-1]])
    return Branch(polished(game, before, logs, rationality), found.steps, found.folds)
