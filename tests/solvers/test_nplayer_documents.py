"""Saved solutions with irrational numbers: verified as they are, refused once touched."""

from __future__ import annotations

import copy
import json
from contextlib import suppress

import pytest
from nplayer_games import gains_of, game_of_gains

from gametheory_dprk.errors import GtdError
from gametheory_dprk.number import read_number
from gametheory_dprk.planner import solve
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify


@pytest.fixture(scope="module")
def square_root_game():
    """Its one equilibrium is (t, t, t) with t = -1 + sqrt(10)/2."""
    return game_of_gains(
        gains_of(lambda q, r: 3 - 4 * q - 2 * q * r),
        gains_of(lambda p, r: 3 - 4 * r - 2 * r * p),
        gains_of(lambda p, q: 3 - 4 * p - 2 * p * q),
    )


@pytest.fixture(scope="module")
def cubic_game():
    """Four players each of whom wants to go first alone; see the textbook games."""
    gains = {tuple(map(int, f"{k:03b}")): 1 if k == 7 else -1 for k in range(8)}
    return game_of_gains(gains, gains, gains, gains)


def saved(game):
    document = {"solution": encode_solution(solve(game, "nash"))}
    return json.loads(json.dumps(document))


@pytest.mark.parametrize("name", ["square_root_game", "cubic_game"])
def test_a_saved_solution_verifies(name, request):
    game = request.getfixturevalue(name)
    document = saved(game)
    assert document["solution"]["complete"] is True
    assert document["solution"]["status"] == "ok"
    assert verify(game, document).valid


def test_irrational_numbers_show_their_decimals(square_root_game):
    (equilibrium,) = saved(square_root_game)["solution"]["equilibria"]
    chance = equilibrium["strategies"]["player1"]["player1"]["p1"]
    assert chance["exact"] == "-1 + sqrt(10)/2"
    assert chance["approx"] == pytest.approx(0.5811388300841898, rel=1e-15)
    assert equilibrium["values"] == dict.fromkeys(("player1", "player2", "player3"), "0")


def places(node, path=()):
    """Paths of every exact irrational number of a document."""
    if isinstance(node, dict):
        if set(node) == {"exact", "approx"}:
            yield path
        else:
            for key, child in node.items():
                yield from places(child, (*path, key))
    if isinstance(node, list):
        for key, child in enumerate(node):
            yield from places(child, (*path, key))


def changed(document, path, change):
    """The document with one number changed, its decimal included where it still has one."""
    touched = copy.deepcopy(document)
    node = touched
    for key in path:
        node = node[key]
    node["exact"] = change(node["exact"])
    with suppress(ValueError):
        node["approx"] = float(read_number(node["exact"]))
    return touched


def refused(game, document):
    try:
        return not verify(game, document).valid
    except GtdError:
        return True


CHANGES = {
    "a radicand": lambda text: text.replace("sqrt(10)", "sqrt(11)"),
    "a coefficient": lambda text: text.replace("/2", "/3"),
    "a conjugate": lambda text: text.replace("+ sqrt", "- sqrt").replace("- sqrt", "- 1*sqrt"),
    "a root of another field": lambda text: text + " + CRootOf(x**3 - x - 1, 0)/1000",
    "an added trifle": lambda text: text + " + 1/1000000000000000000000000",
    "code": lambda text: f"__import__('os').system('sqrt') or {text}",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_touched_square_root_is_refused(square_root_game, change):
    document = saved(square_root_game)
    paths = list(places(document))
    assert len(paths) > 6
    for path in paths:
        touched = changed(document, path, CHANGES[change])
        if touched != document:
            assert refused(square_root_game, touched), path


def test_a_touched_polynomial_is_refused(cubic_game):
    document = saved(cubic_game)
    for path in list(places(document))[:12]:
        for old, new in (("x**3", "x**5"), ("x**3 - 1", "x**3 - 3"), (", 0)", ", 1)")):
            touched = changed(document, path, lambda text, a=old, b=new: text.replace(a, b))
            if touched != document:
                assert refused(cubic_game, touched), (path, old)


def test_a_wrong_decimal_is_refused(square_root_game):
    document = saved(square_root_game)
    document["solution"]["equilibria"][0]["strategies"]["player1"]["player1"]["p1"]["approx"] = 0.5
    assert refused(square_root_game, document)
