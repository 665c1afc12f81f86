from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.analysis.durations import durations
from gametheory_dprk.concepts.markov_perfect import check_stochastic
from gametheory_dprk.concepts.recursion import shares, state_values
from gametheory_dprk.games import NormalGame, State, StochasticGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.markov_profiles import MIXED_LIMIT, pure_equilibria, support_count

ONE, ZERO = Fraction(1), Fraction(0)
MOVES = {"A": ("l", "r"), "B": ("l", "r")}
PROFILES = tuple(product("lr", repeat=2))


def random_game(seed: int, states: int = 2) -> StochasticGame[Fraction]:
    random = Random(seed)
    names = [f"s{k}" for k in range(states)]
    table = {}
    for name in names:
        pay = {p: {x: Fraction(random.randrange(-5, 6)) for x in PROFILES} for p in "AB"}
        following = {}
        for profile in PROFILES:
            shares_ = [random.randrange(1, 5) for _ in names]
            total = sum(shares_)
            following[profile] = {
                n: Fraction(k, total) for n, k in zip(names, shares_, strict=True)
            }
        table[name] = State(MOVES, pay, following)
    return StochasticGame(("A", "B"), table, {"A": Fraction(1, 2), "B": Fraction(2, 3)}, "s0")


def simulated_values(
    game: StochasticGame[Fraction], strategies: object, player: str, steps: int = 120
) -> dict[str, float]:
    """Value iteration in floats, written apart from the linear solve."""
    table: dict = strategies  # type: ignore[type-arg,assignment]
    values = dict.fromkeys(game.states, 0.0)
    for _ in range(steps):
        new = {}
        for name, state in game.states.items():
            total = 0.0
            for profile in state.profiles():
                chance = 1.0
                for p, move in zip(state.moves, profile, strict=True):
                    chance *= float(table[p][name][move])
                later = sum(float(c) * values[s] for s, c in state.next[profile].items())
                total += chance * (
                    float(state.payoffs[player][profile]) + float(game.discount[player]) * later
                )
            new[name] = total
        values = new
    return values


@pytest.mark.parametrize("seed", range(10))
def test_random_games_have_an_odd_number_of_certified_equilibria(seed: int) -> None:
    """Existence is Fink's theorem; the number is odd where the game is generic."""
    game = random_game(seed)
    found = solve(game, "markov_perfect")
    assert found.equilibria
    if found.complete:
        assert len(found) % 2 == 1
    for each in found:
        for player in game.players:
            near = simulated_values(game, each.strategies, player)
            for name, value in state_values(game, each.strategies, player).items():
                assert float(value) == pytest.approx(near[name], abs=1e-6)


@pytest.mark.parametrize("seed", range(30, 38))
def test_pure_equilibria_are_those_of_brute_force(seed: int) -> None:
    """Against the best reply of each player found by float value iteration."""
    game = random_game(seed)
    expected = 0
    for chosen in product("lr", repeat=4):
        strategies = {
            p: {n: {m: float(m == c) for m in "lr"} for n, c in zip(game.states, own, strict=True)}
            for p, own in (("A", chosen[:2]), ("B", chosen[2:]))
        }
        expected += all(is_best(game, strategies, player) for player in game.players)
    assert len(list(pure_equilibria(game, Budget()))) == expected


def is_best(game: StochasticGame[Fraction], strategies: dict, player: str) -> bool:  # type: ignore[type-arg]
    here = simulated_values(game, strategies, player)
    for own in product("lr", repeat=2):
        changed = {
            n: {m: float(m == c) for m in "lr"} for n, c in zip(game.states, own, strict=True)
        }
        other = simulated_values(game, {**strategies, player: changed}, player)
        if any(other[name] > here[name] + 1e-9 for name in game.states):
            return False
    return True


@pytest.mark.parametrize("seed", range(10))
def test_one_state_is_the_game_of_one_period(seed: int) -> None:
    """With a single state, stationary equilibria are the Nash equilibria of one period."""
    random = Random(seed)
    pay = {p: {x: Fraction(random.randrange(-9, 10)) for x in PROFILES} for p in "AB"}
    state = State(MOVES, pay, {x: {"on": ONE} for x in PROFILES})
    game = StochasticGame(
        ("A", "B"), {"on": state}, {"A": Fraction(1, 2), "B": Fraction(9, 10)}, "on"
    )
    stage = NormalGame(("A", "B"), MOVES, pay)
    found, nash = solve(game, "markov_perfect"), solve(stage, "nash")
    if found.complete and all(each.component is None for each in nash):
        played = {tuple(e.strategies[p]["on"]["l"] for p in "AB") for e in found}
        assert played == {tuple(e.strategies[p][p]["l"] for p in "AB") for e in nash}


