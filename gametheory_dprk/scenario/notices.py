"""Warnings about a scenario that is valid: parameters without effect, and knife edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import And, Compare, Expr, evaluate, names, to_text
from gametheory_dprk.games import Game, GridSignalingGame
from gametheory_dprk.number import number_text
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.model import Expectation, Hypothesis
from gametheory_dprk.scenario.points import sample_points
from gametheory_dprk.solution import Notice

Point = Mapping[str, Fraction]


def find_notices(
    draft: Draft,
    game: Game[Expr],
    hypotheses: tuple[Hypothesis, ...],
    expectations: tuple[Expectation, ...],
) -> tuple[Notice, ...]:
    """Return the warnings about a scenario."""
    used = set(game.parameters())
    used.update(*(names(relation) for relation in draft.assume))
    used.update(*(names(h.prior) for h in hypotheses if h.prior is not None))
    used.update(*(names(h.predicts.formula) for h in hypotheses if h.predicts is not None))
    for expectation in expectations:
        for formula in (expectation.that.formula, expectation.exactly_when, expectation.value):
            used.update(() if formula is None else names(formula))
    unused = [name for name in draft.parameters if name not in used]
    found = [Notice("unused_parameter", f"parameter {name} is used nowhere") for name in unused]
    found += _valueless(draft, game)
    return (
        *draft.notices,
        *found,
        *(Notice("knife_edge", message) for message in _edges(draft, game)),
    )


def _edges(draft: Draft, game: Game[Expr]) -> Iterator[str]:
    """Say where the default values lie on a boundary that a small change would leave."""
    points = sample_points(draft.parameters, draft.assume, count=2)
    for parameter in draft.parameters.values():
        interval = parameter.range
        if interval and parameter.value in (interval.low, interval.high):
            value = number_text(parameter.value)
            yield f"parameter {parameter.name} = {value} lies at the end of its range"
    for relation in draft.assume:
        for part in relation.parts if isinstance(relation, And) else (relation,):
            if _is_tight(part, points):
                yield f"the default values satisfy {to_text(part)} with equality"
    yield from _ties(game, points)


def _is_tight(relation: Expr, points: tuple[Point, ...]) -> bool:
    """Tell whether a relation holds with equality at the defaults."""
    return (
        isinstance(relation, Compare)
        and relation.operator in ("<=", ">=")
        and _coincide(relation.left, relation.right, points)
    )


def _coincide(left: Expr, right: Expr, points: tuple[Point, ...]) -> bool:
    """Tell whether two formulas agree at the defaults but not in general."""
    try:
        values = [evaluate(left, point) - evaluate(right, point) for point in points]
    except ExpressionError:
        return False
    return values[0] == 0 and any(values[1:])


def _payoffs(game: Game[Expr]) -> dict[str, dict[Expr, str]]:
    """For each player the different payoff formulas, each with the first outcome that has it.

    A game on large grids has too many.
    """
    found: dict[str, dict[Expr, str]] = {player: {} for player in game.players}
    for play in () if isinstance(game, GridSignalingGame) else game.plays():
        for player, payoff in play.payoffs.items():
            found[player].setdefault(payoff, play.path)
    return found


def _valueless(draft: Draft, game: Game[Expr]) -> Iterator[Notice]:
    """Report for each player the first outcome whose payoff has no value at the defaults."""
    values = {name: parameter.value for name, parameter in draft.parameters.items()}
    for player, paths in _payoffs(game).items():
        for payoff, path in paths.items():
            try:
                evaluate(payoff, values)
            except ExpressionError as error:
                message = f"the payoff of {player} in {path} has no exact value at the default "
                yield Notice("no_exact_value", f"{message}values: {error.problems[0].message}")
                break


def _ties(game: Game[Expr], points: tuple[Point, ...]) -> Iterator[str]:
    """Report for each player the first two outcomes that tie at the default values alone."""
    for player, paths in _payoffs(game).items():
        if tie := _first_tie(paths, points):
            yield (
                f"{player} is indifferent between {tie[0]} and {tie[1]} at the default values, "
                "but not in general"
            )


def _first_tie(paths: Mapping[Expr, str], points: tuple[Point, ...]) -> tuple[str, str] | None:
    """The first two outcomes whose payoffs coincide at the defaults but not in general."""
    groups: dict[Fraction, tuple[Expr, str]] = {}
    for payoff, path in paths.items():
        try:
            value = evaluate(payoff, points[0])
        except ExpressionError:
            continue
        other, where = groups.setdefault(value, (payoff, path))
        if other is not payoff and _coincide(other, payoff, points):
            return where, path
    return None
