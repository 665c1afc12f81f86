"""What may vary in a component of equilibria, in words.

A polytope of distributions is given by its vertices. One vertex is said as it is, a range of
one probability by its bounds, anything larger by its vertices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.number import Number
from gametheory_dprk.report.blocks import Phrase, joined
from gametheory_dprk.solution import Block, Cell, Component, Distribution, SetKey, Vertex


def distribution_phrase(distribution: Distribution) -> Phrase:
    """Say what is played: the names that have a probability, which is left out if it is one.

    Examples
    --------
    >>> distribution_phrase({"hold": Fraction(1), "relief": Fraction(0)})
    ('hold',)
    >>> distribution_phrase({"hold": Fraction(4, 5), "relief": Fraction(1, 5)})
    ('hold ', Fraction(4, 5), ', ', 'relief ', Fraction(1, 5))
    """
    positive = {name: chance for name, chance in distribution.items() if chance}
    if list(positive.values()) == [1]:
        return tuple(positive)
    return joined((f"{name} ", chance) for name, chance in positive.items())


def bounds_phrase(name: str, low: Number, high: Number) -> Phrase:
    """Say between which bounds a probability may lie.

    Examples
    --------
    >>> bounds_phrase("relief", Fraction(0), Fraction(1, 5))
    ('relief up to ', Fraction(1, 5))
    """
    if low == high:
        return (f"{name} exactly ", low)
    if low == 0 and high == 1:
        return (f"any {name}",)
    if low == 0:
        return (f"{name} up to ", high)
    if high == 1:
        return (f"{name} at least ", low)
    return (f"{name} from ", low, " to ", high)


def strategies_phrase(vertices: Sequence[Distribution]) -> Phrase:
    """Say how the moves of one information set may be mixed."""
    if len(vertices) == 1:
        return distribution_phrase(vertices[0])
    names = played(vertices)
    if len(names) == 2 and len(vertices) == 2:
        name = next((n for n in names if min(v.get(n, 0) for v in vertices) == 0), names[0])
        low, high = sorted(vertex.get(name, Fraction(0)) for vertex in vertices)
        whole = low == 0 and high == 1
        return ("any mix of ", " and ".join(names)) if whole else bounds_phrase(name, low, high)
    return ("any mix of ", *joined(map(bracketed, vertices), " and "))


def beliefs_phrase(vertices: Sequence[Distribution]) -> Phrase:
    """Say what may be believed at one information set, in its first member where that does."""
    names = list(vertices[0])
    if len(names) > 2:
        mixed = joined(map(bracketed, vertices), " and ")
        return ("belief ", *mixed) if len(vertices) == 1 else ("any mix of beliefs ", *mixed)
    low, *_, high = sorted([vertex.get(names[0], Fraction(0)) for vertex in vertices] * 2)
    if low == 0 and high == 1:
        return ("any belief",)
    return ("belief in ", *bounds_phrase(names[0], low, high))


def played(vertices: Sequence[Distribution]) -> list[str]:
    """Names that have a probability at some vertex, in order."""
    names = dict.fromkeys(name for vertex in vertices for name in vertex)
    return [name for name in names if any(vertex.get(name) for vertex in vertices)]


def bracketed(distribution: Distribution) -> Phrase:
    """A distribution that stands among others."""
    phrase = distribution_phrase(distribution)
    return phrase if len(phrase) == 1 else ("(", *phrase, ")")


def component_phrases(component: Component) -> list[Phrase]:
    """Say what a component's members may do: one phrase for each place that varies.

    Cells that differ at one place only are alternatives there; other cells are told one
    after the other.

    Examples
    --------
    >>> talk = ("US", "talk")
    >>> def cell(moves, beliefs):
    ...     return Cell((Block((talk,), tuple({talk: each} for each in moves),
    ...                        tuple({talk: each} for each in beliefs)),))
    >>> zero, fifth, one = Fraction(0), Fraction(1, 5), Fraction(1)
    >>> hold, relief = {"relief": zero, "hold": one}, {"relief": fifth, "hold": 1 - fifth}
    >>> never, exactly = {"genuine": zero, "ploy": one}, {"genuine": fifth, "ploy": 1 - fifth}
    >>> cells = (cell([hold], [never, exactly]), cell([hold, relief], [exactly]))
    >>> from gametheory_dprk.report.numbers import phrase_text
    >>> [phrase_text(each) for each in component_phrases(Component(1, cells))]
    ['US at talk: hold with belief in genuine up to 1/5 (0.2),
      or relief up to 1/5 (0.2) with belief in genuine exactly 1/5 (0.2)']
    """
    places = [tuple(block.information_sets for block in cell.blocks) for cell in component.cells]
    if len(component.cells) == 1 or any(len(each) != 1 for each in places):
        return [cell_phrase(cell) for cell in component.cells]
    if len(set(places)) > 1:
        return [cell_phrase(cell) for cell in component.cells]
    (sets,) = places[0]
    ways = [way_phrase(cell.blocks[0]) for cell in component.cells]
    return [(f"{set_words(sets)}: ", *joined(ways, ", or "))]


def cell_phrase(cell: Cell) -> Phrase:
    """All places of one cell."""
    parts: list[Phrase] = [
        (f"{set_words(block.information_sets)}: ", *way_phrase(block)) for block in cell.blocks
    ]
    return joined(parts, "; ")


def set_words(sets: Sequence[SetKey]) -> str:
    """Name information sets the way a reader finds them."""
    return " and ".join(
        player if player == label else f"{player} at {label}" for player, label in sets
    )


def way_phrase(block: Block) -> Phrase:
    """What is played and believed at the information sets of a block."""
    single = block.information_sets[0] if len(block.information_sets) == 1 else None
    parts: list[Phrase] = []
    if block.strategies:
        parts.append(
            strategies_phrase([vertex[single] for vertex in block.strategies if single in vertex])
            if single
            else joint_phrase(block.strategies)
        )
    if block.beliefs:
        parts.append(
            beliefs_phrase([vertex[single] for vertex in block.beliefs if single in vertex])
            if single
            else ("beliefs ", *joint_phrase(block.beliefs))
        )
    return joined(parts, " with ")


def joint_phrase(vertices: Sequence[Vertex]) -> Phrase:
    """Vertices over several information sets, which vary together."""
    mixed = joined(map(vertex_phrase, vertices), " and ")
    return mixed if len(vertices) == 1 else ("any mix of ", *mixed)


def vertex_phrase(vertex: Mapping[SetKey, Distribution]) -> Phrase:
    """One vertex over several information sets."""
    parts: list[Phrase] = [
        (f"{set_words([key])}: ", *distribution_phrase(each)) for key, each in vertex.items()
    ]
    return ("[", *joined(parts, "; "), "]")
