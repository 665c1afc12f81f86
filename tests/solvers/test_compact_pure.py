"""Large signaling games: what is found is right, and what is not an equilibrium is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
from gametheory_dprk.errors import LimitReached, NoSolverError, SolveError
from gametheory_dprk.games import GridSignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.compact_pure import run


def spence(size, responses=None):
    """Wages equal productivity; schooling m costs m^2/(2t), and m = t separates."""
    steps = range(1, size + 1)
    return GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("r", responses or steps),
        sender="r - m^2/(2*t)",
        receiver="-(r - t)^2",
    )


def cheap_talk(bias, size=65):
    """Crawford and Sobel's uniform example on a grid."""
    steps = [Fraction(k, size - 1) for k in range(size)]
    halves = [Fraction(k, 2 * size - 2) for k in range(2 * size - 1)]
    return GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("a", halves),
        sender=f"-(a - t - {bias})^2",
        receiver="-(a - t)^2",
    )


def written_out(game, assessment):
    """The same assessment with every probability zero in its place."""
    expanded = game.map(lambda value: value)

    def full(table, names):
        return {
            place: {name: each.get(name, Fraction(0)) for name in names}
            for place, each in table.items()
        }

    types, signals, responses = (axis.names for axis in game.axes)
    strategies = {
        game.sender: full(assessment.strategies[game.sender], signals),
        game.receiver: full(assessment.strategies[game.receiver], responses),
    }
    beliefs = {game.receiver: full(assessment.beliefs[game.receiver], types)}
    return expanded, Candidate(Assessment(strategies, beliefs))


@pytest.mark.parametrize("size", [4, 64])
def test_separation_and_pooling_under_single_crossing(size):
    solution = gt.pbe(spence(size))
    assert [each.label for each in solution] == ["separating", "pooling"]
    for kind, sends in solution.equilibria[0].strategies["sender"].items():
        assert sends == {kind.replace("t_", "m_"): 1}
    assert all(each.certificate.valid and each.certificate.exact for each in solution)
    assert not solution.complete


def test_the_checker_of_written_out_games_agrees():
    game = spence(6)
    for candidate in run(game, "pbe", Budget()).candidates:
        expanded, dense = written_out(game, candidate.assessment)
        assert check_signaling(expanded, dense).valid


def test_reversed_types_separate_too():
    game = GridSignalingGame.from_formulas(
        types=("t", range(1, 9)),
        signals=("m", range(1, 9)),
        responses=("r", range(1, 9)),
        sender="r - m^2/(2*(9 - t))",
        receiver="-(r - (9 - t))^2",
    )
    assert next(iter(gt.pbe(game))).label == "separating"


@pytest.mark.parametrize(("bias", "intervals"), [("1/20", 3), ("1/8", 2), ("1/3", 1)])
def test_cheap_talk_has_as_many_intervals_as_the_theory_says(bias, intervals):
    """The largest N with 2 N (N - 1) b < 1 (Crawford and Sobel 1982, section 4)."""
    solution = gt.pbe(cheap_talk(bias))
    used = [len({m for sends in e.strategies["sender"].values() for m in sends}) for e in solution]
    assert max(used) == intervals


def test_off_path_beliefs_are_told_and_deter():
    pooling = gt.pbe(spence(16)).equilibria[1]
    beliefs = pooling.beliefs["receiver"]
    assert len(beliefs) == 16
    assert all(sum(each.values()) == 1 for each in beliefs.values())
    (sent,) = {m for sends in pooling.strategies["sender"].values() for m in sends}
    assert len(beliefs[sent]) == 16
    assert all(len(each) == 1 for signal, each in beliefs.items() if signal != sent)


@pytest.mark.parametrize("part", ["sends", "answers", "belief", "weights"])
def test_what_is_no_equilibrium_is_refused(part):
    game = spence(8)
    candidate = run(game, "pbe", Budget()).candidates[0]
    strategies = {player: dict(sets) for player, sets in candidate.assessment.strategies.items()}
    beliefs = {"receiver": dict(candidate.assessment.beliefs["receiver"])}
    if part == "sends":
        strategies["sender"]["t_7"] = {"m_0": Fraction(1)}
    elif part == "answers":
        strategies["receiver"]["m_3"] = {"r_4": Fraction(1)}
    elif part == "belief":
        beliefs["receiver"]["m_3"] = {"t_4": Fraction(1)}
    else:
        strategies["sender"]["t_7"] = {"m_7": Fraction(1, 2)}
    changed = replace(candidate, assessment=Assessment(strategies, beliefs))
    assert check_grid_signaling(game, candidate).valid
    assert not check_grid_signaling(game, changed).valid


