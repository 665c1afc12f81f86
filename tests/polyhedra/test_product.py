"""Product blocks of random products and of sets without structure."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.polyhedra import product_blocks

Points = set[tuple[int, ...]]


def project(points: Points, positions: tuple[int, ...]) -> Points:
    return {tuple(point[i] for i in positions) for point in points}


def splits(points: Points, positions: tuple[int, ...], part: tuple[int, ...]) -> bool:
    """Tell whether a projection is the product of its parts, by building the product."""
    rest = tuple(i for i in positions if i not in part)
    whole = project(points, (*part, *rest))
    return {a + b for a, b in product(project(points, part), project(points, rest))} == whole


def finest(points: Points, positions: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Split by trying every subset that holds the first position, smallest first."""
    if not positions:
        return []
    first, *others = positions
    for size in range(len(others) + 1):
        for chosen in combinations(others, size):
            part = (first, *chosen)
            if splits(points, positions, part):
                rest = tuple(i for i in positions if i not in part)
                return [part, *finest(points, rest)]
    raise AssertionError("a set is the product of itself")


def blocks(points: Points, width: int) -> list[tuple[int, ...]]:
    rows = [dict(enumerate(point)) for point in sorted(points)]
    return [block.keys for block in product_blocks(rows, range(width))]


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.tuples(
            st.just(width),
            st.sets(st.tuples(*[st.integers(0, 1)] * width), min_size=1, max_size=16),
        )
    )
)
def test_finest_blocks_of_any_set(case: tuple[int, Points]) -> None:
    width, points = case
    assert blocks(points, width) == finest(points, tuple(range(width)))


@st.composite
def products(draw: st.DrawFn) -> tuple[Points, int]:
    """Draw a product of small sets with its coordinates shuffled."""
    factors = draw(
        st.lists(
            st.integers(1, 3).flatmap(
                lambda width: st.sets(
                    st.tuples(*[st.integers(0, 2)] * width), min_size=1, max_size=4
                )
            ),
            min_size=1,
            max_size=3,
        )
    )
    points = {sum(parts, ()) for parts in product(*factors)}
    width = len(next(iter(points)))
    order = draw(st.permutations(range(width)))
    return project(points, tuple(order)), width


@settings(max_examples=200, deadline=None)
@given(products())
def test_finest_blocks_of_products_rebuild_the_set(case: tuple[Points, int]) -> None:
    points, width = case
    found = product_blocks([dict(enumerate(point)) for point in sorted(points)], range(width))
    rebuilt = set()
    for parts in product(*(block.vertices for block in found)):
        joined = {key: value for part in parts for key, value in part.items()}
        rebuilt.add(tuple(joined[i] for i in range(width)))
    assert rebuilt == points
    assert [block.keys for block in found] == finest(points, tuple(range(width)))


def test_parity_is_one_block_though_every_pair_is_free() -> None:
    points = {bits for bits in product((0, 1), repeat=4) if (bits[0] + bits[1] + bits[3]) % 2 == 0}
    assert blocks(points, 4) == [(0, 1, 3), (2,)]


def test_repetitions_do_not_matter() -> None:
    rows = [{"a": x, "b": y} for x in "pq" for y in "rs"] + [{"a": "p", "b": "r"}]
    assert [block.keys for block in product_blocks(rows, ["b", "a"])] == [("b",), ("a",)]


def test_no_points_and_no_keys() -> None:
    assert product_blocks([], ["a", "b"]) == [(("a",), ()), (("b",), ())]
    assert product_blocks([{}], []) == []
