"""What may vary in a component of equilibria, in words.

A polytope of distributions is given by its vertices. One vertex is said as it is, a range of
one probability by its bounds, anything larger by its vertices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from gametheory_dprk.games.bargaining import ACCEPTS_FROM, LEAVES, OFFERS
from gametheory_dprk.games.demand import INDIFFERENT
from gametheory_dprk.games.frontier import RECEIVES
from gametheory_dprk.number import Number
from gametheory_dprk.report.blocks import Phrase, Table, joined
from gametheory_dprk.report.formulas import formula_words
from gametheory_dprk.solution import Block, Cell, Component, Distribution, SetKey, Vertex

AMOUNTS = frozenset({ACCEPTS_FROM, INDIFFERENT, LEAVES, OFFERS, RECEIVES})
"""Names under which a strategy states an amount and not a probability."""

LISTED = 10
"""How many vertices or beliefs are told one by one."""


def distribution_phrase(distribution: Distribution) -> Phrase:
    """Say what is played: the names that have a probability, which is left out if it is one.

    Bargaining strategies are amounts, which are all told.

    Examples
    --------
    >>> distribution_phrase({"hold": Fraction(1), "relief": Fraction(0)})
    ('hold',)
    >>> distribution_phrase({"hold": Fraction(4, 5), "relief": Fraction(1, 5)})
    ('hold ', Fraction(4, 5), ', ', 'relief ', Fraction(1, 5))
    """
    if distribution and set(distribution) <= AMOUNTS:
        return joined((f"{name} ", amount) for name, amount in distribution.items())
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
        if low == 0 and high == 1:
            return ("any mix of ", " and ".join(names))
        others = [n for n in names if n != name] if len(vertices[0]) > 2 else []
        return (*bounds_phrase(name, low, high), *(f", else {n}" for n in others))
    return ("any mix of ", *listed(map(bracketed, vertices)))


def beliefs_phrase(vertices: Sequence[Distribution]) -> Phrase:
    """Say what may be believed at one information set, in its first member where that does."""
    names = list(vertices[0])
    if len(names) > 2:
        mixed = listed(map(bracketed, vertices))
        return ("belief ", *mixed) if len(vertices) == 1 else ("any mix of beliefs ", *mixed)
    low, *_, high = sorted([vertex.get(names[0], Fraction(0)) for vertex in vertices] * 2)
    if low == 0 and high == 1:
        return ("any belief",)
    return ("belief in ", *bounds_phrase(names[0], low, high))


def played(vertices: Sequence[Distribution]) -> list[str]:
    """Names that have a probability at some vertex, in order."""
    names = dict.fromkeys(name for vertex in vertices for name in vertex)
    return [name for name in names if any(vertex.get(name) for vertex in vertices)]


def listed(phrases: Iterable[Phrase]) -> Phrase:
    """Write phrases one after the other, with "and" before the last; of many the first.

    Examples
    --------
    >>> listed([("talk",), ("wait",), ("leave",)])
    ('talk', ', ', 'wait', ' and ', 'leave')
    >>> listed([(str(n),) for n in range(100)])[-2:]
    (' and ', '91 more, which --format json lists')
    """
    every = tuple(phrases)
    if len(every) > LISTED:
        more = f"{len(every) - LISTED + 1} more, which --format json lists"
        every = (*every[: LISTED - 1], (more,))
    *others, last = every
    return joined([joined(others), last] if others else [last], " and ")


def bracketed(distribution: Distribution) -> Phrase:
    """A distribution that stands among others."""
    phrase = distribution_phrase(distribution)
    return phrase if len(phrase) == 1 else ("(", *phrase, ")")


def component_phrases(component: Component) -> list[Phrase]:
    """Say what a component's members may do: one phrase for each place that varies.

    Cells that differ at one place only are alternatives there; other cells are told one
    after the other. What is the same in all cells and does not vary is left out.

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
    cells = varying_cells(component)
    places = {places_of(cell) for cell in cells}
    single = len(places) == 1 and all(len(each) == 1 for each in places)
    if component.is_curved or len(cells) == 1 or not single:
        return [cell_phrase(cell) for cell in cells]
    ((sets,),) = places
    ways = [way_phrase(cell.blocks[0]) for cell in cells]
    return [(f"{set_words(sets)}: ", *joined(ways, ", or "))]


def places_of(cell: Cell) -> tuple[tuple[SetKey, ...], ...]:
    """The information sets of each block."""
    return tuple(block.information_sets for block in cell.blocks)


def varying_cells(component: Component) -> list[Cell]:
    """The cells without the blocks that are the same in all of them and do not vary."""
    first, *others = component.cells
    constant = [
        block
        for block in first.blocks
        if len(block.strategies) < 2
        and len(block.beliefs) < 2
        and all(block in cell.blocks for cell in others)
    ]
    return [
        replace(cell, blocks=tuple(block for block in cell.blocks if block not in constant))
        for cell in component.cells
    ]


def component_table(component: Component) -> Table | None:
    """The parts of a component of which several places vary, as a table; None where words do.

    Examples
    --------
    >>> row, column = ("row", "row"), ("column", "column")
    >>> one, no = Fraction(1), Fraction(0)
    >>> left, right = {"l": one, "r": no}, {"l": no, "r": one}
    >>> def cell(rows, columns):
    ...     return Cell((Block((row,), tuple({row: each} for each in rows)),
    ...                  Block((column,), tuple({column: each} for each in columns))))
    >>> cells = cell([left], [left, right]), cell([left, right], [left])
    >>> [["".join(phrase) for phrase in row] for row in component_table(Component(1, cells)).rows]
    [['1', 'l', 'any mix of l and r'], ['2', 'any mix of l and r', 'l']]
    """
    cells = varying_cells(component)
    places = {places_of(cell) for cell in cells}
    if component.is_curved or len(cells) == 1 or len(places) > 1 or len(places_of(cells[0])) < 2:
        return None
    columns = ("part", *map(set_words, places_of(cells[0])))
    rows = tuple(
        ((str(number),), *(way_phrase(block) for block in cell.blocks))
        for number, cell in enumerate(cells, 1)
    )
    return Table("what may vary, part by part", columns, rows)


def cell_phrase(cell: Cell) -> Phrase:
    """All places of one cell."""
    parts: list[Phrase] = [
        (f"{set_words(block.information_sets)}: ", *way_phrase(block)) for block in cell.blocks
    ]
    if cell.formulas is not None:
        parts += [(words,) for words in formula_words(cell.formulas)]
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
    mixed = listed(map(vertex_phrase, vertices))
    return mixed if len(vertices) == 1 else ("any mix of ", *mixed)


def vertex_phrase(vertex: Mapping[SetKey, Distribution]) -> Phrase:
    """One vertex over several information sets."""
    parts: list[Phrase] = [
        (f"{set_words([key])}: ", *distribution_phrase(each)) for key, each in vertex.items()
    ]
    return ("[", *joined(parts, "; "), "]")
