"""Promises of a scenario about regions of its parameters, proved by its atlas where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gametheory_dprk.analysis.atlas.claims.deciding import prove_exactly
from gametheory_dprk.analysis.atlas.claims.logic import conjunctions
from gametheory_dprk.analysis.atlas.claims.meaning import Meaning
from gametheory_dprk.analysis.atlas.effort import Effort
from gametheory_dprk.analysis.atlas.kinds import AnyAtlas, atlases_of
from gametheory_dprk.analysis.atlas.preparing.assumptions import conditions_of, range_relations
from gametheory_dprk.errors import GtdError
from gametheory_dprk.expr import Expr
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.formula import opposite
from gametheory_dprk.scenario.model import Claim, Scenario

ATLAS_STEPS, PROOF_STEPS = 5_000, 6_500
"""For the atlas of a scenario, and for the proofs of all its promises.

Steps and not seconds, so that what is proved does not depend on how busy the machine is.
"""


@dataclass(frozen=True)
class Promises:
    """Proves promises of one scenario.

    Attributes
    ----------
    scenario : Scenario
    outer : Budget
        That of the whole check.
    """

    scenario: Scenario
    outer: Budget

    @cached_property
    def proving(self) -> Budget:
        """What may be spent on proofs."""
        return Effort(steps=PROOF_STEPS, outer=self.outer)

    @cached_property
    def found(self) -> tuple[AnyAtlas, ...]:
        """The atlas, in parts; none where there is none, or none within the allowance."""
        try:
            budget = Effort(steps=ATLAS_STEPS, outer=self.outer)
            found = atlases_of(self.scenario, budget=budget)
        except GtdError:
            return ()
        return () if any(part.limit is not None for part in found) else found

    def proved(self, claim: Claim, region: Expr) -> tuple[str, ...] | None:
        """Prove that a claim holds exactly where a relation does.

        Returns
        -------
        tuple of str or None
            Polynomials on whose zeros nothing is said; None where there is no proof.

        Examples
        --------
        >>> from gametheory_dprk.scenario.reader import read
        >>> scenario = read("textbook/chicken")
        >>> promise = scenario.expect[0]
        >>> Promises(scenario, Budget()).proved(promise.that, promise.exactly_when)
        ()
        """
        surfaces = dict.fromkeys(self.borders)
        for part in self.found:
            part.space.budget = self.proving
            try:
                proved = prove_exactly(part, claim, region)
            except GtdError:
                return None
            if proved is None:
                return None
            surfaces |= dict.fromkeys(proved)
        return tuple(surfaces) if self.found else None

    @cached_property
    def borders(self) -> tuple[str, ...]:
        """Polynomials that are zero between the parts of the atlas."""
        assumed = [{a.text: a for a in part.space.assumptions} for part in self.found]
        shared = set.intersection(*map(set, assumed)) if assumed else set()
        return tuple(dict.fromkeys(t for part in assumed for t in part if t not in shared))

    def never(self, region: Expr, *, outside: bool) -> bool:
        """Prove that no parameters in their ranges are inside (or outside) of a region."""
        ring = Ring(list(self.scenario.parameters))
        relations = [*self.scenario.assume, *range_relations(self.scenario.parameters.values())]
        try:
            assumed = [c for relation in relations for c in conditions_of(relation, ring)]
            start = {name: each.value for name, each in self.scenario.parameters.items()}
            space = Space(ring, assumed, start, self.outer)
            true = Meaning(ring, self.scenario.let).truth(region).true
            cases = conjunctions(opposite(true) if outside else true)
            return all(space.contradiction(case) is not None for case in cases)
        except GtdError:
            return False
