"""Equilibria in mixtures of plans as regions of behavior strategies, none left out.

A mixture of plans fixes behavior only where the player's own moves let play come; elsewhere any
behavior is as good, for others as well as for the player. So a polytope of mixtures stands for
more than its image: on a face at which an information set is excluded, behavior there is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from gametheory_dprk.games import ExtensiveGame, InformationSet
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.trees.assessment_region import Distribution, Piece, Place, Region
from gametheory_dprk.transforms.extensive_to_normal import ReducedForm

Mixtures = Sequence[Distribution]


@dataclass
class MixtureRegions:
    """From the Nash equilibria of a reduced normal form to regions of the tree.

    Attributes
    ----------
    curved : bool
        Whether some polytope of mixtures was curved in behavior strategies, so that only its
        vertices have become regions.
    """

    game: ExtensiveGame[Fraction]
    form: ReducedForm
    curved: bool = field(default=False)

    def regions(self, candidate: Candidate) -> Iterator[Region]:
        """The regions of one equilibrium or component of the reduced normal form."""
        for polytopes in polytopes_of(candidate):
            choices = (self.faces(player, vertices) for player, vertices in polytopes.items())
            for parts in product(*choices):
                yield Region(tuple(piece for part in parts for piece in part))

    def faces(self, player: str, vertices: Mixtures) -> list[tuple[Piece, ...]]:
        """The pieces for a polytope of mixtures and for its faces that exclude more."""
        return [
            part for face in self.patterns(player, vertices) for part in self.straight(player, face)
        ]

    def patterns(self, player: str, vertices: Mixtures) -> list[Mixtures]:
        """The polytope, and every face on which further information sets are excluded."""
        everything = frozenset(range(len(vertices)))
        found = {everything}
        for place in self.places(player):
            excluding = frozenset(
                k for k in everything if not self.form.reach(player, vertices[k], place.label)
            )
            found |= {each & excluding for each in found}
        order = sorted(found - {frozenset()}, key=lambda each: (-len(each), sorted(each)))
        return [[vertices[k] for k in sorted(face)] for face in order]

    def straight(self, player: str, face: Mixtures) -> list[tuple[Piece, ...]]:
        """The pieces for a face; for each of its vertices where it is curved."""
        pieces = self.pieces(player, face)
        if pieces is not None:
            return [pieces]
        self.curved = True
        corners = (self.pieces(player, [vertex]) for vertex in face)
        return [corner for corner in corners if corner is not None]

    def pieces(self, player: str, face: Mixtures) -> tuple[Piece, ...] | None:
        """The pieces for a face, or None where it is curved in behavior strategies.

        Behavior is linear in the mixture where the information set is reached, by own moves, with
        one and the same probability all over the face.
        """
        found: list[Piece] = []
        varying: list[InformationSet] = []
        for place in self.places(player):
            reached = [v for v in face if self.form.reach(player, v, place.label)]
            behaviors = [self.behavior(player, vertex, place) for vertex in reached]
            if not reached:
                found.append(free_piece(place))
            elif all(each == behaviors[0] for each in behaviors):
                where: Place = ("strategies", (player, place.label))
                found.append(Piece((where,), ({where: behaviors[0]},)))
            elif len({self.form.reach(player, v, place.label) for v in face}) == 1:
                varying.append(place)
            else:
                return None
        if self.follow_one_another(player, varying):
            return None
        return (*found, *([self.joint_piece(player, face, varying)] if varying else []))

    def joint_piece(self, player: str, face: Mixtures, places: list[InformationSet]) -> Piece:
        """Behavior at several information sets, which varies together."""
        vertices: list[dict[Place, Distribution]] = []
        for mixture in face:
            vertex: dict[Place, Distribution] = {
                ("strategies", (player, each.label)): self.behavior(player, mixture, each)
                for each in places
            }
            if vertex not in vertices:
                vertices.append(vertex)
        return Piece(tuple(vertices[0]), tuple(vertices))

    def behavior(self, player: str, mixture: Distribution, place: InformationSet) -> Distribution:
        """What a mixture of plans does at an information set."""
        return self.form.behavior(player, mixture, place.label, place.moves)

    def places(self, player: str) -> list[InformationSet]:
        """The information sets of a player."""
        return [each for each in self.game.information_sets() if each.player == player]

    def follow_one_another(self, player: str, places: list[InformationSet]) -> bool:
        """Whether some play passes two of a player's information sets."""
        labels = {place.label for place in places}
        return any(
            sum(step.player == player and step.information_set in labels for step in play.steps) > 1
            for play in self.game.plays()
        )


def free_piece(place: InformationSet) -> Piece:
    """Any behavior at an information set."""
    where: Place = ("strategies", (place.player, place.label))
    pure = ({move: Fraction(move == chosen) for move in place.moves} for chosen in place.moves)
    return Piece((where,), tuple({where: each} for each in pure))


def polytopes_of(candidate: Candidate) -> Iterator[dict[str, list[Distribution]]]:
    """For each cell of a candidate, every player's polytope of mixtures by its vertices."""
    component = candidate.component
    if component is None:
        strategies = candidate.assessment.strategies
        yield {player: [sets[player]] for player, sets in strategies.items()}
        return
    for cell in component.cells:
        yield {
            player: [vertex[player, label] for vertex in block.strategies]
            for block in cell.blocks
            for player, label in block.information_sets
        }
