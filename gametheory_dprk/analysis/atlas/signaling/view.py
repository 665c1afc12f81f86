"""Views of the families of a signaling game, or of a tree that was folded into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.formulas import (
    FamilyFormulas,
    Formulas,
    answer_formulas,
    family_formulas,
    free_conditions,
    stakes,
)
from gametheory_dprk.analysis.atlas.view import FamilyView, Free, Option, Ratios, Unsent
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import ExtensiveGame, Game, InformationSet, SignalingGame
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions.formula import Formula, every, some
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape

Key = tuple[str, str]
"""A player and an information set."""


def signaling_view(form: Form, family: Family, names: Names) -> FamilyView:
    """Show a family in the names of the game that was asked about."""
    found = family_formulas(form, family)
    options = []
    for signal, alternatives in family.alternatives.items():
        ways = []
        for each in alternatives:
            answers, belief = answer_formulas(form, found.free, signal, each)
            played = names.strategies({}, {signal: answers})
            ways.append(Option(every(each.conditions), played, names.beliefs({signal: belief})))
        options.append(tuple(ways))
    return FamilyView(
        family.id,
        family.label,
        region_of(family),
        names.completed(
            names.strategies(found.sending, found.answering), Ratio(found.ring.one, found.ring.one)
        ),
        names.beliefs(found.beliefs),
        found.values,
        family.witness,
        found.ring,
        {name: Free(u, family.choice.get(u)) for u, name in found.free.items()},
        free_conditions(form, found, family),
        tuple(options),
        family.resolved,
        tuple(unsent_places(form, found, family, names)),
    )


def unsent_places(
    form: Form, found: FamilyFormulas, family: Family, names: Names
) -> Iterator[Unsent]:
    """Yield the information sets off the path of the game that was asked about."""
    for signal in family.alternatives:
        key = names.sets.get((names.receiver, signal))
        if key is not None:
            losses, worth = stakes(form, found, family, signal)
            nodes = {node: node.split(".")[0] for node in names.places[key].nodes}
            yield Unsent(*key, losses, worth, nodes)


def region_of(family: Family) -> Formula:
    """Return where a family exists."""
    threats = [
        some(every(option.conditions) for option in options)
        for options in family.alternatives.values()
    ]
    return every([*family.conditions, *threats])


class Names:
    """Types and signals under the names that the game asked about has for them.

    Parameters
    ----------
    moves
        In a tree, what is played after the responses.
    """

    def __init__(self, form: Form, game: Game[Expr], moves: Mapping[Key, str]) -> None:
        template = form.template
        self.sender, self.receiver = template.sender, template.receiver
        self.moves = moves
        self.places = {(each.player, each.label): each for each in game.information_sets()}
        self.sets = dict(renamed(game, template))

    def strategies(self, sending: Formulas, answering: Formulas) -> Ratios:
        """Rename what the sender and the receiver play."""
        found = {self.sender: sending, self.receiver: answering}
        return {
            player: {place.label: dict(chances) for place, chances in self.known(player, table)}
            for player, table in found.items()
        }

    def beliefs(self, table: Formulas) -> Ratios:
        """Rename beliefs over types."""
        return {
            self.receiver: {
                place.label: {node: chances[node.split(".")[0]] for node in place.nodes}
                for place, chances in self.known(self.receiver, table)
            }
        }

    def known(
        self, player: str, table: Formulas
    ) -> Iterator[tuple[InformationSet, Mapping[str, Ratio]]]:
        """Yield the rows that belong to an information set of the game."""
        for label, chances in table.items():
            if (player, label) in self.sets:
                yield self.places[self.sets[player, label]], chances

    def completed(self, strategies: Ratios, one: Ratio) -> Ratios:
        """Add what is played after the responses."""
        found = {player: dict(table) for player, table in strategies.items()}
        for (player, label), chosen in self.moves.items():
            moves = self.places[player, label].moves
            chances = {move: one if move == chosen else one - one for move in moves}
            found.setdefault(player, {})[label] = chances
        return found


def renamed(game: Game[Expr], template: SignalingGame[Expr]) -> Iterator[tuple[Key, Key]]:
    """Yield the information sets of a signaling game and what the given game calls them."""
    if isinstance(game, SignalingGame):
        yield from (((p.player, p.label),) * 2 for p in template.information_sets())
        return
    shape = signaling_shape(cast("ExtensiveGame[Any]", game))
    assert shape is not None
    yield from ((new, old) for old, new in shape.renamed().items())
