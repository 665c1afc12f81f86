from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.public_perfect import check_repeated
from gametheory_dprk.expr import parse
from gametheory_dprk.games import (
    NOTHING,
    Automaton,
    AutomatonState,
    NormalGame,
    RepeatedGame,
    Rule,
)
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.automata import completed, solve_automata

ONE = Fraction(1)
SURE = {"C": {"C": ONE}, "D": {"D": ONE}}
PRISONERS = NormalGame.from_arrays(
    [[2, -1], [3, 0]],
    [[2, 3], [-1, 0]],
    players=("A", "B"),
    moves={"A": ("C", "D"), "B": ("C", "D")},
)


def state(a: str, b: str, *rules: tuple[str, str]) -> AutomatonState[Fraction]:
    made = tuple(Rule(parse(text) if text else None, {to: ONE}) for text, to in rules)
    return AutomatonState({"A": {a: ONE}, "B": {b: ONE}}, made)


GRIM = Automaton(
    {
        "nice": state("C", "C", ("A.D or B.D", "end"), ("", "nice")),
        "end": state("D", "D", ("", "end")),
    }
)
TIT_FOR_TAT = Automaton(
    {
        "cc": state("C", "C", ("A.D and B.D", "dd"), ("A.D", "cd"), ("B.D", "dc"), ("", "cc")),
        "cd": state("C", "D", ("A.D and B.D", "dd"), ("A.D", "cd"), ("B.D", "dc"), ("", "cc")),
        "dc": state("D", "C", ("A.D and B.D", "dd"), ("A.D", "cd"), ("B.D", "dc"), ("", "cc")),
        "dd": state("D", "D", ("A.D and B.D", "dd"), ("A.D", "cd"), ("B.D", "dc"), ("", "cc")),
    }
)


def repeated(
    delta: Fraction, automaton: Automaton[Fraction], seen: Fraction = ONE, lag: int = 0
) -> RepeatedGame[Fraction]:
    blur = {"D": seen, NOTHING: 1 - seen}
    table = {} if seen == 1 else {("A", "D"): blur, ("B", "D"): blur}
    return RepeatedGame(PRISONERS, {"A": delta, "B": delta}, table, {"it": automaton}, lag)


def found(game: RepeatedGame[Fraction]) -> int:
    return len(solve(game, "public_perfect").equilibria)


def test_grim_in_the_prisoners_dilemma_needs_a_third() -> None:
    """Gain 1 now against a loss of 2 for ever: delta/(1 - delta) * 2 >= 1."""
    assert found(repeated(Fraction(1, 3), GRIM)) == 1
    assert found(repeated(Fraction(333, 1000), GRIM)) == 0


def test_tit_for_tat_is_subgame_perfect_only_on_a_knife_edge() -> None:
    """After D against C: alternating for ever, or back to C. Equal only where delta is 1/3."""
    assert found(repeated(Fraction(1, 3), TIT_FOR_TAT)) == 1
    assert found(repeated(Fraction(1, 2), TIT_FOR_TAT)) == 0
    assert found(repeated(Fraction(1, 4), TIT_FOR_TAT)) == 0


def test_the_gain_of_the_best_deviation_is_told() -> None:
    """At delta 0 the deviation gains 3 - 2."""
    notices = solve(repeated(Fraction(0), GRIM), "public_perfect").warnings
    assert any(
        "A gains 1 per period by one deviation to D in it.nice" in n.message for n in notices
    )


def test_a_loop_of_deviations_is_no_better_than_one() -> None:
    """Values by brute force over a long horizon agree with the linear system."""
    game = repeated(Fraction(1, 2), GRIM, Fraction(1, 3))
    certificate = check_repeated(
        game, Candidate(Assessment({p: completed(game, "it", p, Budget()) for p in "AB"}))
    )
    deviating = next(
        c for c in certificate.checks if c.claim == "A in it.nice: value >= that of D once"
    )
    half, third = Fraction(1, 2), Fraction(1, 3)
    by_hand = half * 3 + half * (1 - third) * 2
    assert (deviating.left, deviating.right) == (2, by_hand)


