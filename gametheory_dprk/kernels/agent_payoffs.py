"""What each move pays its agent where it is to be made, and how that changes with all others.

Everything is computed from logarithms of probabilities, so that moves of probability 1e-300,
and information sets reached as rarely, are as exact as any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gametheory_dprk.kernels.agent_form import AgentForm, Floats, Histories, Integers


@dataclass(frozen=True, slots=True)
class PayoffKernel:
    """A compiled game, prepared for many evaluations.

    Attributes
    ----------
    form : AgentForm
    plays, moves : ndarray of int, shape (steps,)
        Every pair of a play and one of its moves.
    values : ndarray, shape (steps,)
        What the play pays the owner of the move.
    pair_steps, pair_cells : ndarray of int
        Every pair of different moves on one play: the step of the first, and the cell
        of the pair in the flattened derivative.
    node_sets : ndarray of int, shape (nodes,)
    before_nodes, before_cells : ndarray of int
        Every pair of a node and a move that leads to it, with its cell in the flattened
        array of information sets by moves.
    """

    form: AgentForm
    plays: Integers
    moves: Integers
    values: Floats
    pair_steps: Integers
    pair_cells: Integers
    node_sets: Integers
    before_nodes: Integers
    before_cells: Integers


def payoff_kernel(form: AgentForm) -> PayoffKernel:
    """Prepare a compiled game for many evaluations."""
    paths, size = form.plays.moves, form.size
    plays, columns = np.nonzero(paths < size)
    moves = paths[plays, columns]
    steps, others = np.nonzero((paths[plays] < size) & (paths[plays] != moves[:, None]))
    node_sets = np.repeat(
        np.arange(len(form.starts)), np.diff(form.node_starts, append=len(form.nodes.chances))
    )
    before, columns_before = np.nonzero(form.nodes.moves < size)
    leading = form.nodes.moves[before, columns_before]
    return PayoffKernel(
        form,
        plays,
        moves,
        form.payoffs[plays, form.owners[moves]],
        steps,
        moves[steps] * size + paths[plays[steps], others],
        node_sets,
        before,
        node_sets[before] * size + leading,
    )


def log_weights(histories: Histories, logs: Floats) -> Floats:
    """Logarithm of the product of all probabilities along each history."""
    padded = np.append(logs, 0.0)
    weights = histories.chances.copy()
    for step in histories.moves.T:
        weights += padded[step]
    return weights


def set_reach(form: AgentForm, node_weights: Floats) -> Floats:
    """Logarithm of the probability with which each information set is reached."""
    highest = np.maximum.reduceat(node_weights, form.node_starts)
    sets = np.repeat(highest, np.diff(form.node_starts, append=len(node_weights)))
    total = np.add.reduceat(np.exp(node_weights - sets), form.node_starts)
    reach: Floats = highest + np.log(total)
    return reach


def sums(cells: Integers, weights: Floats, count: int) -> Floats:
    """Sum of the weights in each of a number of cells."""
    totals: Floats = np.bincount(cells, weights, count).astype(np.float64, copy=False)
    return totals


@dataclass(frozen=True, slots=True)
class MovePayoffs:
    """What moves pay against given play.

    Attributes
    ----------
    payoffs : ndarray, shape (moves,)
        Expected payoff of every move given that its information set is reached; between 0
        and 1 where probabilities sum to one.
    derivative : ndarray, shape (moves, moves)
        Of each payoff (row) by the logarithm of each probability (column).
    beliefs : ndarray, shape (nodes,)
        Probability of every node given that its information set is reached.
    reach : ndarray, shape (sets,)
        Logarithm of the probability with which each information set is reached.
    """

    payoffs: Floats
    derivative: Floats
    beliefs: Floats
    reach: Floats


def move_payoffs(kernel: PayoffKernel, logs: Floats) -> MovePayoffs:
    """Evaluate what every move pays, with derivatives.

    Parameters
    ----------
    kernel : PayoffKernel
    logs : ndarray, shape (moves,)
        Logarithms of the probabilities of all moves; they need not sum to one.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> from gametheory_dprk.kernels.agent_form import agent_form
    >>> form = agent_form(NormalGame.from_arrays([[1, 0], [0, 0]], [[0, 0], [0, 1]]))
    >>> found = move_payoffs(payoff_kernel(form), form.uniform())
    >>> found.payoffs.round(6).tolist(), found.derivative[0].round(6).tolist()
    ([0.5, 0.0, 0.0, 0.5], [0.0, 0.0, 0.5, 0.0])
    """
    form, size = kernel.form, kernel.form.size
    nodes = log_weights(form.nodes, logs)
    reach = set_reach(form, nodes)
    beliefs = np.exp(nodes - reach[kernel.node_sets])
    weights = log_weights(form.plays, logs)[kernel.plays] - logs[kernel.moves]
    shares = np.exp(weights - reach[form.agents[kernel.moves]]) * kernel.values
    payoffs = sums(kernel.moves, shares, size)
    cells = sums(kernel.pair_cells, shares[kernel.pair_steps], size * size)
    derivative = cells.reshape(size, size)
    if len(kernel.before_nodes):
        counts = len(form.starts) * size
        led = sums(kernel.before_cells, beliefs[kernel.before_nodes], counts)
        derivative -= payoffs[:, None] * led.reshape(-1, size)[form.agents]
    return MovePayoffs(payoffs, derivative, beliefs, reach)