def test_war_of_attrition_hazards_are_the_published_ones_on_random_draws() -> None:
    scenario, random = read("dprk/pressure_attrition"), Random(1)
    for _ in range(10):
        values = {n: Fraction(random.randrange(1, 40), 20) for n in ("k", "s", "V_US", "V_D")}
        game = scenario.game.at({**values, "delta": Fraction(random.randrange(1, 20), 20)})
        found = solve(game, "markov_perfect")
        assert found.complete
        assert [each.label for each in found] == ["pure", "pure", "mixed"]
        hazards = found.equilibria[2].strategies
        us, nk = (hazards[p]["standoff"]["yield"] for p in ("US", "DPRK"))
        assert us == values["s"] / (values["V_D"] + values["s"])
        assert nk == values["k"] / (values["V_US"] + values["k"])
        assert isinstance(game, StochasticGame)
        last = durations(game, hazards)
        assert last.until_end == 1 / (1 - (1 - us) * (1 - nk))


def test_provocation_cycle_conditions_by_enumeration_on_random_draws() -> None:
    """The three conditions against comparing whole policies in floats."""
    scenario, random, held = read("dprk/provocation_cycle"), Random(6), 0
    cycle = {
        "DPRK": {"sanctions": {"talk": 1, "provoke": 0}, "relief": {"comply": 0, "cheat": 1}},
        "US": {"answer": {"relieve": 1, "refuse": 0}},
    }
    for _ in range(60):
        v = {
            n: Fraction(random.randrange(1, 30), 10) for n in ("n", "s", "r", "R_c", "kappa", "ell")
        }
        v |= {n: Fraction(random.randrange(1, 20), 20) for n in ("delta", "d", "c")}
        game = scenario.game.at(v)
        assert isinstance(game, StochasticGame)
        exact = {
            p: {s: {m: Fraction(c) for m, c in d.items()} for s, d in t.items()}
            for p, t in cycle.items()
        }
        valid = check_stochastic(game, Candidate(Assessment(exact))).valid
        by_hand = (
            v["kappa"] >= v["ell"]
            and v["n"] + v["r"] - v["R_c"] >= v["delta"] * v["d"] * (v["R_c"] + v["c"])
            and v["delta"] * (v["n"] + v["r"] + v["c"])
            >= (1 + v["delta"] * v["d"]) * (v["n"] - v["s"] + v["c"])
        )
        assert valid == by_hand
        held += valid
    assert 5 < held < 55


def test_cycle_length_and_shares() -> None:
    scenario = read("dprk/provocation_cycle")
    values = {name: each.value for name, each in scenario.parameters.items()}
    game = scenario.game.at(values)
    assert isinstance(game, StochasticGame)
    [found] = solve(game, "markov_perfect").equilibria
    d = values["d"]
    last = durations(game, found.strategies)
    assert last.cycles["relief"] == 1 + 1 / d
    assert last.stays == {"sanctions": 1, "answer": None, "relief": 1 / d}
    assert last.shares == {"sanctions": d / (1 + d), "relief": 1 / (1 + d)}
    assert last.until_end is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_shares_are_the_limit_of_averages(seed: int) -> None:
    random = Random(seed)
    names = ["a", "b", "c", "d"]
    table = {}
    for name in names:
        weights = [random.choice((0, 0, 1, 2)) for _ in names]
        weights[random.randrange(4)] += 1
        total = sum(weights)
        row = {n: Fraction(w, total) for n, w in zip(names, weights, strict=True) if w}
        table[name] = State({}, {"A": {(): ZERO}}, {(): row})
    game = StochasticGame(("A",), table, {"A": ZERO}, "a")
    current, seen = {"a": 1.0}, dict.fromkeys(names, 0.0)
    for _ in range(4000):
        following = dict.fromkeys(names, 0.0)
        for name, chance in current.items():
            seen[name] += chance / 4000
            for later, step in table[name].next[()].items():
                following[later] += chance * float(step)
        current = following
    exact = {n: float(share) for n, share in shares(game, {"A": {}}).items()}
    assert exact == pytest.approx(seen, abs=0.01)


