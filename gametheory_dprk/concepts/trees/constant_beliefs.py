"""Beliefs that a cell does not state, and that are the same throughout it.

A belief by Bayes' rule is in proportion to weights, which are polynomials on the cell. It is
constant if every weight is its share, in the middle of the cell, of all weights together: equations
that are decided on the whole cell like those of an equilibrium. Where all weights vanish the belief
is a limit from the interior, and so the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.trees.belief_source import Weighing, share, source, weighing
from gametheory_dprk.concepts.trees.claims import Claim, Sides, Variety
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Distribution, SetKey


def constant_belief(variety: Variety, key: SetKey) -> Distribution | None:
    """The belief at an information set, if it follows by Bayes' rule and is shown to be constant.

    Parameters
    ----------
    variety : Variety
    key : SetKey
        Of an information set of several nodes.
    """
    if source(variety, key) not in ("start", "earlier"):
        return None
    how, inner, paths = weighing(variety, key), variety.interior(), variety.tree.members[key]
    shares = {path: share(how, inner, paths, path) or Fraction(0) for path in paths}
    base = Evaluation(variety.tree, variety.member)
    checks = (variety.decide(claim, base) for claim in share_claims(how, shares))
    if all(check is None or check.holds for check in checks):
        return {".".join(path): value for path, value in shares.items()}
    return None


def share_claims(how: Weighing, shares: dict[Path, Number]) -> Iterator[Claim]:
    """Every weight is its share of all weights."""

    def sides_of(node: Path) -> Claim:
        def sides(evaluation: Evaluation) -> Sides:
            weights = {path: how.weight(evaluation, path) for path in shares}
            return weights[node], shares[node] * sum(weights.values(), Fraction(0))

        text = f"belief in {'.'.join(node)}"
        return Claim(text, "==", sides, how.strategies, how.beliefs, multiplying=True)

    return (sides_of(node) for node in shares)