@settings(max_examples=40, deadline=None)
@given(
    st.fractions(0, 1, max_denominator=12).filter(lambda d: d < 1),
    st.fractions(0, 1, max_denominator=6),
    st.integers(0, 2),
)
def test_solver_and_checker_agree(delta: Fraction, seen: Fraction, lag: int) -> None:
    game = repeated(delta, GRIM, seen, lag)
    profile = {p: completed(game, "it", p, Budget()) for p in "AB"}
    kept = bool(solve_automata(game, "public_perfect", Budget(), {}).candidates)
    assert check_repeated(game, Candidate(Assessment(profile))).valid == kept


@settings(max_examples=25, deadline=None)
@given(
    st.fractions(0, 1, max_denominator=12).filter(lambda d: d < 1),
    st.fractions(0, 1, max_denominator=6),
    st.integers(0, 2),
)
def test_agrees_with_value_iteration(delta: Fraction, seen: Fraction, lag: int) -> None:
    """An equilibrium exactly if the best of all deviations over a long horizon is none."""
    game = repeated(delta, GRIM, seen, lag)
    process = game.process("it", "A")
    best = dict.fromkeys(process.states, 0.0)
    for _ in range(400):
        best = {
            name: max(
                float(each.payoffs["A"][p])
                + float(delta) * sum(float(c) * best[s] for s, c in each.next[p].items())
                for p in each.profiles()
            )
            for name, each in process.states.items()
        }
    gain = (1 - float(delta)) * (best[process.start] - 2 / (1 - float(delta)))
    if abs(gain) > 1e-6:
        assert (found(game) == 1) == (gain < 0)
    else:
        assert found(game) == 1 or gain > 0 or delta == 0 or abs(gain) < 1e-9


def test_malformed_candidates_fail_by_name() -> None:
    game = repeated(Fraction(1, 2), GRIM)
    good = {p: completed(game, "it", p, Budget()) for p in "AB"}
    assert check_repeated(game, Candidate(Assessment(good))).valid
    for label, chances in product(("it.nice", "it.end"), ({"C": ONE, "D": ONE}, {"C": ONE}, {})):
        bad = {**good, "A": {**good["A"], label: chances}}
        assert not check_repeated(game, Candidate(Assessment(bad))).valid
    other = {**good, "A": {**good["A"], "it.end": {"C": ONE, "D": Fraction(0)}}}
    failures = check_repeated(game, Candidate(Assessment(other))).failures()
    assert failures[0].claim == "A in it.end: probability of C as the automaton says"
    assert not check_repeated(game, Candidate(Assessment({"A": good["A"]}))).valid
    assert not check_repeated(game, Candidate(Assessment({**good, "C": {}}))).valid
    late = replace(game, discount={"A": ONE, "B": ONE})
    assert not check_repeated(late, Candidate(Assessment(good))).valid


def test_mixed_moves_need_indifference() -> None:
    """Matching pennies played for ever is an equilibrium at one half and nowhere else."""
    pennies = NormalGame.from_arrays(
        [[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=("A", "B"),
        moves={"A": ("C", "D"), "B": ("C", "D")},
    )  # fmt: skip
    for share, count in ((Fraction(1, 2), 1), (Fraction(1, 3), 0)):
        mix = {"C": share, "D": 1 - share}
        always = AutomatonState({"A": mix, "B": mix}, (Rule(None, {"on": ONE}),))
        game = RepeatedGame(
            pennies, {"A": share, "B": share}, {}, {"it": Automaton({"on": always})}
        )
        assert found(game) == count


@pytest.mark.parametrize("delta", [Fraction(1), Fraction(-1, 2)])
def test_improper_discount_factors_are_refused(delta: Fraction) -> None:
    from gametheory_dprk.errors import NoSolverError

    with pytest.raises(NoSolverError, match="discount factor of A"):
        solve(repeated(delta, GRIM), "public_perfect")
