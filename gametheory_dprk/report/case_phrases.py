"""What is played and believed in a case of a proposition, as phrases in LaTeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gametheory_dprk.analysis.atlas.telling.titles import Roles
from gametheory_dprk.analysis.atlas.telling.writing import Written
from gametheory_dprk.expr import Expr, to_latex
from gametheory_dprk.report.latex_words import listed, word

Chances = Mapping[str, Expr]


def signaling_phrases(roles: Roles, family: Written) -> Iterator[str]:
    """Yield what every type sends, and what answers each signal under which belief."""
    sent = family.strategies[roles.sender]
    groups: dict[str, list[str]] = {}
    for kind, label in roles.types.items():
        groups.setdefault(mixture(sent[label]), []).append(kind)
    for chances, kinds in groups.items():
        verb = "sends" if len(kinds) == 1 else "send"
        yield f"{listed([word(kind) for kind in kinds])} {verb} {chances}"
    answered = family.strategies[roles.receiver]
    known = {signal for label in roles.types.values() for signal in sent[label]}
    for signal, label in roles.answers.items():
        verb = "answers" if signal in known else "would answer"
        told = f"{word(roles.receiver)} {verb} {word(signal)} with {mixture(answered[label])}"
        yield told + belief(family.beliefs[roles.receiver].get(label, {}))


def belief(chances: Chances) -> str:
    """Say what is believed after a signal: of two types, how likely the first is."""
    kinds = {node.split(".")[0]: chance for node, chance in chances.items()}
    if not kinds:
        return ""
    if len(kinds) == 1:
        return f", sure of {word(next(iter(kinds)))}"
    told = [f"${to_latex(chance)}$ in {word(kind)}" for kind, chance in kinds.items()]
    return f", with belief {told[0] if len(told) == 2 else listed(told)}"


def general_phrases(family: Written) -> Iterator[str]:
    """Yield what is played at every information set."""
    for player, sets in family.strategies.items():
        for label, chances in sets.items():
            place = word(player) if player == label else f"{word(player)} at {word(label)}"
            yield f"{place} plays {mixture(chances)}"


def mixture(chances: Chances) -> str:
    r"""Write moves with their probabilities; a certain one by its name alone.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> print(mixture({"talk": parse("x"), "wait": parse("1 - x")}))
    \textsf{talk} with probability $x$ and otherwise \textsf{wait}
    """
    moves = list(chances)
    if len(moves) == 1:
        return word(moves[0])
    if len(moves) == 2:
        first = f"{word(moves[0])} with probability ${to_latex(chances[moves[0]])}$"
        return f"{first} and otherwise {word(moves[1])}"
    return listed([f"{word(m)} with probability ${to_latex(x)}$" for m, x in chances.items()])
