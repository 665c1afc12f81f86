"""What an atlas is made of: a scenario or a template, read into a game and relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.assumptions import sign_relations
from gametheory_dprk.analysis.atlas.folding import fold
from gametheory_dprk.analysis.atlas.form import Form, build_form
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, decide, names, substitute, to_text
from gametheory_dprk.games import ExtensiveGame, Game, SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

Source: TypeAlias = "Scenario | SignalingGame[Expr] | ExtensiveGame[Expr]"
"""A scenario, or a template."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A signaling game with what is assumed of its parameters.

    Attributes
    ----------
    game : SignalingGame of Expr
    relations : tuple of Expr
    start : Mapping[str, Fraction]
        Default values of the parameters, where they are known.
    moves : Mapping[tuple of str, str]
        In a tree, what is played after the responses.
    """

    game: SignalingGame[Expr]
    relations: tuple[Expr, ...]
    start: Mapping[str, Fraction]
    moves: Mapping[tuple[str, str], str]

    def form(self, source: Source, budget: Budget | None = None) -> Form:
        """Read the game over its parameter space."""
        open_names = ordered_names(source, self.game, self.relations)
        known = all(name in self.start for name in open_names)
        inner = {name: self.start[name] for name in open_names} if known else None
        return build_form(self.game, self.relations, open_names, inner, budget)


def charts(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> tuple[Chart, ...]:
    """Return the signaling games that a source stands for: of a tree, one a continuation."""
    game, relations, start = template_of(source, assume, fixed)
    if isinstance(game, SignalingGame):
        return (Chart(game, tuple(relations), start, {}),)
    branches = fold(game, relations, ordered_names(source, game, relations))
    return tuple(
        Chart(branch.game, (*relations, *branch.assume), start, branch.moves) for branch in branches
    )


def the_chart(found: Sequence[Chart]) -> Chart:
    """Return the only chart.

    Raises
    ------
    AnalysisError
        If there are several, naming a relation that would decide.
    """
    if len(found) > 1:
        shared = set(found[0].relations).intersection(*(chart.relations for chart in found[1:]))
        relation = next(r for r in found[0].relations if r not in shared)
        raise AnalysisError(
            "what is played after the responses depends on the parameters: assume "
            f"{to_text(relation)} or the opposite, or ask for one atlas a branch"
        )
    return found[0]


def template_of(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> tuple[SignalingGame[Expr] | ExtensiveGame[Expr], list[Expr], Mapping[str, Fraction]]:
    """Return the game, what is assumed of its parameters, and their default values."""
    numbers = {name: Fraction(value) for name, value in fixed.items()}
    game: Game[Expr] = source.game if isinstance(source, Scenario) else source
    if not isinstance(game, SignalingGame | ExtensiveGame):
        raise AnalysisError("the atlas covers signaling games and trees that fold into one")
    start: dict[str, Fraction] = {}
    relations = list(assume)
    if isinstance(source, Scenario):
        signs = sign_relations(source.parameters.values())
        relations = [*source.assume, *signs, *assume]
        start = {name: parameter.value for name, parameter in source.parameters.items()}
    filled = game.map(lambda formula: substitute(formula, numbers))
    given = [substitute(relation, numbers) for relation in relations]
    return filled, [r for r in given if names(r) or not constant_truth(r)], start


def constant_truth(relation: Expr) -> bool:
    """Whether a relation without parameters is true."""
    return decide(relation, {})


def ordered_names(source: Source, game: Game[Expr], given: Iterable[Expr]) -> list[str]:
    """Return the parameters in use: in the order of the scenario, else sorted."""
    used = set(game.parameters())
    for relation in given:
        if names(relation) & used or not isinstance(source, Scenario):
            used |= names(relation)
    declared = list(source.parameters) if isinstance(source, Scenario) else sorted(used)
    return [name for name in declared if name in used]
