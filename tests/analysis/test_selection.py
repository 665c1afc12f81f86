from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.analysis.selection import select

from .talks import SEMI, equilibrium


def values(one: int, other: int) -> dict[str, Fraction]:
    return {"A": Fraction(one), "B": Fraction(other)}


def selected(*equilibria: object) -> int:
    found = select(equilibria)  # type: ignore[arg-type]
    assert found is not None
    return found.id


def test_d1_goes_before_everything() -> None:
    rich = equilibrium(1, SEMI, values(9, 9), d1=False, intuitive=True)
    poor = equilibrium(2, SEMI, values(0, 0), d1=True, intuitive=True)
    assert selected(rich, poor) == 2


def test_d1_goes_before_the_intuitive_criterion() -> None:
    one = equilibrium(1, SEMI, values(1, 1), d1=False, intuitive=True)
    other = equilibrium(2, SEMI, values(1, 1), d1=True, intuitive=False)
    assert selected(one, other) == 2


def test_a_refinement_that_leaves_nothing_is_skipped() -> None:
    one = equilibrium(1, SEMI, values(1, 1), d1=False, intuitive=False)
    other = equilibrium(2, SEMI, values(1, 0), d1=False, intuitive=True)
    assert selected(one, other) == 2


def test_partly_surviving_components_stay() -> None:
    assert (
        selected(
            equilibrium(1, SEMI, values(1, 1), d1=None), equilibrium(2, SEMI, values(1, 1), d1=True)
        )
        == 1
    )


def test_pareto_then_first() -> None:
    poor, rich, unequal = (
        equilibrium(k, SEMI, values(*pair)) for k, pair in enumerate([(1, 1), (2, 1), (0, 3)], 1)
    )
    assert selected(poor, rich, unequal) == 2
    assert selected(poor, unequal) == 1


def test_nothing_to_select() -> None:
    assert select([]) is None