def test_a_deviation_smaller_than_any_rounding_is_noticed():
    """Separation is exactly indifferent, until one payoff is raised by 10^-30."""
    game = GridSignalingGame.from_formulas(
        types=("t", [1, 2]),
        signals=("m", [0, 1]),
        responses=("r", [1, 2]),
        sender="r - m/t",
        receiver="-(r - t)^2",
    )
    found = run(game, "pbe", Budget(), {"shapes": "separating"}).candidates[0]
    formula = GridSignalingGame.from_formulas(
        types=("t", [1, 2]),
        signals=("m", [0, 1]),
        responses=("r", [1, 2]),
        sender="r - m/t + m*0.000000000000000000000000000001",
        receiver="-(r - t)^2",
    ).payoffs["sender"]
    eager = replace(game, payoffs={**game.payoffs, "sender": formula})
    assert check_grid_signaling(game, found).valid
    assert not check_grid_signaling(eager, found).valid
    assert not run(eager, "pbe", Budget(), {"shapes": "separating"}).candidates


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2, 4]))
def test_both_checkers_agree_on_random_play(seed, most):
    random = np.random.default_rng(seed)
    tables = random.integers(0, most, (2, 3, 3, 3))
    game = GridSignalingGame.from_arrays([1, 2, 1], *tables)

    def lottery(names):
        weights = random.integers(0, 3, len(names))
        weights[random.integers(len(names))] += 1
        total = int(weights.sum())
        return {n: Fraction(int(w), total) for n, w in zip(names, weights, strict=True) if w}

    types, signals, responses = (axis.names for axis in game.axes)
    strategies = {
        "sender": {t: lottery(signals) for t in types},
        "receiver": {m: lottery(responses) for m in signals},
    }
    beliefs = {}
    for m in signals:
        joint = {t: game.prior[t] * strategies["sender"][t].get(m, 0) for t in types}
        total = sum(joint.values())
        posterior = {t: weight / total for t, weight in joint.items() if weight} if total else None
        beliefs[m] = posterior or lottery(types)
    sparse = Candidate(Assessment(strategies, {"receiver": beliefs}))
    expanded, dense = written_out(game, sparse.assessment)
    assert check_grid_signaling(game, sparse).valid == check_signaling(expanded, dense).valid


def test_arrays_are_solved_like_formulas():
    game = spence(8)
    places = np.ix_(*map(np.arange, game.shape))
    tables = [np.array(game.floats(player)(*places)) for player in game.players]
    solution = gt.pbe(GridSignalingGame.from_arrays(np.ones(8), *tables))
    assert [each.label for each in solution] == ["separating", "pooling"]


def test_nothing_found_is_said():
    tables = np.random.default_rng(0).normal(size=(2, 8, 8, 8))
    solution = gt.pbe(GridSignalingGame.from_arrays(np.ones(8), *tables))
    assert (len(solution), solution.status) == (0, "partial")
    assert solution.warnings[0].code == "none_found"


def test_payoffs_that_are_not_rational_are_bounded():
    game = GridSignalingGame.from_formulas(
        types=("t", [1, 2]),
        signals=("m", [0, 1, 2]),
        responses=("r", [1, 2]),
        sender="r - (exp(m) - 1)/t",
        receiver="-(r - t)^2",
    )
    (first, *_) = gt.pbe(game)
    assert first.certificate.valid
    assert isinstance(first.values["sender"], float | Fraction)


def test_limits_and_options():
    with pytest.raises(SolveError, match="shapes: unknown 'seperating'"):
        gt.solve(spence(4), "pbe", options={"shapes": "seperating"})
    assert gt.solve(spence(4), "pbe", limit_seconds=0.0).status == "limit"
    with pytest.raises(NoSolverError, match="refinement"):
        gt.pbe(spence(4), refine=["intuitive"])
    assert LimitReached.exit_code == 5


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([1], [[1.0]], [[1.0]]), "^sender, receiver: expected one shape"),
        (([1], [[[1.0]]], [[[1.0, 2.0]]]), r"^sender, receiver: .* got \(1, 1, 1\) and"),
        (([1], [[[np.nan]]], [[[1.0]]]), "^sender: nan is not a finite number"),
        (([1], [[[1.0]]], [[["x"]]]), "^receiver: expected numbers"),
        (([1, 1], [[[1.0]]], [[[1.0]]]), "^prior: expected 1 positive numbers"),
        (([0], [[[1.0]]], [[[1.0]]]), "^prior: expected 1 positive numbers"),
        (([1], np.zeros((1, 0, 1)), np.zeros((1, 0, 1))), "^sender, receiver: expected"),
    ],
)
def test_wrong_arrays_are_refused_by_name(arrays, words):
    with pytest.raises(ValueError, match=words):
        GridSignalingGame.from_arrays(*arrays)
