"""What research code imports: loading, solving, arrays, notebooks, and clear errors."""

from __future__ import annotations

import json
import pkgutil
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.errors import MissingExtra, NoSolverError, ScenarioError

SCENARIOS = Path(__file__).parent / "golden" / "scenarios"


@pytest.fixture
def talks() -> gt.Scenario:
    return gt.load(SCENARIOS / "talks.yaml")


def test_every_public_name_is_there() -> None:
    for name in gt.__all__:
        assert getattr(gt, name) is not None
        assert name in dir(gt)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = gt.nonsense  # type: ignore[attr-defined]


def test_no_module_has_the_name_of_a_public_function() -> None:
    modules = {module.name for module in pkgutil.iter_modules(gt.__path__)}
    assert "planner" in modules
    assert not modules & set(gt.__all__)


def test_load_takes_a_path_a_name_and_text() -> None:
    path = SCENARIOS / "inspection.yaml"
    assert gt.load(path).title == gt.load(str(path)).title == gt.load(path.read_text()).title
    assert gt.load("textbook/chicken").kind == "normal"
    with pytest.raises(ScenarioError, match="no such file"):
        gt.load("nowhere")


def test_parameters_are_read_exactly(talks: gt.Scenario) -> None:
    """p > mu = 1/5: both types talk and are met with relief; see the values for p = .4."""
    for value in (0.4, "0.4", "2/5", Fraction(2, 5), np.float64(0.4)):
        solution = talks.solve(p=value)
        assert solution.parameters["p"] == Fraction(2, 5)
        pooling = next(each for each in solution if each.outcome.get("ploy.talk.relief.defect"))
        assert pooling.values == {"N": Fraction(11, 10), "U": Fraction(-3, 10)}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, [1], "one", True])
def test_wrong_values_are_refused_by_name(talks: gt.Scenario, value: Any) -> None:
    with pytest.raises((ValueError, ScenarioError), match=r"^p: "):
        talks.solve(p=value)


def test_unsupported_concepts_tell_what_is_supported(talks: gt.Scenario) -> None:
    with pytest.raises(NoSolverError, match="available: nash"):
        talks.solve("correlated")
    with pytest.raises(NoSolverError, match="refinement 'pareto_optimal'"):
        talks.solve(refine="pareto_optimal")


def test_solutions_verify_and_forgeries_do_not(talks: gt.Scenario) -> None:
    solution = talks.solve()
    assert gt.verify(talks, solution).valid
    saved = json.loads(json.dumps(solution.to_dict()))
    assert gt.verify(talks, saved).valid
    saved["solution"]["equilibria"][1]["values"]["N"] = "1/2"
    failures = gt.verify(talks, saved).failures()
    assert [place for place, _ in failures] == ["solution.equilibria[1]"]


def test_solution_is_an_iterable_of_equilibria(talks: gt.Scenario) -> None:
    solution = talks.solve()
    assert solution.complete
    assert len(solution) == len(list(solution)) == 2
    assert repr(solution).startswith("<Solution: 2 sequential equilibria")
    assert "\n" not in repr(solution)
    assert str(solution).startswith("Talks under pressure\n")
    assert repr(talks) == "<Scenario talks: Talks under pressure>"


def test_frame_is_tidy(talks: gt.Scenario) -> None:
    frame = talks.solve().to_frame()
    ploy = frame.query("equilibrium == 2 and information_set == 'ploy' and name == 'talk'")
    assert ploy.value.tolist() == [Fraction(4, 9)]
    plays = frame[frame.quantity == "strategy"].groupby(
        ["equilibrium", "player", "information_set"]
    )
    assert (plays.value.sum() == 1).all()


def test_a_missing_pandas_is_told(talks: gt.Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"gametheory_dprk\[frame\]"):
        talks.solve().to_frame()


def test_notebooks_get_escaped_text() -> None:
    breakfast = gt.load(SCENARIOS / "breakfast.yaml")
    html, latex = breakfast.solve()._repr_html_(), breakfast.solve()._repr_latex_()
    assert "Breakfast &amp; duel &lt;1987&gt;" in html
    assert "<script" not in html
    assert r"Breakfast \& duel \textless{}1987\textgreater{}" in latex
    assert "<svg" in breakfast._repr_svg_()


