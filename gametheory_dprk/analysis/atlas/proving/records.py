"""Records of finished cases: a family, or why there is none, with all proofs."""

from __future__ import annotations

from typing import Any

from gametheory_dprk.analysis.atlas.proving.case_proofs import CaseProofs
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.proving.sufficiency import Sufficiency
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.leaves import Empty, Undeterred
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas
from gametheory_dprk.regions.condition import strict


def family_record(writer: Writer, lemmas: Lemmas, family: Family) -> dict[str, Any]:
    """Write a family with proofs that its conditions are necessary and suffice."""
    proofs = CaseProofs(writer, lemmas, family.solved)
    record = proofs.solution()
    record["conditions"] = [
        [writer.text(c.polynomial), c.relation, proofs.consequence(c)] for c in family.conditions
    ]
    sufficient = Sufficiency(proofs, family)
    record["unsent"] = {
        m: {
            "options": [sufficient.option(m, option) for option in options],
            "cases": proofs.exhausted(m, options) if all(o.conditions for o in options) else [],
        }
        for m, options in family.alternatives.items()
    }
    record["end"] = sufficient.end()
    return record


def impossible_record(writer: Writer, lemmas: Lemmas, leaf: Empty | Undeterred) -> dict[str, Any]:
    """Write a case without equilibria and why it has none."""
    proofs = CaseProofs(writer, lemmas, leaf.solved)
    record = proofs.solution() | {"conditions": [], "unsent": {}}
    if isinstance(leaf, Undeterred):
        cases = proofs.every_answer(leaf.signal, [])
        if cases is None:
            writer.open.append(f"that nothing deters from {leaf.signal}")
        record["end"] = {"undeterred": leaf.signal, "cases": cases}
        return record
    if leaf.family is not None:
        return joint_record(proofs, leaf.family, record)
    proof = proofs.path_proof([])
    if proof is None:
        writer.open.append("that the conditions of a case contradict one another")
    options = {m: {"options": [NO_OPTION], "cases": []} for m in leaf.solved.unsent}
    record["unsent"] = options
    record["end"] = {"contradictions": [proof]}
    return record


NO_OPTION: dict[str, Any] = {"conditions": []}


def joint_record(proofs: CaseProofs, family: Family, record: dict[str, Any]) -> dict[str, Any]:
    """Write that what deters from several signals cannot hold together."""
    writer = proofs.writer
    record["conditions"] = [
        [writer.text(c.polynomial), c.relation, proofs.consequence(c)] for c in family.conditions
    ]
    record["unsent"] = {
        m: {
            "options": [
                {"conditions": [[writer.text(c.polynomial), c.relation] for c in o.conditions]}
                for o in options
            ],
            "cases": proofs.exhausted(m, options) if all(o.conditions for o in options) else [],
        }
        for m, options in family.alternatives.items()
    }
    contradictions: list[Any] = []
    for conditions in family.disjuncts():
        inner = [strict(c) for c in conditions]
        proof = proofs.space.refutation(conditions) or proofs.space.refutation(inner)
        if proof is None:
            writer.open.append("that several signals cannot be deterred from together")
            contradictions.append(None)
            continue
        names = {**writer.named(proof, conditions, "c"), **writer.assumed}
        contradictions.append(writer.terms(proof, names))
    record["end"] = {"contradictions": contradictions}
    return record
