"""Writes a tree as an .efg file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.interchange.header import braced, quoted
from gametheory_dprk.interchange.names import original


class TreeWriting:
    """Numbers what it meets: information sets for each player, moves of chance, ends of play."""

    def __init__(self, game: ExtensiveGame[Fraction]) -> None:
        self._game = game
        self._numbers = {player: k for k, player in enumerate(game.players, 1)}
        self._sets: dict[str, dict[str, tuple[int, tuple[str, ...]]]] = {
            player: {} for player in game.players
        }
        self._chances = 0
        self._ends = 0

    def lines(self) -> Iterator[str]:
        """Yield a line for each node, a node's children after it in the order of its moves."""
        waiting: list[Node[Fraction]] = [self._game.root]
        while waiting:
            node = waiting.pop()
            match node:
                case Terminal():
                    yield self._end(node.payoffs)
                case Chance():
                    yield self._chance(node)
                    waiting += reversed(tuple(node.moves.values()))
                case Decision():
                    number, moves = self._place(node)
                    yield self._decision(node, number, moves)
                    waiting += [node.moves[move] for move in reversed(moves)]

    def _place(self, node: Decision[Fraction]) -> tuple[int, tuple[str, ...]]:
        """The number of an information set, and its moves in the order of its first node."""
        sets = self._sets[node.player]
        return sets.setdefault(node.information_set, (len(sets) + 1, tuple(node.moves)))

    def _decision(self, node: Decision[Fraction], number: int, moves: Iterable[str]) -> str:
        """The line of a player's move."""
        player, label = self._numbers[node.player], quoted(node.information_set)
        return f'p "" {player} {number} {label} {braced(map(original, moves))} 0'

    def _chance(self, node: Chance[Fraction]) -> str:
        """The line of a move of chance."""
        self._chances += 1
        entries = (f"{quoted(original(m))} {node.probabilities[m]}" for m in node.moves)
        return f'c "" {self._chances} "" {{ {" ".join(entries)} }} 0'

    def _end(self, payoffs: Mapping[str, Fraction]) -> str:
        """The line of an end of play."""
        self._ends += 1
        listed = ", ".join(str(payoffs[player]) for player in self._game.players)
        return f't "" {self._ends} "" {{ {listed} }}'
