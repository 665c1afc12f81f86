"""What a family is called: what its signals reveal, and what is played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from gametheory_dprk.analysis.atlas.view import Charted, FamilyView
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Decision, ExtensiveGame, Game, SignalingGame, Terminal
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape

PLAIN = ("pure", "mixed")
"""Labels that say little without what is played."""


@dataclass(frozen=True, slots=True)
class Title:
    """The names of a family.

    Attributes
    ----------
    short : str
        Such as "pooling on talk".
    reply : str
        What answers, such as "relief or hold"; empty where nothing needs to be said.
    """

    short: str
    reply: str = ""

    @property
    def full(self) -> str:
        """The name with what answers."""
        return f"{self.short}; {self.reply}" if self.reply else self.short


@dataclass(frozen=True, slots=True)
class Roles:
    """Who sends and who answers, by the information sets of the game.

    Attributes
    ----------
    sender, receiver : str
    types : Mapping[str, str]
        For each type its information set.
    answers : Mapping[str, str]
        For each signal the information set after it; none where nothing is to be decided.
    """

    sender: str
    receiver: str
    types: Mapping[str, str]
    answers: Mapping[str, str]


def family_titles(found: Charted) -> dict[int, Title]:
    """Name the families of an atlas.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.atlas import atlas
    >>> from gametheory_dprk.scenario.reader import read
    >>> names = family_titles(atlas(read("dprk/agreed_framework_1994")))
    >>> [title.full for title in names.values()][:3]
    ['pooling on provoke', 'separating on talk; relief', 'pooling on talk; relief']
    >>> names[4].short
    'semi-separating on talk (ploy mixes)'
    """
    roles = roles_of(found.game)
    titles = {view.id: title_of(view, roles, found.game) for view in found.views}
    counts = Counter(title.full for title in titles.values())
    for view in found.views:
        title = titles[view.id]
        if roles is not None and counts[title.full] > 1:
            titles[view.id] = Title(
                f"{title.short}: {who_plays_what(view, roles, found.game)}", title.reply
            )
    return titles


def roles_of(game: Game[Expr]) -> Roles | None:
    """Return who sends and who answers, if a game is a signaling game in some form."""
    if isinstance(game, SignalingGame):
        kinds = {kind: kind for kind in game.types}
        answered = {m: m for m in game.signals if len(game.responses[m]) > 1}
        return Roles(game.sender, game.receiver, kinds, answered)
    shape = signaling_shape(cast("Any", game)) if isinstance(game, ExtensiveGame) else None
    if shape is None:
        return None
    kinds = {kind: node.information_set for kind, node in shape.types.items()}
    return Roles(shape.sender, shape.receiver, kinds, shape.answered)


def title_of(view: FamilyView, roles: Roles | None, game: Game[Expr]) -> Title:
    """Name a family by itself."""
    if roles is None:
        told = f": {who_plays_what(view, roles, game)}" if view.label in PLAIN else ""
        return Title(f"{view.label}{told}")
    sent = {kind: played(view.strategies[roles.sender][s]) for kind, s in roles.types.items()}
    signals = telling(view.label, list(sent.values()))
    if not signals:
        return Title(f"{view.label}: {who_plays_what(view, roles, game)}")
    mixing = [kind for kind, chosen in sent.items() if len(chosen) > 1]
    mixes = f" ({' and '.join(mixing)} {'mix' if len(mixing) > 1 else 'mixes'})" if mixing else ""
    replies = [
        " or ".join(played(view.strategies[roles.receiver][roles.answers[m]]))
        for m in signals
        if m in roles.answers
    ]
    return Title(f"{view.label} on {' and '.join(signals)}{mixes}", ", ".join(replies))


def telling(label: str, sent: Sequence[Sequence[str]]) -> list[str]:
    """Return the signals that name a family: the pooled ones, or what the first type sends."""
    if label == "separating":
        return list(sent[0]) if len(sent) == 2 and len(sent[0]) == 1 else []
    counts = Counter(signal for chosen in sent for signal in chosen)
    return [signal for signal, count in counts.items() if count > 1]


def played(chances: Mapping[str, Ratio]) -> list[str]:
    """Return the moves of positive probability."""
    return [move for move, chance in chances.items() if not chance.is_zero()]


def who_plays_what(view: FamilyView, roles: Roles | None, game: Game[Expr]) -> str:
    """List what every type sends, or what is played along the way."""
    if roles is not None:
        table = view.strategies[roles.sender]
        rows = [(kind, table[label]) for kind, label in roles.types.items()]
    else:
        rows = [(player, view.strategies[player][label]) for player, label in reached(view, game)]
    return ", ".join(f"{who} {' or '.join(played(chances))}" for who, chances in rows)


def reached(view: FamilyView, game: Game[Expr]) -> list[tuple[str, str]]:
    """Return the information sets that are reached, each after its player."""
    if not isinstance(game, ExtensiveGame):
        return [(player, label) for player, sets in view.strategies.items() for label in sets]
    found: dict[tuple[str, str], None] = {}
    waiting = [game.root]
    while waiting:
        node = waiting.pop(0)
        moves = list(getattr(node, "moves", ()))
        if isinstance(node, Decision):
            found[node.player, node.information_set] = None
            moves = played(view.strategies[node.player][node.information_set])
        waiting += [node.moves[move] for move in moves if not isinstance(node, Terminal)]
    return list(found)
