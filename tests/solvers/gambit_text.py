"""Games as text that Gambit reads, written for tests alone."""

from __future__ import annotations

from itertools import product

from gametheory_dprk.games import Chance, NormalGame, SignalingGame, Terminal
from gametheory_dprk.transforms.signaling_to_extensive import to_tree


def gambit_text(game) -> str:
    if isinstance(game, NormalGame):
        return normal_text(game)
    return tree_text(to_tree(game).game if isinstance(game, SignalingGame) else game)


def normal_text(game) -> str:
    moves = " ".join("{ " + " ".join(f'"{m}"' for m in game.moves[p]) + " }" for p in game.players)
    players = " ".join(f'"{player}"' for player in game.players)
    entries = []
    for backwards in product(*(game.moves[player] for player in reversed(game.players))):
        profile = tuple(reversed(backwards))
        entries += [str(game.payoffs[player][profile]) for player in game.players]
    return f'NFG 1 R "" {{ {players} }} {{ {moves} }}\n{" ".join(entries)}\n'


def tree_text(game) -> str:
    numbers: dict[tuple[str, str], int] = {}
    lines = ['EFG 2 R "" { ' + " ".join(f'"{p}"' for p in game.players) + " }"]
    for count, (_, node) in enumerate(game.nodes(), 1):
        if isinstance(node, Terminal):
            pays = ", ".join(str(node.payoffs[player]) for player in game.players)
            lines.append(f't "" {count} "o{count}" {{ {pays} }}')
        elif isinstance(node, Chance):
            moves = " ".join(f'"{m}" {chance}' for m, chance in node.probabilities.items())
            lines.append(f'c "" {count} "c{count}" {{ {moves} }} 0')
        else:
            owner = game.players.index(node.player) + 1
            key = (node.player, node.information_set)
            number = numbers.setdefault(key, sum(k[0] == node.player for k in numbers) + 1)
            moves = " ".join(f'"{move}"' for move in node.moves)
            lines.append(f'p "" {owner} {number} "{node.information_set}" {{ {moves} }} 0')
    return "\n".join(lines) + "\n"
