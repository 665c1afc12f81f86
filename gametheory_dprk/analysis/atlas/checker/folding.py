"""That a tree folds into the signaling game: proper subgames after the responses, solved backwards.

The game's data has the tree, and what is played after the responses. Values are computed here; the
move played at each node must be no worse than any other there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .algebra import ONE, Poly, add, quotient_of, require, scale, times
from .claims import Claims

Quotient = tuple[Poly, Poly]


def check_folding(claims: Claims, data: Mapping[str, Any], hints: Any) -> int:
    """Check that a tree folds as the data say; return how many comparisons there were."""
    found = list(comparisons(data))
    require(isinstance(hints, list) and len(hints) == len(found), "a comparison is missing")
    for f, hint in zip(found, hints, strict=True):
        claims.claim(f, ">=", hint, claims.conditions)
    return len(found)


def comparisons(data: Mapping[str, Any]) -> Iterator[Poly]:
    """Yield what must not be negative, and require that payoffs and types are the tree's."""
    root, types = data["tree"], list(data["types"])
    require(list(root["chances"]) == types, "the types are not drawn first")
    fold = Fold({(p, h): move for p, h, move in data["moves"]}, list(data["payoffs"]))
    fold.count(root)
    answering: dict[str, Any] = {}
    for t in types:
        same(quotient_of(root["chances"][t]), quotient_of(data["types"][t]), "a prior")
        sending = root["moves"][t]
        require(sending.get("player") == data["sender"], "a type is not the sender's")
        require(list(sending["moves"]) == list(data["responses"]), "signals differ")
        require(fold.members[sending["player"], sending["set"]] == 1, "a type is not known")
        for m, after in sending["moves"].items():
            ends = {None: after} if is_answered(data, m, after) is None else after["moves"]
            owner = is_answered(data, m, after)
            require(answering.setdefault(m, owner) == owner, "a signal is answered elsewhere")
            replies = [r if r is not None else data["responses"][m][0] for r in ends]
            require(replies == data["responses"][m], "responses differ")
            for r, end in zip(replies, ends.values(), strict=True):
                value = yield from fold.value(end)
                for player, worth in value.items():
                    stated = quotient_of(data["payoffs"][player][t][m][r])
                    same(worth, stated, "a payoff")
    sets = [owner for owner in answering.values() if owner is not None]
    require(len(set(sets)) == len(sets), "signals are not told apart")
    whole = all(fold.members[owner] == len(types) for owner in sets)
    require(whole, "a response is given elsewhere too")


def is_answered(data: Mapping[str, Any], m: str, after: Mapping[str, Any]) -> Any:
    """Return the receiver's information set after a signal; None where nobody answers."""
    if len(data["responses"][m]) == 1 and data["responses"][m][0] not in after.get("moves", {}):
        return None
    require(after.get("player") == data["receiver"], "a signal is not answered by the receiver")
    return after["player"], after["set"]


def same(one: Quotient, other: Quotient, what: str) -> None:
    """Require that two quotients are equal."""
    difference = add(times(one[0], other[1]), times(other[0], one[1]), Fraction(-1))
    require(not difference, f"{what} is not the tree's")


@dataclass
class Fold:
    """Values of nodes under given moves."""

    moves: Mapping[tuple[str, str], str]
    players: list[str]
    members: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, node: Mapping[str, Any]) -> None:
        """Count the nodes of each information set."""
        if "player" in node:
            self.members[node["player"], node["set"]] += 1
        for child in node.get("moves", {}).values():
            self.count(child)

    def value(self, node: Mapping[str, Any]) -> Any:
        """Return what each player earns from a node on; yield comparisons on the way."""
        if "end" in node:
            return {player: quotient_of(node["end"][player]) for player in self.players}
        values = {}
        for move, child in node["moves"].items():
            values[move] = yield from self.value(child)
        if "chances" in node:
            return {player: self.mean(node, values, player) for player in self.players}
        owner = (node["player"], node["set"])
        require(self.members[owner] == 1, "an information set is no subgame")
        played = self.moves[owner]
        for move in node["moves"]:
            if move != played:
                (a, b), (c, d) = values[played][owner[0]], values[move][owner[0]]
                difference = add(times(a, d), times(c, b), Fraction(-1))
                yield times(difference, times(b, d))
        return values[played]

    def mean(self, node: Mapping[str, Any], values: Mapping[str, Any], player: str) -> Quotient:
        """Average over a draw of chance."""
        top, bottom = scale(ONE, Fraction(0)), ONE
        for move, text in node["chances"].items():
            chance, below = quotient_of(text)
            worth, under = values[move][player]
            below = times(below, under)
            top = add(times(top, below), times(times(chance, worth), bottom))
            bottom = times(bottom, below)
        return top, bottom
