"""Why the cases of a proposition are equilibria, and why there are no others."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.derivations import (
    Derivation,
    Exclusions,
    Threat,
    derivations,
    exclusions,
    threats,
)
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.telling.writing import Writer
from gametheory_dprk.report.latex_words import listed, mathematics, word

FIRST = (
    "Once it is fixed which moves have positive probability, the conditions of an equilibrium are "
    "linear in its probabilities. Solving the indifferences gives the formulas; what is left are "
    "the following inequalities."
)
CERTIFIED = (
    "Each of these exclusions, that every case holds exactly where it is said to, and that some "
    "case holds everywhere off the knife edges, is a weighted sum of products of the inequalities "
    "that vanishes identically, and was rechecked in exact arithmetic."
)


def proof_sketch(found: Atlas, writer: Writer) -> Iterator[str]:
    """Yield the lines of the proof."""
    yield r"\begin{proof}[Proof sketch]"
    yield FIRST
    yield r"\begin{enumerate}"
    for family in found.families:
        yield rf"\item {' '.join(argument(found, writer, family))}"
    yield r"\end{enumerate}"
    yield " ".join(completeness(found, exclusions(found)))
    yield r"\end{proof}"


def argument(found: Atlas, writer: Writer, family: Family) -> Iterator[str]:
    """Yield the sentences on one family."""
    binding = [clause(writer, family, each) for each in derivations(found, family)]
    yield f"{'; '.join(binding)}." if binding else "No inequality binds."
    groups: dict[tuple[str, str, str], list[str]] = {}
    for threat in threats(family):
        if len(found.form.responses(threat.signal)) > 1:
            groups.setdefault(means(writer, threat), []).append(word(threat.signal))
    for (answers, beliefs, region), signals in groups.items():
        yield (
            f"Nobody sends {' or '.join(signals)}: {answers}, best for who is sure of {beliefs}, "
            f"deters every type{region}."
        )


def means(writer: Writer, threat: Threat) -> tuple[str, str, str]:
    """Write what deters from a signal: the answers, the belief, and where it works."""
    answers = listed([word(each) for each in threat.answers])
    beliefs = " or ".join(word(each) for each in threat.beliefs)
    region = writer.names.formula(threat.region)
    told = "" if region is True else f", or another answer does, where {mathematics(region)}"
    return answers, beliefs, told


def clause(writer: Writer, family: Family, given: Derivation) -> str:
    """Write who would deviate to what, and the condition that prevents it."""
    condition = mathematics(writer.names.relation(given.condition, family.conditions))
    who, chosen, other = word(given.who), word(given.chosen), word(given.other)
    match given.act:
        case "sends":
            told = f"{who} would deviate from {chosen} to {other} unless {condition}"
        case "answers":
            told = f"{who} would answer {word(given.signal)} with {other} unless {condition}"
        case "mixes":
            after = f" after {word(given.signal)}" if given.signal else ""
            told = f"{who} plays {chosen}{after} with positive probability only if {condition}"
    return told


def completeness(found: Atlas, counted: Exclusions) -> Iterator[str]:
    """Yield the sentences on why there are no other cases."""
    yield (
        f"There are {counted.cases} ways to choose which signals each type sends and which "
        f"answers are given; {len(found.families)} are the cases above."
    )
    reasons = [
        f"{counted.contradictions} patterns whose inequalities contradict one another"
        if counted.contradictions
        else "",
        f"{counted.edges} patterns whose indifferences hold on a knife edge alone"
        if counted.edges
        else "",
        f"{counted.finished} single cases in which nothing deters or the conditions conflict"
        if counted.finished
        else "",
    ]
    listed_reasons = [reason for reason in reasons if reason]
    if listed_reasons:
        yield f"The others are excluded by {listed(listed_reasons)}."
    if counted.unsolved:
        yield f"{counted.unsolved} cases could not be decided."
    proofs = found.proofs
    if all(each is True for each in (proofs.sound, proofs.complete, proofs.covered)):
        yield CERTIFIED
