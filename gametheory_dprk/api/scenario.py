"""A scenario with the verbs of research code: load, solve, verify, show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from gametheory_dprk.api.solution import Solution
from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve as solve_game
from gametheory_dprk.report.documents import recheck
from gametheory_dprk.report.game import game_picture
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare import Comparison
    from gametheory_dprk.api.atlas import Atlas
    from gametheory_dprk.scenario import model
    from gametheory_dprk.verification import Verification

Value = int | float | str | Fraction


class Scenario:
    """A scenario, read and checked; `load` makes one.

    Attributes
    ----------
    model : gametheory_dprk.scenario.model.Scenario
        What the file says. Its attributes (`id`, `kind`, `title`, `players`, `parameters`,
        `game`, `observed`, `hypotheses`, `warnings`, ...) are attributes of the scenario too;
        the file's `solve:` block is `model.solve`.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> scenario = gt.load("textbook/prisoners_dilemma")
    >>> scenario.kind
    'normal'
    """

    def __init__(self, model: model.Scenario) -> None:
        self.model = model

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "model":
            raise AttributeError(name)
        return getattr(self.model, name)

    def __repr__(self) -> str:
        return f"<Scenario {self.model.id}: {self.model.title}>"

    def values(self, **params: Value) -> dict[str, Fraction]:
        """Values of all parameters: those given, and the file's own for the rest.

        Raises
        ------
        ScenarioError
            If a name is unknown, a value out of range or an assumption broken.
        """
        return parameter_values(self.model, {n: exactly(n, each) for n, each in params.items()})

    def solve(
        self,
        concept: str | None = None,
        refine: str | Sequence[str] | None = None,
        *,
        limit_seconds: float | None = None,
        options: Mapping[str, str] | None = None,
        **params: Value,
    ) -> Solution:
        """Find all equilibria at one parameter point, each certified.

        Parameters
        ----------
        concept : str, optional
            Such as "nash" or "pbe"; the scenario's own by default.
        refine : str or sequence of str, optional
            Refinements that equilibria must survive, `()` for none; the scenario's own by
            default where its concept is used.
        limit_seconds : float, optional
            After so long the solution has what was found, and the status "limit".
        options : mapping, optional
            Of the solver, such as `{"lambda": "40"}` for "qre"; they add to those of the file.
        **params
            Values of parameters: integers, `Fraction`, text such as "1/3", or floats, which are
            read as the decimals they print as. The file's own for the rest.

        Raises
        ------
        NoSolverError
            If the kind does not support the concept or a refinement; it says what it does.
        ScenarioError
            If a name is unknown, a value out of range or an assumption broken.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> gt.load("textbook/prisoners_dilemma").solve()
        <Solution: 1 nash equilibrium (complete: proved that there are no others)>
        """
        own = self.model.solve
        default = own.refine if concept in (None, own.concept) else ()
        found = solve_game(
            self.model.game,
            concept or own.concept,
            values=self.values(**params),
            refine=default if refine is None else names(refine),
            budget=Budget(limit_seconds),
            options=own.options_for(concept, options or {}),
        )
        return Solution.of(found, self.model)

    def verify(self, solution: Solution | Mapping[str, Any]) -> Verification:
        """Recheck a solution or a saved document; see `gametheory_dprk.verification`."""
        document = solution.to_dict() if isinstance(solution, Solution) else solution
        return recheck(self.model, document)[0]

    def compare(self, **options: Any) -> Comparison:
        """Weigh the dated record for the hypotheses; see `gametheory_dprk.compare`."""
        from gametheory_dprk.api.comparisons import compare

        return compare(self, **options)

    def atlas(self, **params: Value) -> Atlas:
        """Derive every equilibrium as formulas, with the region where it exists.

        The atlas is asked with `.at(**params)` for one point, `.evaluate(arrays)` for millions,
        `.prove(claim)` for all parameter values at once, `.statics()` for what rises with what,
        `.plot(x, y)` for a phase diagram and `.to_latex()` for a proposition.

        Parameters
        ----------
        **params
            Parameters to fix at numbers.

        Raises
        ------
        AnalysisError
            If the atlas does not cover this kind of game.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> found = gt.load("dprk/agreed_framework_1994").atlas()
        >>> [family.label for family in found.families]
        ['pooling', 'separating', 'pooling', 'semi-separating']
        >>> found.prove("every: P(talk | ploy) <= P(talk | genuine)").result
        'proved'
        """
        from gametheory_dprk.analysis.atlas.kinds import atlas_of
        from gametheory_dprk.api.atlas import Atlas

        values = self.values(**params)
        found = atlas_of(self.model, fixed={name: values[name] for name in params})
        return Atlas(found, self.model)

    def to_svg(self, **params: Value) -> str:
        """Draw the game at one parameter point.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> gt.load("textbook/prisoners_dilemma").to_svg().count("<svg")
        1
        """
        from gametheory_dprk.report.drawing.svg import to_svg

        return to_svg(game_picture(self.model, self.values(**params)))

    def validate(self, strict: bool = True) -> None:
        """Check what loading does not: with `strict`, that every parameter cites its source.

        Raises
        ------
        ScenarioError
            Telling every parameter without a source.
        """
        missing = [name for name, each in self.model.parameters.items() if not each.source]
        if strict and missing:
            raise ScenarioError(*(f"parameters.{name}: has no source" for name in missing))

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.to_svg()


def load(origin: str | PathLike[str], strict: bool = False) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    origin : str or path
        A path, a shipped name such as `dprk/singapore_2018`, or the YAML text itself.
    strict : bool
        Whether every parameter has to cite its source.

    Raises
    ------
    ScenarioError
        Telling everything that is wrong with the file.

    Examples
    --------
    >>> load("textbook/matching_pennies").title
    'Matching pennies'
    """
    return Scenario(read(fspath(origin), strict=strict))


def verify(scenario: Scenario, solution: Solution | Mapping[str, Any]) -> Verification:
    """Recheck a solution independently, in exact arithmetic and with none of the solvers' code.

    Parameters
    ----------
    scenario : Scenario
    solution : Solution or mapping
        A solution, or the document that `gtd solve --json` wrote.

    Returns
    -------
    Verification
        `valid`, every check in `checks`, and those that fail from `failures()`.

    Raises
    ------
    AnalysisError
        If the document does not have the layout of a solution of this scenario.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> scenario = gt.load("textbook/chicken")
    >>> gt.verify(scenario, scenario.solve()).valid
    True
    """
    return scenario.verify(solution)


def names(given: str | Sequence[str]) -> tuple[str, ...]:
    """One name or several."""
    return (given,) if isinstance(given, str) else tuple(given)


def exactly(name: str, value: Any) -> Any:
    """A parameter's value as text or exact number; a float is the decimal it prints as.

    Raises
    ------
    ValueError
        If it is no finite number.

    Examples
    --------
    >>> exactly("p", 0.1)
    '0.1'
    """
    if isinstance(value, str | int | Fraction) and not isinstance(value, bool):
        return value
    try:
        number = float(value)
        Fraction(number)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}: expected a finite number, got {value!r:.60}") from None
    return repr(number)
