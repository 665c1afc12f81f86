"""Follows a branch of logit equilibria of a signaling game, by elimination message by message.

Given the value of every type, each message is a small system of its own: what is answered depends
on who sends, and who sends on what is answered. Newton's system is then one block of responses a
message, bordered by the values and by lambda, and costs messages times responses cubed plus types
cubed. Logarithms of probabilities are the unknowns; the curve is followed by pseudo-arclength
through its folds (Turocy 2005, on the agent form of McKelvey and Palfrey 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]

PRECISION = 1e-10
"""Largest residual, weighted by probabilities, of a point on the curve."""

CORRECTIONS = 8
"""Newton steps after which a prediction is given up."""

SHORTEST, LONGEST = 1e-9, 1.0
"""Of a step: a change of probability, or of the logarithm of lambda."""

PLAY_CHANGE = 0.3
"""Most that a probability may change in one step."""


@dataclass(frozen=True, slots=True)
class MessageGame:
    """A signaling game as arrays, message by message.

    Attributes
    ----------
    prior : ndarray, shape (types,)
    sender, receiver : ndarray, shape (messages, types, responses)
        Payoffs between 0 and 1.
    absent : ndarray of bool, shape (messages, responses)
        Responses that there are not after a message.
    leaning : ndarray, shape (messages, types)
        Added to the logits of types: from where play starts at lambda = 0.
    """

    prior: Array
    sender: Array
    receiver: Array
    absent: Array
    leaning: Array


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve.

    Attributes
    ----------
    unknowns : ndarray
        Logarithms of probabilities, message by message: of types sending, of responses; the value
        of every type, the logarithm of the sum of the exponentials of its logits; lambda.
    direction : ndarray
        Of travel, of length one in the metric of the point.
    weights : ndarray
        The metric: squared weights of the unknowns in the length of a step.
    sends, answers, beliefs : ndarray
        Probabilities by message: of types sending it, of responses, of types after it.
    """

    unknowns: Array
    direction: Array
    weights: Array
    sends: Array
    answers: Array
    beliefs: Array

    @property
    def rationality(self) -> float:
        """Lambda."""
        return float(self.unknowns[-1])


