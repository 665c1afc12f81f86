"""Properties of the signaling solver on random games, and independent oracles of completeness."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import build, canonical, cells_of, contains, is_sent, solve

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.solution import Assessment

F = Fraction
SEEDS = st.integers(0, 10**6)
SIZES = st.sampled_from(
    [(1, 2, 2), (2, 1, 3), (2, 2, 2), (2, 2, 3), (2, 3, 2), (3, 2, 2), (3, 2, 3)]
)


def random_game(seed, size, reach):
    """Payoffs between -reach and reach; a small reach makes ties."""
    draw = random.Random(seed)
    kinds, signals, responses = size
    weights = [draw.randint(1, 4) for _ in range(kinds)]
    prior = {f"t{k}": F(w, sum(weights)) for k, w in enumerate(weights)}
    after = {f"m{k}": [f"r{j}" for j in range(responses)] for k in range(signals)}
    return build(prior, after, *[lambda *_: draw.randint(-reach, reach)] * 2)


GAMES = st.builds(random_game, SEEDS, SIZES, st.sampled_from([1, 2, 50]))


@settings(max_examples=80, deadline=None)
@given(GAMES)
def test_something_is_found_and_passes_the_checker(game):
    candidates = solve(game)
    assert candidates
    for candidate in candidates:
        assert check_signaling(game, candidate).failures() == ()


@settings(max_examples=80, deadline=None)
@given(GAMES, SEEDS)
def test_renaming_and_reordering_permutes_the_answers(game, seed):
    draw = random.Random(seed)
    names = [f"n{k}" for k in range(len({*game.types, *game.signals, *game.responses["m0"]}))]
    draw.shuffle(names)
    name = dict(zip((*game.types, *game.signals, *game.responses["m0"]), names, strict=True))
    renamed = rename_game(game, name, draw)
    back = {new: old for old, new in name.items()}
    found = {canonical(renamed, c) for c in solve(renamed)}
    assert {rename_canonical(cells, back) for cells in found} == {
        canonical(game, c) for c in solve(game)
    }


def rename_game(game, name, draw):
    def shuffled(items):
        items = list(items)
        draw.shuffle(items)
        return items

    return SignalingGame(
        game.sender,
        game.receiver,
        {name[t]: p for t, p in shuffled(game.prior.items())},
        {
            name[m]: tuple(name[r] for r in shuffled(rs))
            for m, rs in shuffled(game.responses.items())
        },
        {
            player: {tuple(name[part] for part in cell): x for cell, x in table.items()}
            for player, table in game.payoffs.items()
        },
    )


def rename_canonical(frozen, name):
    if isinstance(frozen, frozenset):
        return frozenset(rename_canonical(item, name) for item in frozen)
    if isinstance(frozen, tuple):
        return tuple(rename_canonical(item, name) for item in frozen)
    return name.get(frozen, frozen) if isinstance(frozen, str) else frozen


@settings(max_examples=80, deadline=None)
@given(GAMES, SEEDS)
def test_positive_affine_changes_of_payoffs_alter_nothing(game, seed):
    draw = random.Random(seed)
    scale = {t: F(draw.randint(1, 9), draw.randint(1, 9)) for t in game.types}
    shift = {(p, t): F(draw.randint(-9, 9), 7) for p in game.players for t in game.types}
    one = F(draw.randint(1, 9), 5)
    changed = {
        game.sender: {
            c: scale[c[0]] * x + shift[game.sender, c[0]]
            for c, x in game.payoffs[game.sender].items()
        },
        game.receiver: {
            c: one * x + shift[game.receiver, c[0]] for c, x in game.payoffs[game.receiver].items()
        },
    }
    other = SignalingGame(game.sender, game.receiver, game.prior, game.responses, changed)
    assert [canonical(other, c) for c in solve(other)] == [canonical(game, c) for c in solve(game)]


@settings(max_examples=150, deadline=None)
@given(GAMES)
def test_every_pure_equilibrium_lies_in_a_component(game):
    candidates = solve(game)
    for point in pure_equilibria(game):
        assert sum(contains(game, candidate, point) for candidate in candidates) == 1


def test_a_response_that_only_ties_does_not_shrink_a_cell():
    """The receiver answers r1 to m0 as long as t2 sends it at least half as often as t1.

    The type t0 makes r0 tie there, so a case allows r0 which none of its points uses.
    """
    mine = {("t0", "m0"): (0, 0), ("t1", "m0"): (-1, -1), ("t2", "m0"): (1, 0)}
    mine |= {("t0", "m1"): (-1, 0), ("t1", "m1"): (-1, 0), ("t2", "m1"): (0, 1)}
    theirs = {("t0", "m0"): (0, 0), ("t1", "m0"): (1, 0), ("t2", "m0"): (-1, 1)}
    theirs |= {("t0", "m1"): (-1, -1), ("t1", "m1"): (1, 0), ("t2", "m1"): (0, -1)}
    game = build(
        {"t0": F(1, 5), "t1": F(2, 5), "t2": F(2, 5)},
        {"m0": ("r0", "r1"), "m1": ("r0", "r1")},
        lambda t, m, r: mine[t, m][int(r[1])],
        lambda t, m, r: theirs[t, m][int(r[1])],
    )
    corners = [
        {(v["S", "t1"]["m0"], v["S", "t2"]["m0"]) for v in block.strategies}
        for candidate in solve(game)
        for cell in cells_of(candidate)
        for block in cell.blocks
        if block.information_sets == (("S", "t1"), ("S", "t2"))
    ]
    assert {(0, 0), (0, 1), (1, 1), (1, F(1, 2))} in corners


def pure_equilibria(game):
    """Pure perfect Bayesian equilibria straight from the definition, at extreme beliefs."""
    for signals in product(game.signals, repeat=len(game.types)):
        sends = dict(zip(game.types, signals, strict=True))
        for answers in product(*game.responses.values()):
            answer = dict(zip(game.signals, answers, strict=True))
            if all(
                game.payoffs["S"][t, m, answer[m]] >= game.payoffs["S"][t, n, answer[n]]
                for t, m in sends.items()
                for n in game.signals
            ):
                yield from with_beliefs(game, sends, answer)


def with_beliefs(game, sends, answer):
    options = [beliefs_after(game, sends, m, answer[m]) for m in game.signals]
    for beliefs in product(*options):
        yield Assessment(
            {
                "S": {t: {m: F(m == n) for m in game.signals} for t, n in sends.items()},
                "R": {m: {r: F(r == answer[m]) for r in game.responses[m]} for m in game.signals},
            },
            {"R": dict(zip(game.signals, beliefs, strict=True))},
        )


def beliefs_after(game, sends, signal, answer):
    """Bayes' rule, or corners of the beliefs that make an answer best: none if it is never so."""
    weights = {t: p * (sends[t] == signal) for t, p in game.prior.items()}
    if total := sum(weights.values()):
        options = [{t: w / total for t, w in weights.items()}]
    else:
        options = list(belief_corners(game, signal, answer))
    return [b for b in options if is_best(game, signal, answer, b)]


