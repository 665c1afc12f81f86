"""Warnings that a comparison never goes without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.analysis.compare.evidence import posterior, unidentified
from gametheory_dprk.analysis.compare.likelihood import Reading
from gametheory_dprk.analysis.compare.rivals import (
    Rival,
    common_prior,
    normalised,
    share_a_game,
)
from gametheory_dprk.analysis.selection import RULE
from gametheory_dprk.concepts.play import reach
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Notice


def notices(
    rivals: Sequence[Rival], reading: Reading, prior: Mapping[str, Number]
) -> tuple[Notice, ...]:
    """All warnings that apply, given the prior of the named hypotheses relative to each other."""
    found = [
        *pinned(rivals, prior),
        *not_identified(rivals),
        *many_equilibria(rivals),
        *off_path_record(rivals),
        *incomplete(rivals),
        *episodes(reading),
    ]
    return tuple(dict.fromkeys(found))


def pinned(rivals: Sequence[Rival], prior: Mapping[str, Number]) -> Iterator[Notice]:
    """The posterior is a belief at which somebody is indifferent, so it restates payoffs."""
    if not share_a_game(rivals) or common_prior(rivals) != dict(prior):
        return
    after = posterior(prior, {rival.id: rival.silent[-1] for rival in rivals})
    for place, beliefs in indifferent_beliefs(rivals):
        if beliefs == after:
            yield Notice(
                "pinned",
                f"the analyst's prior equals the players' common prior and {place} mixes: but for "
                "noise in reports the posterior is the belief at which the moves there pay alike, "
                "so it restates payoffs and not the record",
            )


def indifferent_beliefs(rivals: Sequence[Rival]) -> Iterator[tuple[str, dict[str, Number]]]:
    """Where somebody mixes on the path, and what hypotheses are believed in there."""
    selected, game = rivals[0].selected, rivals[0].solved.game
    for (player, label), nodes in reach(game, selected.strategies).items():
        weights = {rival.id: weight_of(nodes, rival.types) for rival in rivals}
        uncertain = sum(map(bool, weights.values())) > 1
        if uncertain and max(selected.strategies[player][label].values()) < 1:
            yield f"{player} at {label}", normalised(weights)


def weight_of(nodes: Mapping[str, Number], types: Collection[str]) -> Number:
    """Probability of the nodes of an information set to which one of the types leads."""
    found = (chance for node, chance in nodes.items() if set(node.split(".")) & set(types))
    return sum(found, Fraction(0))


def not_identified(rivals: Sequence[Rival]) -> Iterator[Notice]:
    """Two hypotheses give the record the same likelihood in every equilibrium."""
    for one, other in unidentified(rivals):
        yield Notice(
            "not_identified",
            f"{one} and {other} give every clue of this record the same probability in every "
            "equilibrium: it cannot tell them apart",
        )


def many_equilibria(rivals: Sequence[Rival]) -> Iterator[Notice]:
    """The result hangs on which equilibrium is selected."""
    for rival in rivals:
        count = len(rival.solved.solution)
        if count > 1 or rival.selected.component is not None:
            which = rival.id if not share_a_game(rivals) else "this game"
            yield Notice(
                "many_equilibria",
                f"{which} has {count} equilibria or components; estimates are for number "
                f"{rival.selected.id} (selected by {', '.join(RULE)}), bounds for all",
            )


def off_path_record(rivals: Sequence[Rival]) -> Iterator[Notice]:
    """Under some hypotheses the record can only be noise."""
    surprised = [rival.id for rival in rivals if not rival.silent[-1]]
    if surprised:
        yield Notice(
            "off_path_record",
            "without noise in reports the record has probability zero in the selected "
            f"equilibrium under {', '.join(surprised)}",
        )


def incomplete(rivals: Sequence[Rival]) -> Iterator[Notice]:
    """Bounds are over the equilibria found, which may not be all."""
    for rival in rivals:
        if not rival.solved.solution.complete:
            yield Notice("incomplete", f"{rival.id}: there may be equilibria that were not found")


def episodes(reading: Reading) -> Iterator[Notice]:
    """The record takes several plays, which needs an assumption about types."""
    if len(reading.episodes) > 1:
        assumption = (
            "one type, drawn once, plays them all"
            if reading.persistent
            else "types are drawn anew for each, so that only the last one tells of the type"
        )
        yield Notice("episodes", f"the record takes {len(reading.episodes)} plays; {assumption}")
