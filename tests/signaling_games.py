"""Signaling games of the literature and of the library, and how to look into components."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Cell
from gametheory_dprk.solvers.signaling_supports import run

F = Fraction


def build(prior, responses, sender, receiver, players=("S", "R")):
    """A game from two payoff functions of type, signal and response."""
    tables = {
        player: {
            (t, m, r): F(pay(t, m, r))
            for t in prior
            for m, after in responses.items()
            for r in after
        }
        for player, pay in zip(players, (sender, receiver), strict=True)
    }
    exact = {kind: F(chance) for kind, chance in prior.items()}
    return SignalingGame(*players, exact, {m: tuple(r) for m, r in responses.items()}, tables)


def flagship(p, c):
    """The Agreed Framework with its last move folded: genuine complies, ploy defects."""
    n_t, s, c = {"genuine": F(3, 10), "ploy": F(1)}, F(1, 2), F(c)
    relief = {"genuine": F(1), "ploy": F(1) + F(6, 10) - F(1, 10)}
    profit = {"genuine": F(2) - F(1, 2), "ploy": -F(1) - F(1, 2)}

    def north(t, m, r):
        if m == "provoke":
            return n_t[t] - s
        return relief[t] - c if r == "relief" else n_t[t] - s - c

    def states(t, m, r):
        if m == "provoke":
            return F(-1)
        return profit[t] if r == "relief" else F(-1) + F(1, 10)

    prior = {"genuine": F(p), "ploy": 1 - F(p)}
    answers = {"talk": ("relief", "hold"), "provoke": ("end",)}
    return build(prior, answers, north, states, ("DPRK", "US"))


def singapore(p, v, w, k, e, d, c, h, b, l, a):  # noqa: E741
    """Provoke, talk or dismantle; relief or pressure."""
    worth, cost = {"genuine": v, "ploy": w}, {"genuine": c, "ploy": h}

    def north(t, m, r):
        gain = {"provoke": -e if t == "genuine" else d, "talk": 0, "dismantle": -cost[t]}[m]
        return gain + (worth[t] if r == "relief" else -k)

    def states(t, m, r):
        if r == "pressure":
            return 0
        return (b if t == "genuine" else -l) - (a if m == "provoke" else 0)

    answers = dict.fromkeys(("provoke", "talk", "dismantle"), ("relief", "pressure"))
    prior = {"genuine": F(p), "ploy": 1 - F(p)}
    return build(prior, answers, north, states, ("DPRK", "US"))


def beer_quiche(strong):
    """Cho and Kreps 1987: a breakfast to one's taste is worth 1, no duel is worth 2."""
    liked = {"strong": "beer", "weak": "quiche"}
    return build(
        {"strong": F(strong), "weak": 1 - F(strong)},
        dict.fromkeys(("beer", "quiche"), ("duel", "leave")),
        lambda t, m, r: (m == liked[t]) + 2 * (r == "leave"),
        lambda t, m, r: (t == "weak") == (r == "duel"),
    )


def spence(worth="11/2"):
    """Steps of 0 to 3 cost 1 or 3 each; a quarter are able; being taken for one has a worth."""
    return build(
        {"able": F(1, 4), "other": F(3, 4)},
        dict.fromkeys(("e0", "e1", "e2", "e3"), ("low", "high")),
        lambda t, m, r: F(worth) * (r == "high") - int(m[1]) * (1 if t == "able" else 3),
        lambda t, m, r: (t == "able") == (r == "high"),
    )


def cheap_talk():
    """Both want the response to fit the type; signals cost nothing."""
    fits = {("t1", "r1"), ("t2", "r2")}
    answers = dict.fromkeys(("m1", "m2"), ("r1", "r2"))
    prior = {"t1": F(1, 3), "t2": F(2, 3)}

    def pay(t, m, r):
        return (t, r) in fits

    return build(prior, answers, pay, pay)


def solve(game, concept="pbe"):
    """All candidates, of a run that claims to be complete."""
    findings = run(game, concept, Budget())
    assert findings.complete
    assert findings.limit is None
    return findings.candidates


def cells_of(candidate):
    """The cells of a component; of an isolated equilibrium, one without blocks."""
    return candidate.component.cells if candidate.component else (Cell(()),)


def is_sent(game, candidate, cell, signal):
    """The types that send a signal at some vertex of a cell."""
    strategies = {t: [d] for t, d in candidate.assessment.strategies[game.sender].items()}
    for block in cell.blocks:
        for vertex in block.strategies:
            for (player, label), chances in vertex.items():
                if player == game.sender:
                    strategies[label].append(chances)
    named = {key for block in cell.blocks for key in block.information_sets}
    return {
        t
        for t, options in strategies.items()
        if any(o[signal] for o in (options[1:] if (game.sender, t) in named else options))
    }


def contains(game, candidate, point: Assessment):
    """Whether an equilibrium lies in a component, beliefs included."""
    return any(in_cell(game, candidate, cell, point) for cell in cells_of(candidate))


def in_cell(game, candidate, cell, point):
    member = candidate.assessment
    named = {key for block in cell.blocks for key in block.information_sets}
    for player, sets in point.strategies.items():
        for label, chances in sets.items():
            if (player, label) not in named and chances != member.strategies[player][label]:
                return False
    if not all(in_hull(block.strategies, point.strategies) for block in cell.blocks):
        return False
    for signal in game.signals:
        belief = point.beliefs[game.receiver][signal]
        senders = is_sent(game, candidate, cell, signal)
        if senders:
            if any(belief[t] for t in game.types if t not in senders):
                return False
        elif (game.receiver, signal) not in named and (
            belief != member.beliefs[game.receiver][signal]
        ):
            return False
    return all(in_hull(block.beliefs, point.beliefs) for block in cell.blocks)


def in_hull(vertices, given):
    if not vertices:
        return True
    names = [(key, name) for key, chances in vertices[0].items() for name in chances]
    flat = [[v[key][name] for key, name in names] for v in vertices]
    return hull_distance([given[k[0]][k[1]][name] for k, name in names], flat) == 0


def canonical(game, candidate):
    """A component without regard to order or to the choice of its member."""
    return frozenset(canonical_cell(game, candidate, cell) for cell in cells_of(candidate))


def canonical_cell(game, candidate, cell):
    blocks = {frozen_block(b.information_sets, b.strategies, b.beliefs) for b in cell.blocks}
    named = {key for block in cell.blocks for key in block.information_sets}
    member = candidate.assessment
    for player, sets in member.strategies.items():
        for label, chances in sets.items():
            key = (player, label)
            if key not in named:
                unsent = player == game.receiver and not is_sent(game, candidate, cell, label)
                beliefs = ({key: member.beliefs[player][label]},) if unsent else ()
                blocks.add(frozen_block((key,), ({key: chances},), beliefs))
    return frozenset(blocks)


def frozen_block(keys, strategies, beliefs):
    def freeze(vertices):
        return frozenset(
            frozenset((key, frozenset(chances.items())) for key, chances in v.items())
            for v in vertices
        )

    return frozenset(keys), freeze(strategies), freeze(beliefs)


def text(distribution):
    """Fractions as text, without zeros."""
    return {name: str(x) for name, x in distribution.items() if x}
