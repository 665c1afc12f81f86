"""Why a family exists where it does: who would deviate to what, and the condition that comes of it.

And why there are no other families: into how many cases the supports fall, and what refutes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from math import comb, prod
from typing import TYPE_CHECKING, Literal

from gametheory_dprk.analysis.atlas.signaling.cases import Vanishing
from gametheory_dprk.analysis.atlas.signaling.constraints import rho
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.offpath import OffPath, Unresolved, Vertex
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.regions.columns import CONSTANT
from gametheory_dprk.regions.formula import Formula, every, some

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.atlas import Atlas

Act = Literal["sends", "answers", "mixes"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A requirement of equilibrium that binds, and what it comes to.

    Attributes
    ----------
    who : str
        A type, or the receiver.
    act : {"sends", "answers", "mixes"}
        "mixes" where a probability must be positive.
    chosen, other : str
        What is played, and what would be played instead.
    signal : str
        What is answered; empty for the sender.
    condition : Condition
    """

    who: str
    act: Act
    chosen: str
    other: str
    signal: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Threat:
    """What deters from a signal that nobody sends.

    Attributes
    ----------
    signal : str
    answers, beliefs : tuple of str
        Responses and types of positive probability in the first way to deter.
    region : Formula
        Where some way to deter exists, given that the rest of the family does.
    """

    signal: str
    answers: tuple[str, ...]
    beliefs: tuple[str, ...]
    region: Formula


def derivations(found: Atlas, family: Family) -> Iterator[Derivation]:
    """Yield, for each condition of a family, a requirement of equilibrium that comes to it."""
    space = found.form.space
    candidates = list(requirements(found, family))
    for wanted in family.conditions:
        rest = [c for c in family.conditions if c is not wanted]
        same = (each for each in candidates if each.condition.key == wanted.key)
        factor = (each for each in candidates if divides(wanted, each.condition))
        alike = (c for c in candidates if space.implies([*rest, c.condition], wanted))
        chosen = next(chain(same, factor, alike), None)
        if chosen is not None:
            yield replace(chosen, condition=wanted)


def divides(one: Condition, other: Condition) -> bool:
    """Whether a condition is a factor of another one, whose other factors have known signs."""
    return exact_quotient(other.polynomial, one.polynomial) is not None


def requirements(found: Atlas, family: Family) -> Iterator[Derivation]:
    """Yield the requirements that say something about the parameters."""
    for label, given in family.solved.conditions.items():
        told = derivation(found.form, label, given) if isinstance(given, Condition) else None
        if told is not None:
            yield told
    yield from deterrence(found, family)


def deterrence(found: Atlas, family: Family) -> Iterator[Derivation]:
    """Yield that types do not gain by signals that nobody sends, after the first threat."""
    solved, space = family.solved, found.form.space
    for signal, options in family.alternatives.items():
        off = OffPath(found.lemmas.constraints, solved.paths, solved.sender, signal)
        threat = options[0].answers
        for kind in found.form.types:
            given = stated(off, kind, threat, signal)
            reduced = space.normal(given) if given is not None else True
            if isinstance(reduced, Condition):
                yield Derivation(kind, "sends", solved.paths[kind], signal, "", reduced)


def stated(off: OffPath, kind: str, threat: Vertex, signal: str) -> Condition | None:
    """State that a threat deters a type; None where that varies with something left open."""
    try:
        row = off.deterrence(kind)
    except Unresolved:
        return None
    total = row.get(CONSTANT, off.form.ring.zero) * threat.denominator
    for response, share in threat.numerators.items():
        total += row.get(rho(signal, response), off.form.ring.zero) * share
    return condition(total * threat.denominator, ">=")


def derivation(form: Form, label: Sequence[str], given: Condition) -> Derivation | None:
    """Read a requirement off the name of its row."""
    receiver = form.template.receiver
    match tuple(label):
        case ("prefers", kind, signal, other):
            return Derivation(kind, "sends", signal, other, "", given)
        case ("reply", signal, response, other):
            return Derivation(receiver, "answers", response, other, signal, given)
        case ("sends" | "sigma", kind, signal):
            return Derivation(kind, "mixes", signal, "", "", given)
        case ("answers" | "rho", signal, response):
            return Derivation(receiver, "mixes", response, "", signal, given)
    return None


def threats(family: Family) -> Iterator[Threat]:
    """Yield what deters from signals off the path."""
    for signal, options in family.alternatives.items():
        first = options[0]
        beliefs = tuple(t for t, f in first.belief.numerators.items() if not f.is_zero())
        region = some(every(option.conditions) for option in options)
        yield Threat(signal, first.responses, beliefs, region)


@dataclass(frozen=True, slots=True)
class Exclusions:
    """How the search excluded what is no family.

    Attributes
    ----------
    cases : int
        Ways to choose supports: which signals each type sends, and what answers them.
    contradictions, edges : int
        Patterns that are contradictory, and patterns that need an equality of parameters.
    finished : int
        Cases that no pattern excludes and that have no equilibrium.
    unsolved : int
        Cases that could not be decided.
    """

    cases: int
    contradictions: int
    edges: int
    finished: int
    unsolved: int


def exclusions(found: Atlas) -> Exclusions:
    """Count the cases of an atlas and what excluded them.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.atlas import atlas
    >>> from gametheory_dprk.scenario.reader import read
    >>> exclusions(atlas(read("textbook/cho_kreps_1987"))).cases
    69
    """
    edges = sum(isinstance(nogood.reason, Vanishing) for nogood in found.lemmas.found)
    return Exclusions(
        support_cases(found.form),
        len(found.lemmas.found) - edges,
        edges,
        len(found.impossible),
        len(found.unsolved),
    )


def support_cases(form: Form) -> int:
    """Count the supports: sets of signals for every type, of responses for every signal sent."""
    answers = [2 ** len(form.responses(m)) - 1 for m in form.signals]
    total = 0
    for size in range(1, len(answers) + 1):
        ways = sum(prod(chosen) for chosen in combinations(answers, size))
        total += ways * exactly_sent(size, len(form.types))
    return total


def exactly_sent(signals: int, types: int) -> int:
    """Count the ways in which types send exactly some signals between them.

    Examples
    --------
    >>> exactly_sent(2, 2)
    7
    """
    return sum(
        (-1) ** (signals - k) * comb(signals, k) * (2**k - 1) ** types for k in range(signals + 1)
    )