def test_written_knows_its_formats(talks: gt.Scenario) -> None:
    assert json.loads(talks.solve().written("json"))["command"] == "solve"
    with pytest.raises(ValueError, match="name: 'pdf' is not one of csv"):
        talks.solve().written("pdf")


def test_validate_demands_sources(talks: gt.Scenario) -> None:
    talks.validate(strict=False)
    with pytest.raises(ScenarioError, match=r"parameters\.p"):
        talks.validate()


def test_compare_weighs_the_record() -> None:
    """Both types have beer in the surviving equilibrium: the record tells nothing."""
    found = gt.load(SCENARIOS / "breakfast.yaml").compare(p=0.9, other=0)
    assert [each.id for each in found.hypotheses] == ["is_strong", "is_weak"]
    assert found.hypotheses[1].log10_bayes_factor == 0


def test_all_nash_of_a_degenerate_game_is_every_extreme_equilibrium() -> None:
    """Payoffs of 1 for the row player only in the first column: the row player is indifferent."""
    pairs = gt.all_nash([[1, 0], [1, 0]], [[1, 0], [1, 0]], exact=True)
    assert sorted(pairs) == [((0, 1), (1, 0)), ((1, 0), (1, 0))]


def test_all_nash_gives_arrays_of_floats() -> None:
    ((x, y),) = gt.all_nash(np.array([[1, -1], [-1, 1]]), np.array([[-1, 1], [1, -1]]))
    assert x.dtype == y.dtype == float
    np.testing.assert_array_equal([x, y], [[0.5, 0.5], [0.5, 0.5]])


entries = st.integers(-3, 3)
matrices = st.integers(1, 3).flatmap(
    lambda rows: st.integers(1, 3).flatmap(
        lambda columns: st.tuples(
            *[
                st.lists(
                    st.lists(entries, min_size=columns, max_size=columns),
                    min_size=rows,
                    max_size=rows,
                )
            ]
            * 2
        )
    )
)


@given(matrices)
@settings(max_examples=40, deadline=None)
def test_no_player_gains_by_deviating_from_any_extreme_equilibrium(games: Any) -> None:
    A, B = (np.array(game) for game in games)
    pairs = gt.all_nash(A, B, exact=True)
    assert pairs
    assert len(set(pairs)) == len(pairs)
    for x, y in pairs:
        x, y = np.array(x, dtype=object), np.array(y, dtype=object)
        assert max(A.astype(object) @ y) == x @ A.astype(object) @ y
        assert max(x @ B.astype(object)) == x @ B.astype(object) @ y


@pytest.mark.parametrize(
    ("A", "B", "message"),
    [
        ([[float("nan")]], [[0]], "^A: nan is not a finite number"),
        ([[0]], [[float("inf")]], "^B: inf is not a finite number"),
        ([[0, 1]], [[0]], "^B: shape"),
        ([[0, 1], [2]], [[0]], "^A: rows of different lengths"),
        ([], [], "^A: shape"),
        ([["one"]], [[1]], "^A: 'one' is not a finite number"),
    ],
)
def test_wrong_arrays_are_refused_by_name(A: Any, B: Any, message: str) -> None:
    for function in (gt.nash, gt.all_nash):
        with pytest.raises(ValueError, match=message):
            function(A, B)


def test_pbe_of_arrays() -> None:
    """Free signals and a common wish for the first response: no signal can tell the types."""
    wants = np.ones((2, 2, 2)) * [1, 0]
    matches = np.array([[[1, 0], [1, 0]], [[0, 1], [0, 1]]])
    game = gt.SignalingGame.from_arrays(["1/3", "2/3"], wants, matches)
    solution = gt.pbe(game)
    assert solution.complete
    assert {each.values["receiver"] for each in solution} == {Fraction(2, 3)}
    with pytest.raises(ValueError, match=r"^prior"):
        gt.SignalingGame.from_arrays([0.3, 0.3], wants, matches)


def test_compare_reads_text_and_floats_as_exact_numbers() -> None:
    scenario = gt.load("dprk/agreed_framework_1994")
    text = scenario.compare(eta="1/20", prior={"genuine": "1/3", "ploy": "2/3"})
    exact = scenario.compare(
        eta=Fraction(1, 20), prior={"genuine": Fraction(1, 3), "ploy": Fraction(2, 3)}
    )
    assert text.to_document() == exact.to_document()
