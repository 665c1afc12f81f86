"""One template gives an exact game, an array game and a symbolic game."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from gametheory_dprk.expr import parse
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal


def template() -> ExtensiveGame:  # type: ignore[type-arg]
    ends = {move: Terminal({"A": parse(text)}) for move, text in {"x": "a + 1", "y": "2*a"}.items()}
    tree = Decision("A", "start", ends)
    root = Chance(
        {"l": parse("q"), "r": parse("1 - q")}, {"l": tree, "r": Terminal({"A": parse("0")})}
    )
    return ExtensiveGame(("A",), root)


def test_the_same_tree_three_ways() -> None:
    game = template()
    assert game.parameters() == {"a", "q"}
    exact = list(game.at({"a": Fraction(1, 3), "q": Fraction(1, 4)}).plays())
    assert [play.payoffs["A"] for play in exact] == [Fraction(4, 3), Fraction(2, 3), 0]
    assert [play.steps[0].probability for play in exact] == [
        Fraction(1, 4),
        Fraction(1, 4),
        Fraction(3, 4),
    ]
    batch = list(game.batch({"a": np.array([1.0, 2.0]), "q": 0.5}).plays())
    assert np.array_equal(batch[0].payoffs["A"], [2.0, 3.0])
    symbolic = list(game.symbolic().plays())
    assert str(symbolic[1].payoffs["A"]) == "2*a"


def test_information_sets_gather_their_nodes() -> None:
    leaf = Terminal({"A": 0, "B": 0})
    below = Decision("B", "unseen", {"u": leaf, "v": leaf})
    game = ExtensiveGame(("A", "B"), Decision("A", "start", {"x": below, "y": below}))
    assert game.information_sets()[1].nodes == ("x", "y")
    assert [path for path, _ in game.nodes()][:3] == [(), ("x",), ("x", "u")]
