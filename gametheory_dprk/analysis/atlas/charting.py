"""What every atlas can be asked, whatever kind of game it is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.arrays.compiled import CompiledAtlas
    from gametheory_dprk.analysis.atlas.arrays.evaluation import Evaluation
    from gametheory_dprk.analysis.atlas.claims.deciding import Decision
    from gametheory_dprk.analysis.atlas.statics import Statics
    from gametheory_dprk.analysis.atlas.view import Charted


class Charting:
    """Questions that are answered from the views of an atlas alone."""

    def prove(self, claim: str) -> Decision:
        """Decide a claim over all parameter values.

        Parameters
        ----------
        claim
            As in scenario files: bare it speaks of some equilibrium, under `every:` of all. With
            `exists` before it, it has to hold at some parameters only.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> found = gt.load("dprk/agreed_framework_1994").atlas()
        >>> found.prove("every: P(talk | ploy) <= P(talk | genuine)").result
        'proved'
        >>> found.prove("exists pooling(talk) and p < mu").result
        'refuted'
        """
        from gametheory_dprk.analysis.atlas.claims.deciding import decide

        return decide(cast("Charted", self), claim)

    def compile(self) -> CompiledAtlas:
        """Return the families as array code, for many parameter points at once."""
        from gametheory_dprk.analysis.atlas.arrays.compiled import CompiledAtlas

        return CompiledAtlas(cast("Charted", self))

    def evaluate(self, points: Mapping[str, Any]) -> Evaluation:
        """Evaluate all families at arrays of parameter points; see `CompiledAtlas.evaluate`."""
        return self.compile().evaluate(points)

    def statics(self) -> dict[int, Statics]:
        """Return the comparative statics of each family, by its number.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> found = gt.load("dprk/agreed_framework_1994").atlas()
        >>> found.statics()[4].signs["strategies.US.after_talk.relief"]["s"]
        '-'
        """
        from gametheory_dprk.analysis.atlas.statics import statics

        atlas = cast("Charted", self)
        return {view.id: statics(atlas, view) for view in atlas.views}
