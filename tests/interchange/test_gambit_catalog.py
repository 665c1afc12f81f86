"""The games that pygambit ships: we read what it reads, and find the equilibria it finds."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from gametheory_dprk.api.arrays import all_nash
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, NormalGame, Terminal
from gametheory_dprk.interchange.spec import Document, foreign_format
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.transforms.extensive_to_normal import reduced_form

SECONDS = 120
FORGETFUL = {
    "books/shohamleytonbrown2008/fig5_12",
    "books/vonstengel2022/fig10.7",
    "journals/geb/gilboa1997/fig1",
    "journals/geb/gilboa1997/fig2",
    "journals/geb/wichardt2008",
}
"""Games without perfect recall; the titles or descriptions of all of them say so."""


def folder() -> Path | None:
    found = importlib.util.find_spec("pygambit")
    places = [*found.submodule_search_locations] if found else []
    return next((path for p in places if (path := Path(p, "catalog_data")).is_dir()), None)


FILES = sorted(folder().rglob("*.?fg")) if folder() else []
NAMES = [str(file.relative_to(folder()).with_suffix("")) for file in FILES]
every_game = pytest.mark.parametrize("file", FILES, ids=NAMES)

pytestmark = pytest.mark.skipif(not FILES, reason="pygambit's catalog is not installed")


@cache
def gambit() -> dict[str, Any]:
    """What pygambit says of all games, from a process of its own."""
    child = Path(__file__).with_name("gambit_child.py")
    done = subprocess.run(
        [sys.executable, str(child), *map(str, FILES)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return json.loads(done.stdout)


@cache
def ours(file: Path) -> Document:
    return foreign_format(str(file)).read(file.read_text(encoding="utf-8"), str(file))


def walk(game: ExtensiveGame) -> dict[str, Any]:
    """The tree with positions of moves as names."""
    ends, chance, sets = {}, {}, {}
    waiting = [((), game.root)]
    count = 0
    while waiting:
        path, node = waiting.pop()
        count += 1
        name = ".".join(map(str, path))
        if isinstance(node, Terminal):
            ends[name] = [str(node.payoffs[player]) for player in game.players]
            continue
        if isinstance(node, Chance):
            chance[name] = [str(probability) for probability in node.probabilities.values()]
        if isinstance(node, Decision):
            sets.setdefault((node.player, node.information_set), []).append(name)
        waiting += [((*path, k), child) for k, child in enumerate(node.moves.values())]
    return {"ends": ends, "chance": chance, "nodes": count, "sets": sets}


def plan_positions(game: ExtensiveGame, player: str, plan: Any) -> list[Any]:
    """A reduced plan: the nodes of each information set, and the position of the move there."""
    places = {(p.player, p.label): p.moves for p in game.information_sets()}
    sets = walk(game)["sets"]
    made = [
        [sorted(sets[player, label]), places[player, label].index(move)]
        for label, move in plan.items()
    ]
    return sorted(made)


def extreme_equilibria(game: Any) -> list[Any]:
    """Those of a two-player game, in the words of the other program."""
    if isinstance(game, NormalGame):
        form = game
        meaning = [[[k] for k, _ in enumerate(game.moves[player])] for player in game.players]
    else:
        reduced = reduced_form(game)
        form = reduced.game
        meaning = [
            [plan_positions(game, player, reduced.plans[player][m]) for m in form.moves[player]]
            for player in game.players
        ]
    rows, columns = (form.moves[player] for player in form.players)
    tables = [[[form.payoffs[p][r, c] for c in columns] for r in rows] for p in form.players]
    return [
        [
            sorted([str(share), m] for share, m in zip(side, own, strict=True) if share)
            for side, own in zip(pair, meaning, strict=True)
        ]
        for pair in all_nash(*tables, exact=True)
    ]


@every_game
def test_it_reads_and_goes_round(file: Path) -> None:
    card, document = foreign_format(str(file)), ours(file)
    text = card.write(document)
    assert card.read(text, "again") == document
    assert read(file).game.at({}) == document.game


@every_game
def test_pygambit_sees_the_same_game(file: Path) -> None:
    theirs, game = gambit()[str(file)], ours(file).game
    assert len(game.players) == len(theirs["players"])
    assert [*game.players] == theirs["players"]
    if isinstance(game, NormalGame):
        sizes = [range(len(game.moves[player])) for player in game.players]
        for profile, positions in zip(game.profiles(), product(*sizes), strict=True):
            values = [str(game.payoffs[player][profile]) for player in game.players]
            assert theirs["payoffs"][".".join(map(str, positions))] == values
        return
    tree = walk(game)
    assert (tree["ends"], tree["chance"]) == (theirs["ends"], theirs["chance"])
    assert tree["nodes"] == theirs["nodes"]
    sets = [[game.players.index(player), sorted(n)] for (player, _), n in tree["sets"].items()]
    assert sorted(sets) == theirs["sets"]


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What pygambit says of the games as we write them."""
    place = tmp_path_factory.mktemp("written")
    files = []
    for k, file in enumerate(FILES):
        files.append(place / f"{k}{file.suffix}")
        files[-1].write_text(foreign_format(str(file)).write(ours(file)), encoding="utf-8")
    child = Path(__file__).with_name("gambit_child.py")
    command = [sys.executable, str(child), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    return dict(zip(map(str, FILES), json.loads(done.stdout).values(), strict=True))


@every_game
def test_pygambit_reads_what_we_write(file: Path, rewritten: dict[str, Any]) -> None:
    theirs, again = dict(gambit()[str(file)]), dict(rewritten[str(file)])
    for found in (theirs, again):
        found["equilibria"] = sorted(map(json.dumps, found.get("equilibria", [])))
    assert again == theirs


SOLVED = [(file, name) for file, name in zip(FILES, NAMES, strict=True) if name not in FORGETFUL]


@pytest.mark.parametrize("file", [f for f, _ in SOLVED], ids=[n for _, n in SOLVED])
def test_the_extreme_equilibria_are_the_same(file: Path) -> None:
    theirs, game = gambit()[str(file)], ours(file).game
    if "equilibria" not in theirs:
        assert len(game.players) != 2 or max(sizes_of(game)) > 12
        pytest.skip("not a small game of two players")
    mine = sorted(map(json.dumps, extreme_equilibria(game)))
    assert mine == sorted(map(json.dumps, theirs["equilibria"]))


def sizes_of(game: Any) -> list[int]:
    form = game if isinstance(game, NormalGame) else reduced_form(game).game
    return [len(moves) for moves in form.moves.values()]


@pytest.mark.parametrize("name", sorted(FORGETFUL))
def test_who_forgets_own_moves_is_refused_by_name(name: str) -> None:
    """Mixed and behavior strategies differ there, so no answer would be the one asked for."""
    scenario = read(FILES[NAMES.index(name)])
    for concept in ("nash", "sequential"):
        with pytest.raises(NoSolverError, match=r"recall own moves|forgets own moves"):
            solve(scenario.game, concept, values={})


def test_the_comparison_is_not_empty() -> None:
    compared = sum("equilibria" in found for found in gambit().values())
    sorts = Counter(file.suffix for file in FILES)
    assert compared >= 20
    assert min(sorts[".efg"], sorts[".nfg"]) >= 5


def test_wichardt_pays_what_the_description_says() -> None:
    """1, -1 where all three moves of player 1 and 2 are R, r, B."""
    game = ours(FILES[NAMES.index("journals/geb/wichardt2008")]).game
    plays = {play.path: tuple(play.payoffs.values()) for play in game.plays()}
    assert plays["R.r.B"] == (Fraction(1), Fraction(-1))
