"""What an atlas is made of: a scenario or a template, read into a game and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.preparing.assumptions import range_relations
from gametheory_dprk.analysis.atlas.preparing.folding import fold
from gametheory_dprk.analysis.atlas.preparing.merging import merged_moves
from gametheory_dprk.analysis.atlas.preparing.splitting import pieces
from gametheory_dprk.analysis.atlas.signaling.form import Form, build_form
from gametheory_dprk.analysis.atlas.systems.games import tree_data
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, decide, names, substitute, to_text
from gametheory_dprk.games import ExtensiveGame, Game, SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import ratio_of
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape

Source: TypeAlias = "Scenario | Game[Expr]"
"""A scenario, or a template."""


Template: TypeAlias = "tuple[Game[Expr], list[Expr], Mapping[str, Fraction]]"
"""A game, what is assumed of its parameters, and their default values."""


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
    whole : Game of Expr
        The game before it was folded.
    """

    game: SignalingGame[Expr]
    relations: tuple[Expr, ...]
    start: Mapping[str, Fraction]
    moves: Mapping[tuple[str, str], str]
    whole: Game[Expr]

    def form(self, source: Source, budget: Budget | None = None) -> Form:
        """Read the game over its parameter space."""
        open_names = ordered_names(source, self.game, self.relations)
        known = all(name in self.start for name in open_names)
        inner = {name: self.start[name] for name in open_names} if known else None
        form = build_form(self.game, self.relations, open_names, inner, budget)
        if not isinstance(self.whole, ExtensiveGame):
            return form
        tree = self.whole.map(lambda formula: ratio_of(formula, form.ring))
        moves = tuple((*key, move) for key, move in self.moves.items())
        return replace(form, tree=tree_data(tree, form.ring)[0]["root"], moves=moves)


def charts(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> tuple[Chart, ...]:
    """Return the signaling games that a source stands for.

    There is one for each piece of the parameters (see `pieces`), and in a tree one for each way of
    playing on after the responses.
    """
    return tuple(
        chart for each in templates(source, assume, fixed) for chart in charted(source, each)
    )


def charted(source: Source, template: Template) -> Iterator[Chart]:
    """Yield the signaling games that one piece stands for."""
    game, relations, start = template
    if isinstance(game, SignalingGame):
        yield Chart(game, tuple(relations), start, {}, game)
        return
    if not isinstance(game, ExtensiveGame):
        raise AnalysisError("neither a signaling game nor a tree that folds into one")
    for branch in fold(game, relations, ordered_names(source, game, relations)):
        assumed = (*relations, *branch.assume)
        yield Chart(branch.game, assumed, start, branch.moves, game)


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
        what = (
            "what is played after the responses depends on the parameters"
            if found[0].moves
            else "min, max or abs splits the parameters"
        )
        raise AnalysisError(
            f"{what}: assume {to_text(relation)} or the opposite, or ask for one atlas a branch"
        )
    return found[0]


def templates(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> list[Template]:
    """Return games with what is assumed of their parameters: one, or one a piece.

    Formulas with min, max or abs are split. In a tree a player's moves that follow one another
    directly are taken together where that makes it a signaling game.
    """
    numbers = {name: Fraction(value) for name, value in fixed.items()}
    game: Game[Expr] = source.game if isinstance(source, Scenario) else source
    start: dict[str, Fraction] = {}
    relations = list(assume)
    if isinstance(source, Scenario):
        ranges = range_relations(source.parameters.values())
        relations = [*source.assume, *ranges, *assume]
        start = {name: parameter.value for name, parameter in source.parameters.items()}
    filled = as_signaling(game.map(lambda formula: substitute(formula, numbers)))
    given = [substitute(relation, numbers) for relation in relations]
    kept = [r for r in given if names(r) or not constant_truth(r)]
    return [(part, said, start) for part, said in pieces(filled, kept)]


def template_of(
    source: Source, assume: Sequence[Expr], fixed: Mapping[str, Fraction | int]
) -> Template:
    """Return the only template, or the first one."""
    return templates(source, assume, fixed)[0]


def as_signaling(game: Game[Expr]) -> Game[Expr]:
    """Take moves together where that makes a tree a signaling game."""
    if not isinstance(game, ExtensiveGame) or signaling_shape(game) is not None:
        return game
    merged = merged_moves(game)
    return game if signaling_shape(merged) is None else merged


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


def definitions_of(source: Source, fixed: Mapping[str, Fraction | int]) -> dict[str, Expr]:
    """Return the named formulas of a scenario, with numbers filled in."""
    let = source.let if isinstance(source, Scenario) else {}
    return {name: substitute(formula, fixed) for name, formula in let.items()}
