"""A solution that research code can print, iterate, tabulate and save."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from gametheory_dprk import solution as base
from gametheory_dprk.errors import MissingExtra
from gametheory_dprk.registry import discover
from gametheory_dprk.report.formats.spec import Page
from gametheory_dprk.report.solution import (
    solution_document,
    solution_records,
    solution_report,
    summary,
)

if TYPE_CHECKING:
    import pandas

    from gametheory_dprk.scenario.model import Scenario


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Solution(base.Solution):
    """The equilibria of one game at one parameter point; iterate for each `Equilibrium`.

    Attributes
    ----------
    scenario : Scenario or None
        The scenario it solves; None for a game from arrays.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> chicken = gt.NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> solution = gt.solve(chicken, "nash")
    >>> solution
    <Solution: 3 nash equilibria (complete: proved that there are no others)>
    >>> [equilibrium.label for equilibrium in solution]
    ['pure', 'mixed', 'pure']
    >>> solution.to_dict()["solution"]["equilibria"][1]["values"]
    {'row': '14/3', 'column': '14/3'}
    """

    scenario: Scenario | None = None

    @classmethod
    def of(cls, solution: base.Solution, scenario: Scenario | None = None) -> Solution:
        """Dress a solution."""
        parts = {each.name: getattr(solution, each.name) for each in fields(base.Solution)}
        return cls(**parts, scenario=scenario)

    def to_dict(self) -> dict[str, Any]:
        """The document that `gtd solve --json` writes."""
        return solution_document(self, self.scenario)

    def to_frame(self) -> pandas.DataFrame:
        """One row for every probability, belief and value, with exact numbers.

        Returns
        -------
        pandas.DataFrame
            Columns `equilibrium, label, quantity, player, information_set, name, value`.

        Raises
        ------
        MissingExtra
            If pandas is not installed.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> game = gt.NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
        >>> frame = gt.solve(game, "nash").to_frame()
        >>> frame[frame.quantity == "value"][["player", "value"]].values.tolist()
        [['row', Fraction(1, 1)], ['column', Fraction(1, 1)]]
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtra(
                "to_frame needs pandas: pip install 'gametheory_dprk[frame]'"
            ) from None
        records = solution_records(self)
        frame = pandas.DataFrame(records.rows, columns=list(records.columns))
        return frame.astype({"equilibrium": int})

    def written(self, name: str, explain: bool = False) -> str:
        """The solution as text in a format: table, json, csv, md, latex or html.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> game = gt.NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
        >>> print(gt.solve(game, "nash").written("csv").splitlines()[0])
        equilibrium,label,quantity,player,information_set,name,value
        """
        formats = discover("gametheory_dprk.report.formats")
        if name not in formats:
            raise ValueError(f"name: {name!r} is not one of {', '.join(formats)}")
        text: str = formats[name].write(solution_report(self, self.scenario, explain), Page())
        return text

    def __repr__(self) -> str:
        return f"<Solution: {summary(self)}>"

    def __str__(self) -> str:
        return self.written("table")

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.written("html")

    def _repr_latex_(self) -> str:
        """What a notebook prints into a paper."""
        return self.written("latex")
