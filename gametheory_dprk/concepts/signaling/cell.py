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
from dataclasses import dataclass, field
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


Sides: TypeAlias = tuple[Number, Number]
"""The two sides of a claim."""


@dataclass(slots=True)
class Known:
    """What the cells of one candidate have in common, worked out once.

    Attributes
    ----------
    forms : dict
        Linear forms by what they stand for.
    sides : dict
        By identity of some vertices and of two forms: these three, which stay in memory so that
        nothing else can take their identity, and what both forms owe to the vertices at worst.
    """

    forms: dict[tuple[str, ...], Form] = field(default_factory=dict)
    sides: dict[tuple[int, int, int], tuple[object, Sides]] = field(default_factory=dict)
    member: tuple[dict[SetKey, Part], ...] = ()

    def of_member(self, member: Assessment) -> tuple[dict[SetKey, Part], ...]:
        """The strategies and the beliefs of the member as parts, each on its own."""
        if not self.member:
            self.member = tuple(
                {key: Part((vertex,)) for key, vertex in single(given)}
                for given in (member.strategies, member.beliefs)
            )
        return self.member


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
    known : Known
    moves, kinds : dict
        Moves that some vertex uses, and types that send a signal at some vertex, once asked for.
    """

    game: SignalingGame[Number]
    strategies: Mapping[SetKey, Part]
    beliefs: Mapping[SetKey, Part]
    listed: frozenset[SetKey]
    known: Known
    moves: dict[SetKey, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def used(self, player: str, label: str) -> tuple[str, ...]:
        """Moves that some vertex uses."""
        key = (player, label)
        if key not in self.moves:
            vertices = self.strategies[key].vertices
            moves = vertices[0][key]
            self.moves[key] = tuple(m for m in moves if any(v[key][m] for v in vertices))
        return self.moves[key]

    def senders(self, signal: str) -> tuple[str, ...]:
        """Types that send a signal at some vertex."""
        if signal not in self.kinds:
            self.kinds[signal] = tuple(
                kind
                for kind, chance in self.game.prior.items()
                if chance and signal in self.used(self.game.sender, kind)
            )
        return self.kinds[signal]


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


def cell_view(
    game: SignalingGame[Number], cell: Cell, member: Assessment, known: Known | None = None
) -> View:
    """Look a cell up by information set; what it does not name is as in the member."""
    known = known or Known()
    strategies, beliefs = (dict(each) for each in known.of_member(member))
    listed: set[SetKey] = set()
    for block in cell.blocks:
        for vertices, parts in ((block.strategies, strategies), (block.beliefs, beliefs)):
            parts |= dict.fromkeys(vertices[0] if vertices else (), Part(vertices))
        listed.update(block.beliefs[0] if block.beliefs else ())
    return View(game, strategies, beliefs, frozenset(listed), known)


def single(given: PerSet) -> Iterator[tuple[SetKey, Vertex]]:
    """Each distribution as a vertex of its own."""
    for player, sets in given.items():
        for label, chances in sets.items():
            yield (player, label), {(player, label): chances}


def cell_claims(
    game: SignalingGame[Number], cell: Cell, member: Assessment, prefix: str, known: Known
) -> Iterator[Check]:
    """The conditions of equilibrium at the worst vertices of a well-formed cell."""
    view = cell_view(game, cell, member, known)
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
            forms = earnings(view, kind, signal), earnings(view, kind, other)
            left, right = worst(view.known, view.strategies, *forms)
            yield Check(f"{prefix}{kind}: {signal} earns at least {other}", left, ">=", right)


def earnings(view: View, kind: str, signal: str) -> Form:
    """What a signal earns a type, in the answers to it."""
    forms, name = view.known.forms, ("sent", kind, signal)
    if name not in forms:
        pays = view.game.payoffs[view.game.sender]
        key = (view.game.receiver, signal)
        forms[name] = {(key, r): pays[kind, signal, r] for r in view.game.responses[signal]}
    return forms[name]


def receiver_claims(view: View, signal: str, prefix: str) -> Iterator[Check]:
    """Every response that some vertex uses is best, at every weight or belief of the cell."""
    receiver = view.game.receiver
    parts = view.strategies if view.senders(signal) else view.beliefs
    for response in view.used(receiver, signal):
        for other in view.game.responses[signal]:
            if other != response:
                forms = gain(view, signal, response), gain(view, signal, other)
                left, right = worst(view.known, parts, *forms)
                claim = f"{prefix}{receiver} at {signal}: {response} in the support earns at least"
                yield Check(f"{claim} {other}", left, ">=", right)


def gain(view: View, signal: str, response: str) -> Form:
    """What a response earns: in the weights on a signal that is sent, else in the belief."""
    game, forms = view.game, view.known.forms
    name = ("weighed" if view.senders(signal) else "believed", signal, response)
    if name not in forms:
        pays = game.payoffs[game.receiver]
        if view.senders(signal):
            weights = game.prior.items()
            forms[name] = {
                ((game.sender, t), signal): p * pays[t, signal, response] for t, p in weights
            }
        else:
            key = (game.receiver, signal)
            forms[name] = {(key, t): pays[t, signal, response] for t in game.types}
    return forms[name]


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
            left, right = worst(view.known, view.strategies, every, own)
            claim = f"{prefix}belief in {kind} after {signal}: Bayes' rule"
            yield Check(claim, left, "==", right)


def worst(known: Known, parts: Mapping[SetKey, Part], left: Form, right: Form) -> Sides:
    """Both sides of a claim at the vertices where left exceeds right the least."""
    total: Sides | None = None
    for part in dict.fromkeys(parts[key] for form in (left, right) for key, _ in form):
        name = id(part.vertices), id(left), id(right)
        if name not in known.sides:
            mine = [
                [(key, move, x) for (key, move), x in form.items() if parts[key] is part]
                for form in (left, right)
            ]
            known.sides[name] = (part.vertices, left, right), least(part.vertices, *mine)
        found = known.sides[name][1]
        total = (total[0] + found[0], total[1] + found[1]) if total else found
    return total or (ZERO, ZERO)


Terms: TypeAlias = list[tuple[SetKey, str, Number]]


def least(vertices: tuple[Vertex, ...], left: Terms, right: Terms) -> Sides:
    """What two forms owe to some vertices, where the difference is least."""
    sides = ((owed(vertex, left), owed(vertex, right)) for vertex in vertices)
    return min(sides, key=lambda pair: pair[0] - pair[1])


def owed(vertex: Vertex, terms: Terms) -> Number:
    """What a form owes to a vertex."""
    worth: Number = ZERO
    for key, name, x in terms:
        if chance := vertex[key][name]:
            worth = worth + x * chance
    return worth