def is_best(game, signal, answer, belief):
    worth = {
        r: sum(belief[t] * game.payoffs["R"][t, signal, r] for t in game.types)
        for r in game.responses[signal]
    }
    return worth[answer] == max(worth.values())


def belief_corners(game, signal, answer):
    """Beliefs on at most three types at which enough rows are tight (Cramer's rule)."""
    pays, kinds = game.payoffs["R"], game.types
    rows = [[F(t == kind) for t in kinds] for kind in kinds]
    rows += [
        [pays[t, signal, answer] - pays[t, signal, r] for t in kinds]
        for r in game.responses[signal]
        if r != answer
    ]
    for tight in combinations(rows, len(kinds) - 1):
        ray = null_vector(list(tight), len(kinds))
        if sum(ray) and all(x / sum(ray) >= 0 for x in ray):
            yield {t: x / sum(ray) for t, x in zip(kinds, ray, strict=True)}


def null_vector(rows, width):
    if width == 1:
        return [F(1)]
    if width == 2:
        ((a, b),) = rows
        return [b, -a]
    (a, b, c), (d, e, f) = rows
    return [b * f - c * e, c * d - a * f, a * e - b * d]


@settings(max_examples=50, deadline=None)
@given(
    SEEDS, st.sampled_from([(2, 2, 2), (2, 3, 2), (3, 2, 3), (3, 3, 2), (3, 3, 3)]), st.booleans()
)
def test_a_planted_mixed_equilibrium_is_found(seed, size, tight):
    """Draw a strategy profile and beliefs, then bend payoffs until they are an equilibrium."""
    draw = random.Random(seed)
    game = random_game(seed, size, 5)
    point = random_assessment(game, draw)
    slack = (lambda: 0) if tight else (lambda: draw.randint(0, 2))
    game = bent(game, point, slack)
    assert sum(contains(game, candidate, point) for candidate in solve(game)) == 1


def random_assessment(game, draw):
    signals = draw.sample(game.signals, draw.randint(1, len(game.signals)))
    sends = {t: random_distribution(game.signals, signals, draw) for t in game.types}
    answers = {m: random_distribution(rs, rs, draw) for m, rs in game.responses.items()}
    beliefs = {}
    for m in game.signals:
        weights = {t: p * sends[t][m] for t, p in game.prior.items()}
        total = sum(weights.values())
        free = random_distribution(game.types, game.types, draw)
        beliefs[m] = {t: w / total for t, w in weights.items()} if total else free
    return Assessment({"S": sends, "R": answers}, {"R": beliefs})


def random_distribution(names, allowed, draw):
    support = draw.sample(list(allowed), draw.randint(1, len(allowed)))
    weights = {name: draw.randint(1, 3) if name in support else 0 for name in names}
    return {name: F(w, sum(weights.values())) for name, w in weights.items()}


def bent(game, point, slack):
    sender, receiver = dict(game.payoffs["S"]), dict(game.payoffs["R"])
    for m, answer in point.strategies["R"].items():
        belief = point.beliefs["R"][m]
        for r, chance in answer.items():
            worth = sum(belief[t] * receiver[t, m, r] for t in game.types)
            for t in game.types:
                receiver[t, m, r] -= worth + (0 if chance else slack())
    for t, sent in point.strategies["S"].items():
        for m, chance in sent.items():
            answer = point.strategies["R"][m]
            worth = sum(x * sender[t, m, r] for r, x in answer.items())
            less = worth + (0 if chance else slack())
            for r in answer:
                sender[t, m, r] -= less
    return SignalingGame("S", "R", game.prior, game.responses, {"S": sender, "R": receiver})


@settings(max_examples=80, deadline=None)
@given(GAMES)
def test_beliefs_are_listed_exactly_after_signals_that_a_cell_never_sends(game):
    for candidate in solve(game):
        for cell in cells_of(candidate):
            for block in cell.blocks:
                listed = {key for vertex in block.beliefs for key in vertex}
                unsent = {
                    (player, m)
                    for player, m in block.information_sets
                    if player == "R" and not is_sent(game, candidate, cell, m)
                }
                assert listed == unsent
