"""The corners of what may be played after signals that nobody sends."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.offpath import OffPath, Unresolved, Vertex
from gametheory_dprk.analysis.atlas.signaling.view import Names
from gametheory_dprk.analysis.atlas.view import Option
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions.formula import every, some


def threats(atlas: Atlas, family: Family) -> tuple[tuple[Option, ...], ...]:
    """For each signal off the path, the answers that deter every type and some belief supports.

    A likelihood is linear in the answers to each signal, so that it is least and greatest at
    their corners. Signals that have one answer are left out, and those after which what deters
    depends on an unknown that the family leaves open.
    """
    open_ended = [s for s in family.solved.unsent if len(atlas.form.responses(s)) > 1]
    names = Names(atlas.form, atlas.game, atlas.continuations)
    found = []
    for signal in open_ended:
        try:
            found.append(tuple(corners(atlas, family, signal, names)))
        except Unresolved:
            continue
    return tuple(each for each in found if each)


def corners(atlas: Atlas, family: Family, signal: str, names: Names) -> Iterator[Option]:
    """The corners after one signal, each with the region where it deters and is a best reply."""
    solved = family.solved
    off = OffPath(atlas.lemmas.constraints, solved.paths, solved.sender, signal)
    for answers in off.threats():
        support = [name for name, f in answers.numerators.items() if not f.is_zero()]
        if len(support) < len(answers.numerators):
            continue
        believed = some(every(belief.conditions) for belief in off.beliefs(support))
        region = every([*answers.conditions, believed])
        if region is not False:
            played = {signal: chances(atlas, signal, answers)}
            yield Option(region, names.strategies({}, played), {})


def chances(atlas: Atlas, signal: str, answers: Vertex) -> dict[str, Ratio]:
    """The probability of every answer as a formula."""
    ring = atlas.form.ring
    return {
        response: Ratio(answers.numerators.get(response, ring.zero), answers.denominator)
        for response in atlas.form.responses(signal)
    }
