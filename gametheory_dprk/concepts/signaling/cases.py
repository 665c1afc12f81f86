"""What completeness certificates of signaling games are checked against.

Facts: each type sends each signal or does not, each response answers each signal or does not.
Of every perfect Bayesian equilibrium with given facts the following is true, and is linear:

- *answers* rho(r|m): not negative, zero or positive as the facts say, summing to one; and if t
  sends m, m earns t at least what any other signal does;
- *weights* p(t) sigma(m|t): not negative, zero or positive as the facts say, summing to p(t) over
  m; and if r answers m, r is best against the weights on m: by Bayes' rule where some weight is
  positive, and trivially where none is;
- *belief after m*: not negative, summing to one; and if r answers m, r is best to it.

A case that decides every fact is shown to be listed as follows. The closures of its answers, of
its weights and of its beliefs after each signal that it does not send are polytopes, whose
vertices are found anew. Polytopes are convex, and so is a cell in each of its blocks; so if all
vertices lie in the cell, every equilibrium of the case does. A belief after a signal that the
case does not send must be among the cell's beliefs where the cell never sends the signal, too;
where the cell does, it must be on types that send it there, and make best whatever answers it
there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_dprk.completeness import Case, Listed
from gametheory_dprk.concepts.completeness import UNIT, Account, Row, Variable
from gametheory_dprk.concepts.generation import Ray, vertices
from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.signaling.cell import Part, View, cell_view
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell, SetKey, Vertex

ZERO, ONE = Fraction(0), Fraction(1)


def signaling_account(game: SignalingGame[Number], listed: Mapping[int, Candidate]) -> Account:
    """Facts and rows of a signaling game, and the test whether a case is listed.

    Parameters
    ----------
    game : SignalingGame
    listed : Mapping[int, Candidate]
        By id, the equilibria of a document; each has been checked.
    """
    systems = {
        "weights": dict(weight_rows(game)),
        "answers": dict(answer_rows(game)),
        **{f"belief after {m}": dict(belief_rows(game, m)) for m in game.signals},
    }
    facts = [f"{t} sends {m}" for t in game.types for m in game.signals]
    facts += [f"{r} answers {m}" for m, responses in game.responses.items() for r in responses]

    def outside(case: Case, place: Listed) -> str:
        """Say why a case is not in a cell."""
        if len(case) < len(facts):
            return "listed, but facts are left open"
        return Closure(game, systems, case).outside(listed.get(place.equilibrium), place)

    return Account(tuple(facts), systems, outside)


def sign_rows(name: str, variable: tuple[str, str], fact: str) -> Iterator[tuple[str, Row]]:
    """A variable is not negative, and positive exactly where a fact holds."""
    yield f"{name} >= 0", Row({variable: ONE}, ">=", {})
    yield f"{name} > 0", Row({variable: ONE}, ">", {fact: True})
    yield f"{name} = 0", Row({variable: ONE}, "==", {fact: False})


def weight_rows(game: SignalingGame[Number]) -> Iterator[tuple[str, Row]]:
    """Rows in p(t) sigma(m|t)."""
    for kind, chance in game.prior.items():
        total: dict[Variable, Number] = {(kind, m): ONE for m in game.signals}
        yield f"weights of {kind} sum to its prior", Row({**total, UNIT: -chance}, "==", {})
        for m in game.signals:
            yield from sign_rows(f"weight of {kind} on {m}", (kind, m), f"{kind} sends {m}")
    for m in game.signals:
        yield from best_rows(game, m)


def best_rows(game: SignalingGame[Number], signal: str) -> Iterator[tuple[str, Row]]:
    """A response that answers a signal is worth as much as any other, by weights on types."""
    pays = game.payoffs[game.receiver]
    for response, other in product(game.responses[signal], repeat=2):
        if response != other:
            form: dict[Variable, Number] = {
                (kind, signal): pays[kind, signal, response] - pays[kind, signal, other]
                for kind in game.types
            }
            facts = {f"{response} answers {signal}": True}
            yield f"after {signal}: {response} >= {other}", Row(form, ">=", facts)


def belief_rows(game: SignalingGame[Number], signal: str) -> Iterator[tuple[str, Row]]:
    """Rows in the belief after one signal, whether sent or not."""
    total: dict[Variable, Number] = {(kind, signal): ONE for kind in game.types}
    yield "beliefs sum to 1", Row({**total, UNIT: -ONE}, "==", {})
    for kind in game.types:
        yield f"belief in {kind} after {signal} >= 0", Row({(kind, signal): ONE}, ">=", {})
    yield from best_rows(game, signal)


def answer_rows(game: SignalingGame[Number]) -> Iterator[tuple[str, Row]]:
    """Rows in rho(r|m)."""
    pays = game.payoffs[game.sender]
    for m, responses in game.responses.items():
        total: dict[Variable, Number] = {(m, r): ONE for r in responses}
        yield f"answers to {m} sum to 1", Row({**total, UNIT: -ONE}, "==", {})
        for r in responses:
            yield from sign_rows(f"answer {r} to {m}", (m, r), f"{r} answers {m}")
    for kind, m, other in product(game.types, game.signals, game.signals):
        if m != other:
            form: dict[Variable, Number] = {(m, r): pays[kind, m, r] for r in game.responses[m]}
            form |= {(other, r): -pays[kind, other, r] for r in game.responses[other]}
            yield f"{kind}: {m} >= {other}", Row(form, ">=", {f"{kind} sends {m}": True})


@dataclass(frozen=True, slots=True)
class Closure:
    """The closure of the equilibria of a case that decides every fact."""

    game: SignalingGame[Number]
    systems: Mapping[str, Mapping[str, Row]]
    case: Case

    def outside(self, candidate: Candidate | None, place: Listed) -> str:
        """Why the case is not in a cell of a candidate, or "" where it is."""
        if candidate is None:
            return f"no equilibrium with id {place.equilibrium} is listed"
        component = candidate.component
        cells = (Cell(()),) if component is None else component.cells
        if not 1 <= place.cell <= len(cells):
            return f"equilibrium {place.equilibrium} has no cell {place.cell}"
        view = cell_view(self.game, cells[place.cell - 1], candidate.assessment)
        name = f"cell {place.cell} of equilibrium {place.equilibrium}"
        faults = (*self.strategies_outside(view), *self.beliefs_outside(view))
        return f"{faults[0]} outside {name}" if faults else ""

    def points(self, system: str) -> list[Ray]:
        """Vertices of the closure in one system."""
        rows = self.systems[system].values()
        active = [row for row in rows if row.facts.items() <= self.case.items()]
        return vertices(active)

    def strategies_outside(self, view: View) -> Iterator[str]:
        """Whose strategies are not all in a cell."""
        game = self.game
        for player, found in ((game.sender, self.senders()), (game.receiver, self.receivers())):
            parts = {part: None for key, part in view.strategies.items() if key[0] == player}
            if not all(inside(part, vertex) for part in parts for vertex in found):
                yield f"strategies of {player}"

    def senders(self) -> list[Vertex]:
        """Vertices of the sender's strategies."""
        game = self.game
        return [
            {
                (game.sender, kind): {
                    m: weights.get((kind, m), ZERO) / chance for m in game.signals
                }
                for kind, chance in game.prior.items()
            }
            for weights in self.points("weights")
        ]

    def receivers(self) -> list[Vertex]:
        """Vertices of the receiver's strategies."""
        game = self.game
        return [
            {
                (game.receiver, m): {r: answers.get((m, r), ZERO) for r in responses}
                for m, responses in game.responses.items()
            }
            for answers in self.points("answers")
        ]

    def beliefs_outside(self, view: View) -> Iterator[str]:
        """After which signals that the case does not send beliefs are not all in a cell."""
        game = self.game
        held = {m: self.beliefs(m) for m in game.signals if not self.sent(m)}
        stated: dict[Part, list[str]] = {}
        for m, points in held.items():
            key = (game.receiver, m)
            if view.senders(m) and key not in view.listed:
                if not all(self.completes(view, m, point) for point in points):
                    yield f"beliefs after {m}"
            else:
                stated.setdefault(view.beliefs[key], []).append(m)
        for part, signals in stated.items():
            for choice in product(*(held[m] for m in signals)):
                keys = [(game.receiver, m) for m in signals]
                if not inside(part, dict(zip(keys, choice, strict=True))):
                    yield f"beliefs after {' and '.join(signals)}"
                    break

    def sent(self, signal: str) -> bool:
        """Whether the case sends a signal."""
        return any(self.case[f"{kind} sends {signal}"] for kind in self.game.types)

    def beliefs(self, signal: str) -> list[dict[str, Number]]:
        """Vertices of the beliefs after a signal that the case does not send."""
        points = self.points(f"belief after {signal}")
        return [{t: point.get((t, signal), ZERO) for t in self.game.types} for point in points]

    def completes(self, view: View, signal: str, belief: Mapping[str, Number]) -> bool:
        """Whether a belief goes with the edge of a cell that sends the signal elsewhere."""
        game = self.game
        pays = game.payoffs[game.receiver]
        worth = {
            r: sum((x * pays[kind, signal, r] for kind, x in belief.items()), ZERO)
            for r in game.responses[signal]
        }
        senders, most = view.senders(signal), max(worth.values())
        return all(kind in senders for kind, x in belief.items() if x) and all(
            worth[r] == most for r in view.used(game.receiver, signal)
        )


def inside(part: Part, point: Mapping[SetKey, Mapping[str, Number]]) -> bool:
    """Whether distributions are a mixture of a part's vertices; each of its keys is needed."""
    names = [(key, name) for key, chances in part.vertices[0].items() for name in chances]
    if any(key not in point for key, _ in names):
        return False
    flat = [[vertex[key][name] for key, name in names] for vertex in part.vertices]
    return hull_distance([point[key][name] for key, name in names], flat) == 0