class Equations:
    """The equations at one point, factored message by message."""

    def __init__(self, game: MessageGame, unknowns: Array) -> None:
        _, types, responses = game.sender.shape
        send_logs, logs, values = parts(game, unknowns)
        rationality = unknowns[-1]
        self.answers, self.sends = np.exp(logs), np.exp(send_logs)
        worth = np.matmul(game.sender, self.answers[:, :, None])[:, :, 0]
        wrong = send_logs - (rationality * worth + game.leaning - values)
        weights = send_logs + np.log(game.prior)
        weights = np.exp(weights - weights.max(axis=1, keepdims=True))
        self.beliefs = weights / weights.sum(axis=1, keepdims=True)
        pays = np.matmul(self.beliefs[:, None, :], game.receiver)[:, 0]
        logits = np.where(game.absent, -1e9, rationality * pays)
        logits -= logits.max(axis=1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        shares = np.exp(logits)
        residual = np.where(game.absent, 0.0, logs - logits)
        excess = self.sends.sum(axis=0) - 1.0
        mean = np.matmul(game.receiver, shares[:, :, None])
        pull = self.beliefs[:, :, None] * (game.receiver - mean)
        pull = np.where(game.absent[:, None, :], 0.0, pull)
        pull -= self.beliefs[:, :, None] * pull.sum(axis=1, keepdims=True)
        pull = rationality * np.swapaxes(pull, 1, 2)
        slopes = rationality * game.sender * self.answers[:, None, :]
        blocks = -np.matmul(pull, slopes)
        blocks[:, range(responses), range(responses)] += 1.0
        gain = np.where(game.absent, 0.0, pays - (shares * pays).sum(axis=1, keepdims=True))
        both = np.matmul(pull, np.stack([worth, wrong], axis=2))
        ends = np.stack([-gain - both[:, :, 0], residual + both[:, :, 1]], axis=2)
        solved = np.linalg.solve(blocks, np.concatenate([pull, ends], axis=2))
        folded = np.matmul(self.sends[:, :, None] * slopes, solved).sum(axis=0)
        schur = -np.diag(self.sends.sum(axis=0)) - folded[:, :types]
        rate = (self.sends * worth).sum(axis=0) - folded[:, types]
        need = excess - (self.sends * wrong).sum(axis=0) - folded[:, types + 1]
        values_by = -np.linalg.solve(schur, np.stack([rate, need], axis=1))
        logs_by = -solved[:, :, types:] - np.matmul(solved[:, :, :types], values_by)
        sends_by = np.matmul(slopes, logs_by) - values_by
        sends_by += np.stack([worth, -wrong], axis=2)
        self.tangent, self.newton = (
            np.concatenate(
                [sends_by[:, :, k].ravel(), logs_by[:, :, k].ravel(), values_by[:, k], [1.0 - k]]
            )
            for k in range(2)
        )
        self.weights = metric(self.sends, self.answers, types, rationality)
        self.error = max(
            weighted(wrong, self.sends, send_logs),
            weighted(residual, self.answers, logs),
            float(np.abs(excess).max()),
        )


def parts(game: MessageGame, unknowns: Array) -> tuple[Array, Array, Array]:
    """Logarithms of what is sent and answered, message by message, and values of types."""
    messages, types, responses = game.sender.shape
    first, second = messages * types, messages * (types + responses)
    return (
        unknowns[:first].reshape(messages, types),
        unknowns[first:second].reshape(messages, responses),
        unknowns[second:-1],
    )


def weighted(residual: Array, chances: Array, logs: Array) -> float:
    """The largest residual: as a change of probability, or relative to a large logarithm."""
    return float((np.abs(residual) * np.maximum(chances, 1e-3 / (1.0 + np.abs(logs)))).max())


def metric(sends: Array, answers: Array, types: int, rationality: float) -> Array:
    """Squared weights of the unknowns in the length of a step."""
    others = np.full(types + 1, (1.0 + rationality) ** -2)
    return np.concatenate([sends.ravel() ** 2, answers.ravel() ** 2, others])


def start(game: MessageGame) -> Point:
    """Play at lambda = 0, where only leanings count."""
    present = ~game.absent
    logs = np.where(present, -np.log(present.sum(axis=1, keepdims=True)), -700.0)
    top = game.leaning.max(axis=0)
    values = top + np.log(np.exp(game.leaning - top).sum(axis=0))
    sends = game.leaning - values
    unknowns = np.concatenate([sends.ravel(), logs.ravel(), values, [0.0]])
    return arrived(Equations(game, unknowns), unknowns, None)


def arrived(found: Equations, unknowns: Array, before: Array | None) -> Point:
    """The point at a solution, with the direction that goes on as before."""
    direction = found.tangent / np.sqrt(found.weights @ found.tangent**2)
    if before is not None and (found.weights * before) @ direction < 0:
        direction = -direction
    return Point(unknowns, direction, found.weights, found.sends, found.answers, found.beliefs)


def corrected(
    game: MessageGame, ahead: Array, border: Array
) -> tuple[Equations, Array, int] | None:
    """Newton's method in the plane through a prediction across the direction of travel."""
    at, last = ahead, np.inf
    chances = len(ahead) - 1 - len(game.prior)
    for count in range(CORRECTIONS):
        at[:chances] = np.minimum(at[:chances], 0.0)
        if at[-1] < 0.0:
            return None
        found = Equations(game, at)
        if not np.isfinite(found.error) or (count > 1 and found.error > last / 2):
            return None
        if found.error < PRECISION + 1e-14 * at[-1]:
            return found, at, count
        last = found.error
        off = border @ found.newton + border @ (at - ahead)
        at = at + found.newton - found.tangent * (off / (border @ found.tangent))
    return None


def follow(game: MessageGame, tick: Callable[[], None]) -> Iterator[Point]:
    """The points of the curve, until no step, however short, leads on."""
    point, length = start(game), 0.1
    with np.errstate(all="ignore"):
        while True:
            tick()
            following, corrections = attempt(game, point, length)
            while following is None:
                length /= 2
                if length < SHORTEST:
                    return
                following, corrections = attempt(game, point, length)
            yield following
            point = following
            length *= 2.0 if corrections <= 2 else 0.7 if corrections >= 5 else 1.0
            length = min(length, LONGEST)


def attempt(game: MessageGame, point: Point, length: float) -> tuple[Point | None, int]:
    """Take one step; None where it fails or turns sharply."""
    moved = np.sqrt(point.weights[: -1 - len(game.prior)]) * np.abs(
        point.direction[: -1 - len(game.prior)]
    )
    length = min(length, PLAY_CHANGE / max(float(moved.max()), 1e-12))
    border = point.weights * point.direction
    try:
        done = corrected(game, point.unknowns + length * point.direction, border)
        if done is None:
            return None, CORRECTIONS
        following = arrived(done[0], done[1], point.direction)
    except np.linalg.LinAlgError:
        return None, CORRECTIONS
    changed = max(
        np.abs(following.answers - point.answers).max(), np.abs(following.sends - point.sends).max()
    )
    straight = border @ following.direction
    scale = np.sqrt(point.weights @ following.direction**2)
    if not straight >= 0.5 * scale or changed > 2 * PLAY_CHANGE:
        return None, CORRECTIONS
    return following, done[2]
