"""The claims that make every point of a cell an equilibrium of a signaling game.

A point of a cell mixes, in each block, the block's vertices. Fix a condition:

- *sender*: what a signal that a type sends at some vertex earns, less what another signal
  earns. A sum of one affine function for each block that holds one of the two answers.
- *receiver, after a signal that some vertex sends*: the expected gain of a response that some
  vertex uses over another, weighted by p(t) sigma(m|t) (Bayes' rule without the division). A
  sum of one affine function for each block of types.
- *receiver, after a signal that no vertex sends*: the same gain under the belief. Affine in
  one block's beliefs.
- *listed beliefs after a signal that is sent*: Bayes' rule multiplied out, at each belief
  vertex a sum of one affine function for each block of types; the difference of the two
  sides is affine in the belief as well.

A sum of affine functions of different blocks is least where each summand is, and that is at
a vertex of each block: one claim, at the worst vertices, proves the condition at all mixtures,
and no combinations of vertices need to be listed. What is in the support of a mixture is in
the support of some vertex, so the conditions cover every support.

Where a sent signal has probability 0 at some point x of the cell, let y be a point that sends
it. Between them only y contributes weight, so the posterior is that of y all the way to x and
makes the responses optimal at x, too: every point of the cell has beliefs that complete it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.component import cell_checks
from gametheory_dprk.concepts.play import place_name, simplex_checks
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Cell, Check, PerSet, SetKey, Vertex

ZERO = Fraction(0)

Form: TypeAlias = Mapping[tuple[SetKey, str], Number]
"""A linear form in the probabilities of moves, or of types, at information sets."""


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Information sets whose distributions vary together, among mixtures of vertices."""

    vertices: tuple[Vertex, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A cell seen by information set.

    Attributes
    ----------
    strategies : Mapping[SetKey, Part]
        For every information set.
    beliefs : Mapping[SetKey, Part]
        For the sets at which the cell lists beliefs, and else as in the member.
    listed : frozenset of SetKey
        The sets at which the cell lists beliefs.
    """

    game: SignalingGame[Number]
    strategies: Mapping[SetKey, Part]
    beliefs: Mapping[SetKey, Part]
    listed: frozenset[SetKey]

    def used(self, player: str, label: str) -> tuple[str, ...]:
        """Moves that some vertex uses."""
        key = (player, label)
        moves = self.strategies[key].vertices[0][key]
        return tuple(m for m in moves if any(v[key][m] for v in self.strategies[key].vertices))

    def senders(self, signal: str) -> tuple[str, ...]:
        """Types that send a signal at some vertex."""
        return tuple(
            kind
            for kind, chance in self.game.prior.items()
            if chance and signal in self.used(self.game.sender, kind)
        )


def cell_formalities(game: SignalingGame[Number], cell: Cell, name: str) -> Iterator[Check]:
    """Claim that the blocks of a cell vary freely and that their vertices are distributions."""
    passages = [
        Counter([(game.sender, kind), (game.receiver, signal)])
        for kind in game.types
        for signal in game.signals
    ]
    yield from cell_checks(name, cell, passages)
    places = {(place.player, place.label): place for place in game.information_sets()}
    for block in cell.blocks:
        for what, vertices in (("move", block.strategies), ("node", block.beliefs)):
            for key, chances in (item for vertex in vertices for item in vertex.items()):
                if key not in places:
                    claim = f"{name}: {' at '.join(key)}: an information set of the game"
                    yield Check(claim, ZERO, "==", Fraction(1))
                    continue
                names = places[key].moves if what == "move" else places[key].nodes
                where = "" if what == "move" else "beliefs of "
                yield from simplex_checks(
                    f"{name}: {where}{place_name(places[key])}", what, names, chances
                )


def cell_view(game: SignalingGame[Number], cell: Cell, member: Assessment) -> View:
    """Look a cell up by information set; what it does not name is as in the member."""
    strategies = {key: Part((vertex,)) for key, vertex in single(member.strategies)}
    beliefs = {key: Part((vertex,)) for key, vertex in single(member.beliefs)}
    listed: set[SetKey] = set()
    for block in cell.blocks:
        for vertices, parts in ((block.strategies, strategies), (block.beliefs, beliefs)):
            parts |= dict.fromkeys(vertices[0] if vertices else (), Part(vertices))
        listed.update(block.beliefs[0] if block.beliefs else ())
    return View(game, strategies, beliefs, frozenset(listed))


def single(given: PerSet) -> Iterator[tuple[SetKey, Vertex]]:
    """Each distribution as a vertex of its own."""
    for player, sets in given.items():
        for label, chances in sets.items():
            yield (player, label), {(player, label): chances}


def cell_claims(
    game: SignalingGame[Number], cell: Cell, member: Assessment, prefix: str
) -> Iterator[Check]:
    """The conditions of equilibrium at the worst vertices of a well-formed cell."""
    view = cell_view(game, cell, member)
    for kind in game.types:
        for signal in view.used(game.sender, kind):
            yield from sender_claims(view, kind, signal, prefix)
    for signal in game.signals:
        yield from receiver_claims(view, signal, prefix)
        if (game.receiver, signal) in view.listed and view.senders(signal):
            yield from bayes_claims(view, signal, prefix)


def sender_claims(view: View, kind: str, signal: str, prefix: str) -> Iterator[Check]:
    """A signal that a type sends earns it at least what any other would."""
    for other in view.game.signals:
        if other != signal:
            left, right = worst(
                view.strategies, earnings(view, kind, signal), earnings(view, kind, other)
            )
            yield Check(f"{prefix}{kind}: {signal} earns at least {other}", left, ">=", right)


def earnings(view: View, kind: str, signal: str) -> Form:
    """What a signal earns a type, in the answers to it."""
    pays = view.game.payoffs[view.game.sender]
    key = (view.game.receiver, signal)
    return {(key, r): pays[kind, signal, r] for r in view.game.responses[signal]}


def receiver_claims(view: View, signal: str, prefix: str) -> Iterator[Check]:
    """Every response that some vertex uses is best, at every weight or belief of the cell."""
    receiver = view.game.receiver
    parts = view.strategies if view.senders(signal) else view.beliefs
    for response in view.used(receiver, signal):
        for other in view.game.responses[signal]:
            if other != response:
                left, right = worst(parts, gain(view, signal, response), gain(view, signal, other))
                claim = f"{prefix}{receiver} at {signal}: {response} in the support earns at least"
                yield Check(f"{claim} {other}", left, ">=", right)


def gain(view: View, signal: str, response: str) -> Form:
    """What a response earns: in the weights on a signal that is sent, else in the belief."""
    game = view.game
    pays = game.payoffs[game.receiver]
    if view.senders(signal):
        weights = game.prior.items()
        return {((game.sender, t), signal): p * pays[t, signal, response] for t, p in weights}
    key = (game.receiver, signal)
    return {(key, t): pays[t, signal, response] for t in game.types}


def bayes_claims(view: View, signal: str, prefix: str) -> Iterator[Check]:
    """Beliefs listed after a signal that is sent are the posterior at every mixture.

    The gaps between the two sides sum to zero over the types, so it is enough that none is
    negative anywhere.
    """
    game = view.game
    key = (game.receiver, signal)
    for kind in game.types:
        own = {((game.sender, kind), signal): game.prior[kind]}
        for vertex in view.beliefs[key].vertices:
            belief = vertex[key][kind]
            every = {((game.sender, t), signal): belief * p for t, p in game.prior.items()}
            left, right = worst(view.strategies, every, own)
            claim = f"{prefix}belief in {kind} after {signal}: Bayes' rule"
            yield Check(claim, left, "==", right)


def worst(parts: Mapping[SetKey, Part], left: Form, right: Form) -> tuple[Number, Number]:
    """Both sides of a claim at the vertices where left exceeds right the least."""
    total: tuple[Number, Number] = ZERO, ZERO
    for part in dict.fromkeys(parts[key] for key, _ in (*left, *right)):
        sides = ((owed(parts, part, left, v), owed(parts, part, right, v)) for v in part.vertices)
        least = min(sides, key=lambda pair: pair[0] - pair[1])
        total = total[0] + least[0], total[1] + least[1]
    return total


def owed(parts: Mapping[SetKey, Part], part: Part, form: Form, vertex: Vertex) -> Number:
    """What a form owes to one part at a vertex of it."""
    mine = ((key, name, x) for (key, name), x in form.items() if parts[key] is part)
    return sum((x * vertex[key][name] for key, name, x in mine), ZERO)
