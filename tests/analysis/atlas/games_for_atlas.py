"""Games with symbolic payoffs for the tests of the atlas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from random import Random

from gametheory_dprk.analysis.atlas.atlas import Atlas, atlas
from gametheory_dprk.expr import Expr, parse
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.scenario.reader import read

Rule = Callable[[str, str, str], object]


def template(
    prior: Mapping[str, str],
    signals: Sequence[str],
    responses: Sequence[str],
    sender: Rule,
    receiver: Rule,
) -> SignalingGame[Expr]:
    """Build a template from rules that write formulas."""
    cells = [(t, m, r) for t in prior for m in signals for r in responses]
    payoffs = {
        "S": {cell: parse(str(sender(*cell))) for cell in cells},
        "R": {cell: parse(str(receiver(*cell))) for cell in cells},
    }
    chances = {kind: parse(text) for kind, text in prior.items()}
    return SignalingGame("S", "R", chances, dict.fromkeys(signals, tuple(responses)), payoffs)


def relations(*texts: str) -> list[Expr]:
    """Read relations."""
    return [parse(text) for text in texts]


def beer_quiche() -> SignalingGame[Expr]:
    """Cho and Kreps 1987 with symbolic stakes: peace is worth f, a duel w or -s to the other."""

    def sender(kind: str, meal: str, reply: str) -> str:
        liked = int((kind == "strong") == (meal == "beer"))
        return f"{liked}" + (" + f" if reply == "walk" else "")

    def receiver(kind: str, meal: str, reply: str) -> str:
        return "0" if reply == "walk" else ("-s" if kind == "strong" else "w")

    prior = {"strong": "p", "weak": "1 - p"}
    return template(prior, ["beer", "quiche"], ["duel", "walk"], sender, receiver)


def ladder() -> SignalingGame[Expr]:
    """Three types, three costly steps, three answers; prior q of the best type, cost c a step."""
    cost = {"low": "3*c", "middle": "2*c", "high": "c"}
    partial = {"low": "1/3", "middle": "1/2", "high": "3/5"}
    worth = {
        "relief": {"low": "-2", "middle": "-1", "high": "3"},
        "freeze": {"low": "-1", "middle": "1/2", "high": "1"},
    }

    def sender(kind: str, step: str, reply: str) -> str:
        gain = {"relief": "1", "freeze": partial[kind], "pressure": "0"}[reply]
        return f"{gain} - ({cost[kind]})*{step[1:]}"

    def receiver(kind: str, step: str, reply: str) -> str:
        return worth[reply][kind] if reply in worth else "0"

    prior = {"low": "3/4 - q", "middle": "1/4", "high": "q"}
    signals = ["s0", "s1", "s2"]
    return template(prior, signals, ["relief", "freeze", "pressure"], sender, receiver)


def cheap_talk() -> SignalingGame[Expr]:
    """Two words that cost nothing and mean nothing; the receiver likes one type by b."""

    def receiver(kind: str, word: str, reply: str) -> str:
        return "0" if reply == "refuse" else ("b" if kind == "good" else "-l")

    prior = {"good": "p", "bad": "1 - p"}
    return template(
        prior,
        ["hello", "hi"],
        ["give", "refuse"],
        lambda kind, word, reply: int(reply == "give"),
        receiver,
    )


@cache
def atlas_of(name: str) -> Atlas:
    """Make an atlas once."""
    if "/" in name:
        return atlas(read(name))
    game, assume = {
        "beer_quiche": (beer_quiche, ("f > 0", "w > 0", "s > 0")),
        "ladder": (ladder, ("c > 0",)),
        "cheap_talk": (cheap_talk, ("b > 0", "l > 0")),
    }[name]
    return atlas(game(), relations(*assume))


def random_points(found: Atlas, count: int, seed: int) -> list[dict[str, Fraction]]:
    """Draw points inside the assumptions: on a coarse grid, so that many lie on boundaries."""
    random = Random(seed)
    points: list[dict[str, Fraction]] = []
    while len(points) < count:
        grid = random.choice([4, 8, 60])
        top = random.choice([1, 1, 2, 3])
        point = {name: Fraction(random.randint(1, top * grid), grid) for name in found.parameters}
        if found.form.space.contains(point):
            points.append(point)
    return points
