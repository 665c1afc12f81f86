"""Searches for all logit equilibria at one value of lambda. What it finds may not be all.

Four ways lead to equilibria: the principal branch wherever it passes the value of lambda, also
on its way back; Newton's method from many starts; the same repelled from what is known
(deflation); and the curves through everything found, followed both ways through their folds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product
from math import prod

import numpy as np

from gametheory_dprk.kernels.agent_form import AgentForm, Floats
from gametheory_dprk.kernels.logit_branch import between, principal
from gametheory_dprk.kernels.logit_map import LogitGame, equations, log_response
from gametheory_dprk.kernels.logit_path import PathLost, Point, follow, start
from gametheory_dprk.kernels.logit_points import deflated, is_new

STARTS = 16
"""Random starts of Newton's method."""

PURE = 64
"""Pure profiles from which Newton's method starts, at most."""

TREMBLE = 0.02
"""Probability that a start near a pure profile leaves for other moves."""

STEPS = 400
"""Steps for which a curve is followed each way."""

BEYOND = 32.0
"""Curves are followed to this multiple of lambda."""


def search(game: LogitGame, rationality: float, tick: Callable[[], None]) -> Iterator[Floats]:
    """Yield logarithms of probabilities of one logit equilibrium after another, each once.

    The principal branch comes first, so that the first one yielded is on it.
    """
    known: list[Floats] = []
    for logs in found_by_all_means(game, rationality, known, tick):
        if is_new(logs, known):
            known.append(logs)
            yield logs


def found_by_all_means(
    game: LogitGame, rationality: float, known: list[Floats], tick: Callable[[], None]
) -> Iterator[Floats]:
    """Equilibria, many of them several times; `known` grows while they are taken."""
    yield from passing(game, principal(game), rationality, tick)
    followed = 0
    for begin in starts(game, rationality):
        tick()
        for repelling in ((), known):
            logs = deflated(game, begin, rationality, repelling)
            if logs is not None:
                yield logs
        while followed < len(known):
            yield from both_ways(game, known[followed], rationality, tick)
            followed += 1


def both_ways(
    game: LogitGame, logs: Floats, rationality: float, tick: Callable[[], None]
) -> Iterator[Floats]:
    """Equilibria on the curve through one of them."""
    for sense in (1.0, -1.0):
        try:
            first = start(game, logs, rationality, sense)
        except np.linalg.LinAlgError:
            continue
        yield from passing(game, first, rationality, tick)


def passing(
    game: LogitGame, point: Point, rationality: float, tick: Callable[[], None]
) -> Iterator[Floats]:
    """Where a curve passes a value of lambda, as far as it is followed."""
    try:
        for following in islice(follow(game, point), STEPS):
            tick()
            ends = sorted((point.rationality, following.rationality))
            if ends[0] < rationality <= ends[1]:
                yield between(game, point, following, rationality).logs
            point = following
            if point.rationality > BEYOND * (1 + rationality):
                return
    except PathLost:
        return


def starts(game: LogitGame, rationality: float) -> Iterator[Floats]:
    """Logarithms of probabilities from which to begin, each also after one logit response."""
    for chances in (*pure_starts(game.form), *random_starts(game.form)):
        logs = np.log(chances)
        yield logs
        payoffs = equations(game, logs, rationality).payoffs
        yield log_response(game.form, rationality * game.weights * payoffs)


def pure_starts(form: AgentForm) -> Iterator[Floats]:
    """Profiles close to pure ones; a sample spread evenly where there are very many."""
    sizes = [len(place.moves) for place in form.information_sets]
    stride = -(-prod(sizes) // PURE)
    for choice in islice(product(*map(range, sizes)), 0, None, stride):
        chances = np.concatenate(
            [near(size, chosen) for size, chosen in zip(sizes, choice, strict=True)]
        )
        yield chances


def near(size: int, chosen: int) -> Floats:
    """Probabilities close to choosing one of several moves."""
    chances = np.full(size, TREMBLE / size)
    chances[chosen] += 1 - TREMBLE
    return chances


def random_starts(form: AgentForm) -> Iterator[Floats]:
    """Profiles drawn at random, always the same."""
    random = np.random.default_rng(1995)
    for _ in range(STARTS):
        draws = random.exponential(size=form.size) ** 2 + 1e-9
        yield draws / np.add.reduceat(draws, form.starts)[form.agents]
