"""Proofs that what is played after the responses of a tree is best there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory_dprk.analysis.atlas.checker.folding import comparisons
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.regions import condition, negation


def fold_proofs(writer: Writer, data: Mapping[str, Any]) -> list[Any]:
    """Write why each comparison of payoffs comes out as it must, in the checker's order."""
    return [comparison(writer, f) for f in comparisons(data)]


def comparison(writer: Writer, f: Any) -> list[Any]:
    """Prove that one polynomial is not negative under the assumptions."""
    given = condition(writer.polynomial(f), ">=")
    core = writer.space.strip(given.polynomial).core
    hint = writer.hint(given)
    if core.is_one() or core.is_zero():
        return [*hint, None]
    reduced = condition(core, ">=")
    for key in (f"> {reduced.text}", reduced.key):
        if key in writer.assumed:
            return [*hint, writer.assumed[key]]
    opposite = negation(reduced)
    proof = writer.space.refutation([opposite])
    if proof is None:
        writer.open.append(f"that {writer.text(core)} is not negative")
        return [*hint, None]
    return [*hint, writer.terms(proof, {opposite.key: "p0", **writer.assumed})]
