"""Zero-sum games by regret matching+, the players taking turns.

Each player mixes in proportion to positive regrets, which never fall below zero (Tammelin 2014);
averages give the t-th round the weight t squared. The gap between what the averages guarantee the
two players bounds the error, whatever happened on the way.
"""

from __future__ import annotations

from typing import Any

from gametheory_dprk.kernels.compiled import compiled


@compiled
def play(
    payoffs: Any, x: Any, y: Any, mean_x: Any, mean_y: Any, regret_x: Any, regret_y: Any,
    pays: Any, costs: Any, start: int, rounds: int,
) -> None:  # fmt: skip
    """Play some rounds.

    Parameters
    ----------
    payoffs : ndarray, shape (rows, columns)
        What the column player pays the row player.
    x, y, mean_x, mean_y, regret_x, regret_y : ndarray
        Strategies of the last round, averages and regrets, all changed in place.
    pays, costs : ndarray
        What each row pays against y, and each column costs against x.
    start, rounds : int
        Rounds played before, and to be played.
    """
    for t in range(start + 1, start + rounds + 1):
        match(pays, 1.0, x, regret_x)
        against_rows(payoffs, x, costs)
        match(costs, -1.0, y, regret_y)
        against_columns(payoffs, y, pays)
        weight = 6.0 * t / ((t + 1.0) * (2.0 * t + 1.0))
        for i in range(x.shape[0]):
            mean_x[i] += weight * (x[i] - mean_x[i])
        for j in range(y.shape[0]):
            mean_y[j] += weight * (y[j] - mean_y[j])


@compiled
def match(payoffs: Any, sign: float, mixture: Any, regret: Any) -> None:
    """Add the regrets of a round, and mix in proportion to those that are positive."""
    value, total = 0.0, 0.0
    for k in range(mixture.shape[0]):
        value += mixture[k] * payoffs[k]
    for k in range(mixture.shape[0]):
        regret[k] = max(regret[k] + sign * (payoffs[k] - value), 0.0)
        total += regret[k]
    if total > 0.0:
        for k in range(mixture.shape[0]):
            mixture[k] = regret[k] / total


@compiled
def against_rows(payoffs: Any, x: Any, costs: Any) -> None:
    """What each column costs against a mixture of rows; rows not used are not read."""
    rows, columns = payoffs.shape
    costs[:] = 0.0
    i = 0
    while i < rows:
        if x[i] == 0.0:
            i += 1
            continue
        j = i + 1
        while j < rows and x[j] == 0.0:
            j += 1
        first, weight = payoffs[i], x[i]
        second, other = (payoffs[j], x[j]) if j < rows else (first, 0.0)
        for k in range(columns):
            costs[k] += weight * first[k] + other * second[k]
        i = j + 1


@compiled
def against_columns(payoffs: Any, y: Any, pays: Any) -> None:
    """What each row pays against a mixture of columns."""
    for i in range(payoffs.shape[0]):
        row, pay = payoffs[i], 0.0
        for k in range(payoffs.shape[1]):
            pay += row[k] * y[k]
        pays[i] = pay