def test_every_change_of_a_strict_equilibrium_is_refuted() -> None:
    scenario = read("dprk/provocation_cycle")
    game = scenario.game.at({name: each.value for name, each in scenario.parameters.items()})
    good = solve(game, "markov_perfect").equilibria[0].strategies
    assert isinstance(game, StochasticGame)
    for player, sets in good.items():
        for label, chances in sets.items():
            first, second = chances
            changes = (
                {first: chances[second], second: chances[first]},
                {first: Fraction(1, 2), second: Fraction(1, 2)},
                {first: ONE, second: ONE},
                {first: ONE},
                {},
            )
            for changed in changes:
                bad = {**good, player: {**sets, label: changed}}
                assert not check_stochastic(game, Candidate(Assessment(bad))).valid


def test_too_many_supports_are_told() -> None:
    """Six states of two players with two moves each: 3^12 ways of mixing."""
    game = random_game(1, states=6)
    found = solve(game, "markov_perfect")
    assert not found.complete
    assert "pure_only" in {notice.code for notice in found.warnings}


def test_fifty_states_have_one_equilibrium_within_an_exact_bound() -> None:
    """100 places with two moves each: far too many supports; the bound is checked exactly."""
    game = random_game(3, states=50)
    found = solve(game, "markov_perfect")
    (only,) = found
    assert not found.complete
    assert "one_equilibrium" in {each.code for each in found.warnings}
    assert only.certificate.valid
    assert 0 < only.epsilon < Fraction(1, 10**6)
    candidate = Candidate(only.assessment, epsilon=only.epsilon)
    assert check_stochastic(game, candidate).valid
    assert not check_stochastic(game, Candidate(only.assessment)).valid
    assert not check_stochastic(game, Candidate(only.assessment, epsilon=ONE)).valid


def test_homotopy_ends_at_an_equilibrium_that_the_search_finds() -> None:
    """In games without ties; in the second one somebody mixes."""
    for seed in (0, 1, 3):
        game = random_game(seed)
        (near,) = solve(game, "markov_perfect", solver="markov_homotopy")
        apart = [
            max(
                abs(float(each.strategies[p][s][m]) - float(near.strategies[p][s][m]))
                for p, s in (("A", "s0"), ("A", "s1"), ("B", "s0"), ("B", "s1"))
                for m in "lr"
            )
            for each in solve(game, "markov_perfect")
        ]
        assert min(apart) < 1e-9


def inspections(count: int) -> str:
    """Places visited in turn, each an inspection game with stakes of its own."""
    lines = [
        "gtd: 1",
        "kind: stochastic",
        "title: T",
        "players: [I, E]",
        "discount: 0.9",
        "states:",
    ]
    for k in range(count):
        lines.append(
            f"  s{k}: {{moves: {{I: [look{k}, wait{k}], E: [cheat{k}, comply{k}]}}, payoffs: "
            f"{{I: -I.look{k} - {k + 3}*I.wait{k}*E.cheat{k}, "
            f"E: {k + 2}*E.cheat{k}*I.wait{k} - 5*E.cheat{k}*I.look{k}}}, "
            f"next: s{(k + 1) % count}}}"
        )
    return "\n".join(lines)


def test_where_supports_are_too_many_a_mixed_equilibrium_is_found_all_the_same() -> None:
    """Each place by hand: look with g/(g + 5), cheat with 1/d; nothing pure is an equilibrium."""
    game = read(inspections(4)).game
    assert support_count(game) > MIXED_LIMIT
    solution = solve(game, "markov_perfect", values={})
    assert not solution.complete
    (found,) = solution.equilibria
    assert found.epsilon < Fraction(1, 10**9)
    for k in range(4):
        assert float(found.strategies["I"][f"s{k}"][f"look{k}"]) == pytest.approx((k + 2) / (k + 7))
        assert float(found.strategies["E"][f"s{k}"][f"cheat{k}"]) == pytest.approx(1 / (k + 3))
