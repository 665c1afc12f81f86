"""From a system with products of unknowns to the curved sets of its solutions, if it allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory_dprk.polyhedra.ticks import Tick, never_stop
from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import condition
from gametheory_dprk.regions.columns import Columns
from gametheory_dprk.regions.refutation import refute
from gametheory_dprk.regions.smt import Smt
from gametheory_dprk.solvers.trees.polynomial import ONE, Polynomial, number, unknown
from gametheory_dprk.solvers.trees.polynomial_system import Point, PolynomialSystem
from gametheory_dprk.solvers.trees.surface import Surface, ratio_of
from gametheory_dprk.solvers.trees.surface_drafts import (
    Draft,
    product,
    simplified,
    solved_drafts,
)
from gametheory_dprk.solvers.trees.surface_faces import is_face
from gametheory_dprk.solvers.trees.surface_parts import connected_parts
from gametheory_dprk.solvers.trees.surface_questions import Questions, Unsolved

DEPTHS = ((0, 1), (0, 2))
"""How many conditions are multiplied to show that others imply one."""


def surfaces(system: PolynomialSystem, known: Point, tick: Tick = never_stop) -> Iterator[Surface]:
    """The surfaces that together are the solutions of a system.

    Parameters
    ----------
    system : PolynomialSystem
        In unknowns that hang together.
    known : Mapping
        Values of other unknowns at the same information sets.
    tick : callable
        May raise to stop.

    Raises
    ------
    Unsolved
        If the equations cannot be solved one unknown at a time.

    Examples
    --------
    >>> from gametheory_dprk.solvers.trees.polynomial import number, unknown
    >>> x, y = unknown("x"), unknown("y")
    >>> half, one = number(Fraction(1, 2)), number(1)
    >>> curve = PolynomialSystem([x * y - half], positive=[x, y, one - x, one - y])
    >>> for each in surfaces(curve, {}):
    ...     print(each.values["x"].numerator, each.values["x"].denominator, each.conditions)
    1/2 x1 (2*x1 - 1, -x1 + 1)
    """
    names = sorted({name for each in system.conditions() for name in each.unknowns()})
    ring = Ring([f"x{k}" for k in range(len(names))])
    forms = dict(zip(names, ring.generators.values(), strict=True))
    start = {name: Ratio(form, ring.one) for name, form in forms.items()}
    questions = Questions(Smt(ring), tick)
    entries = probabilities(names, known)
    found: list[Surface] = []
    for strict in told_apart(system, entries):
        draft = Draft(
            ring,
            {},
            *(
                tuple(ratio_of(each, start, ring).numerator for each in group)
                for group in (strict.equal, strict.at_least, strict.positive)
            ),
        )
        for solved in solved_drafts(simplified(draft), questions):
            for surface in finished(solved, names, entries, questions):
                if not any(is_face(surface, each, questions) for each in found):
                    found.append(surface)
                    yield surface


def probabilities(names: Sequence[Any], known: Point) -> list[Polynomial]:
    """Every probability that depends on some unknowns."""
    sets = dict.fromkeys(name[:-1] for name in names if isinstance(name, tuple))
    found = [unknown(name) for name in names if isinstance(name, tuple)]
    for place in sets:
        rest = ONE
        for name in names:
            if name[:-1] == place:
                rest = rest - unknown(name)
        rest = rest - number(sum((v for n, v in known.items() if n[:-1] == place), Fraction(0)))
        found.append(rest)
    return found


def told_apart(
    system: PolynomialSystem, entries: Sequence[Polynomial]
) -> Iterator[PolynomialSystem]:
    """The system for each way in which probabilities are zero or positive."""
    first = next((each for each in entries if each not in system.positive), None)
    if first is None:
        yield system
        return
    rest = [each for each in entries if each is not first]
    yield from told_apart(replace(system, positive=[*system.positive, first]), rest)
    yield from told_apart(replace(system, equal=[*system.equal, first]), rest)


def finished(
    draft: Draft, names: Sequence[Any], entries: Sequence[Polynomial], questions: Questions
) -> Iterator[Surface]:
    """The surfaces of a draft without equations."""
    strict = [condition(each, ">") for each in (*draft.at_least, *draft.positive)]
    sample = questions.point(strict)
    if sample is None:
        for flat in flattened(draft, questions):
            yield from finished(flat, names, entries, questions)
        return
    ring = draft.ring
    free = {name: Ratio(ring.generators[name], ring.one) for name in ring.names}
    by_name = dict(zip(ring.names, names, strict=True))
    values = {by_name[name]: draft.values.get(name, free[name]) for name in ring.names}
    parameters = {name: by_name[name] for name in ring.names if name not in draft.values}
    found = Surface(ring, values, parameters, (), {name: sample[name] for name in parameters})
    basic = [f for name in parameters for f in bounds(by_name[name], ring.generators[name])]
    plain = Draft(ring, {}, (), (), tuple(basic))
    stated = [
        product(plain.stripped(each.numerator * each.denominator), ring)
        for each in ratios(found, entries)
    ]
    conditions = needed([*draft.at_least, *draft.positive, *stated], basic, ring)
    yield from connected_parts(replace(found, conditions=tuple(conditions)), basic, questions)


def bounds(name: Any, form: Form) -> list[Form]:
    """What is positive of a parameter by itself: of a probability, it and what it leaves."""
    return [form, 1 - form] if isinstance(name, tuple) else []


def ratios(surface: Surface, entries: Sequence[Polynomial]) -> Iterator[Ratio]:
    """The probabilities that are not zero throughout."""
    return (each for each in map(surface.ratio, entries) if not each.is_zero())


def flattened(draft: Draft, questions: Questions) -> Iterator[Draft]:
    """The draft with an inequality as an equation, which it can only hold as.

    Nothing where there is no solution.

    Raises
    ------
    Unsolved
        If no single inequality does.
    """
    if not questions.is_possible(draft.conditions()):
        return
    for each in draft.at_least:
        if not questions.is_possible(draft.conditions(condition(each, ">"))):
            others = tuple(other for other in draft.at_least if other is not each)
            flat = replace(draft, equal=(each,), at_least=others)
            yield from solved_drafts(flat, questions)
            return
    raise Unsolved("inequalities that hold together only as equations")


def needed(forms: Iterable[Form], positive: Sequence[Form], ring: Ring) -> list[Form]:
    """The conditions that the others, and that probabilities are positive, do not imply."""
    kept: list[Form] = []
    for each in forms:
        if not each.is_constant() and each not in kept and each not in positive:
            kept.append(each)
    for each in sorted(kept, key=len, reverse=True):
        others = [other for other in kept if other is not each]
        given = [condition(other, ">=") for other in others]
        given += [condition(other, ">") for other in positive]
        if refute(Columns(ring), (), [*given, condition(-each, ">")], depths=DEPTHS):
            kept = others
    return kept
