"""Trees that several tests share, built without the scenario reader."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.solution import Assessment, Candidate

US_DPRK = ("DPRK", "US")


def end(players, *payoffs):
    return Terminal({p: Fraction(x) for p, x in zip(players, payoffs, strict=True)})


def flagship(p, c):
    """dprk/agreed_framework_1994 as a full tree, at n_G=.3 n_P=1 s=.5 R=1 r=.6 q=.1 v=2 k=.5
    b=.1 d=1."""
    p, c = Fraction(p), Fraction(c)
    n = {"genuine": Fraction("3/10"), "ploy": Fraction(1)}
    s, big_r, r, q, v, k, b, d = map(Fraction, ("1/2", 1, "3/5", "1/10", 2, "1/2", "1/10", 1))

    def after(kind):
        comply = end(US_DPRK, big_r - c, v - k)
        defect = end(US_DPRK, n[kind] + r - q - c, -d - k)
        relief = Decision("DPRK", f"{kind}.relief", {"comply": comply, "defect": defect})
        hold = end(US_DPRK, n[kind] - s - c, -d + b)
        talk = Decision("US", "after_talk", {"relief": relief, "hold": hold})
        return Decision("DPRK", kind, {"talk": talk, "provoke": end(US_DPRK, n[kind] - s, -d)})

    kinds = {kind: after(kind) for kind in n}
    return ExtensiveGame(US_DPRK, Chance({"genuine": p, "ploy": 1 - p}, kinds))


def implementation(C=3, H=6):
    """dprk/agreed_framework_implementation at V=10 o=2 F=8 q=.6 w_N=5 w_U=1; NK, then US pay."""
    players, q = ("NK", "US"), Fraction("3/5")

    def quiet(deliver, stall):
        ends = {"deliver": end(players, *deliver), "stall": end(players, *stall)}
        return Decision("US", "after_quiet", ends)

    kept = quiet((12, 8 - C), (-3, 3))
    cheated = quiet((12 + H, -C), (2 + H, 0))
    alarm = end(players, -8, -1)
    comply = Chance({"alarm": Fraction(0), "quiet": Fraction(1)}, {"alarm": alarm, "quiet": kept})
    cheat = Chance({"alarm": q, "quiet": 1 - q}, {"alarm": alarm, "quiet": cheated})
    sign = Decision("NK", "sign", {"comply": comply, "cheat": cheat})
    return ExtensiveGame(
        players, Decision("US", "start", {"refuse": end(players, -5, -1), "sign": sign})
    )


def horse():
    """Selten's horse (Selten 1975), with 3 seen neither by 1's D nor by 2's d."""
    players = ("1", "2", "3")

    def three(left, right):
        return Decision("3", "three", {"L": end(players, *left), "R": end(players, *right)})

    two = {"c": end(players, 1, 1, 1), "d": three((4, 4, 0), (0, 0, 1))}
    one = {"C": Decision("2", "two", two), "D": three((3, 3, 2), (0, 0, 0))}
    return ExtensiveGame(players, Decision("1", "one", one))


def two_observers(out):
    """1 stays out, or goes L or R unseen; 2 passes on if L is likely enough, then 3 punishes if
    R is likely enough. 2 passes iff Pr(L) >= 2/3, 3 punishes iff Pr(R) >= 2/3."""
    players = ("1", "2", "3")

    def after(unhurt, pass_pays, punish_pays):
        ends = {
            "punish": end(players, 0, pass_pays, punish_pays),
            "spare": end(players, unhurt, pass_pays, 0),
        }
        told = Decision("3", "told", ends)
        return Decision("2", "seen", {"pass": told, "stop": end(players, unhurt, 0, 0)})

    moves = {"out": end(players, out, 0, 0), "L": after(3, 1, -2), "R": after("5/2", -2, 1)}
    return ExtensiveGame(players, Decision("1", "start", moves))


def wedge(c, W, l_K, w_K, e_K, z=1, a=1):
    """dprk/alliance_wedge; DPRK, ROK, US."""
    players = ("DPRK", "ROK", "US")

    def ally(name, cost, strike):
        def us(label, loss, strike_pays):
            ends = {"strike": end(players, -cost - W, -loss - strike, strike_pays),
                    "hold": end(players, -cost, -loss, 0)}  # fmt: skip
            return Decision("US", f"{name}.{label}", ends)

        return Decision(
            "ROK", name, {"consent": us("consent", 0, z), "refuse": us("refuse", l_K, -a)}
        )

    moves = {"charm": ally("charm", c, w_K + e_K), "none": ally("none", 0, w_K)}
    return ExtensiveGame(players, Decision("DPRK", "start", moves))


def centipede(length):
    """Stopping gives the mover 2 more than the other; passing adds 1 to what both share."""
    players = ("A", "B")
    node: Any = end(players, length, length)
    for k in reversed(range(length)):
        mover = players[k % 2]
        stop = (k + 2, k) if mover == "A" else (k, k + 2)
        node = Decision(mover, f"stage {k}", {"stop": end(players, *stop), "pass": node})
    return ExtensiveGame(players, node)


def pure(game, moves: Mapping[str, str], beliefs=None):
    """A candidate from one move for each label, and beliefs by label."""
    strategies: dict[str, dict[str, dict[str, Fraction]]] = {}
    held: dict[str, dict[str, dict[str, Fraction]]] = {}
    for place in game.information_sets():
        chosen = {move: Fraction(move == moves[place.label]) for move in place.moves}
        strategies.setdefault(place.player, {})[place.label] = chosen
        if place.label in (beliefs or {}):
            belief = dict(zip(place.nodes, map(Fraction, beliefs[place.label]), strict=True))
            held.setdefault(place.player, {})[place.label] = belief
    return Candidate(Assessment(strategies, held))


class Sprout:
    """A node of a random tree before it is built."""

    def __init__(self, own):
        self.own, self.kind, self.moves, self.children = own, "end", [], []


def random_tree(seed, players="AB", depth=3, size=3):
    """A tree of perfect recall: nodes of one depth and one own past may share a set."""
    rng, count = random.Random(seed), 0
    root = Sprout(dict.fromkeys(players, ()))
    level = [root]
    for height in range(depth):
        shared: dict[Any, list[Any]] = {}
        following = []
        for node in level:
            if height and rng.random() < 0.25:
                continue
            node.kind = "chance" if rng.random() < 0.2 else rng.choice(players)
            if node.kind == "chance":
                node.moves = ["up", "down"]
            else:
                alike = shared.setdefault((node.kind, node.own[node.kind]), [])
                if not alike or rng.random() < 0.4:
                    count += 1
                    alike.append((f"set{count}", [f"l{count}", f"r{count}"]))
                node.label, node.moves = rng.choice(alike)
            for move in node.moves:
                own = dict(node.own)
                if node.kind != "chance":
                    own[node.kind] += ((node.label, move),)
                node.children.append(Sprout(own))
            following += node.children
        level = following

    def build(node):
        if node.kind == "end":
            return end(players, *(rng.randint(-size, size) for _ in players))
        moves = {m: build(child) for m, child in zip(node.moves, node.children, strict=True)}
        if node.kind == "chance":
            up = Fraction(rng.randint(1, 3), 4)
            return Chance({"up": up, "down": 1 - up}, moves)
        return Decision(node.kind, node.label, moves)

    return ExtensiveGame(tuple(players), build(root))
