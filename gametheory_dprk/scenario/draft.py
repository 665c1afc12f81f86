"""A scenario while it is being read: its names, its formulas, and its problems so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbstractMapping
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from gametheory_dprk.errors import ExpressionError, Problem, ScenarioError, Span
from gametheory_dprk.expr import FORMULA_FUNCTIONS, Expr, Name, Number, nodes, parse, substitute
from gametheory_dprk.expr.functions import Signature
from gametheory_dprk.scenario.model import Parameter
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar, Sequence
from gametheory_dprk.scenario.scope import Scope
from gametheory_dprk.solution import Notice

BROKEN = Number(Fraction(0))
"""Stands for a formula that could not be read, so that reading can go on."""


class Draft:
    """What is known of a scenario so far.

    Attributes
    ----------
    players : tuple of str
    parameters : Mapping[str, Parameter]
    definitions : Mapping[str, Expr]
        Formulas under `let`, in the parameters alone.
    assume : tuple of Expr
    scope : Scope
        The names that formulas may use; a kind adds its moves before it reads payoffs.
    problems : list of (type, Problem)
        Each problem with the class of error it is.
    notices : list of Notice
        Warnings.
    """

    def __init__(self, root: Mapping, folder: Path | None = None) -> None:
        self.root = root
        self.folder = folder
        self.players: tuple[str, ...] = ()
        self.parameters: AbstractMapping[str, Parameter] = {}
        self.definitions: AbstractMapping[str, Expr] = {}
        self.assume: tuple[Expr, ...] = ()
        self.scope = Scope(frozenset())
        self.problems: list[tuple[type[ScenarioError], Problem]] = []
        self.notices: list[Notice] = []
        self._told: set[Problem] = set()
        self._paths: dict[int, str] = {}

    def report(
        self,
        error: type[ScenarioError],
        node: Node,
        message: str,
        hint: str = "",
        span: Span | None = None,
    ) -> None:
        """Note a problem with a node, or with a place inside it; the same one is told once."""
        problem = Problem(span or node.span, self.path(node), message, hint)
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append((error, problem))

    def fail(
        self, error: type[ScenarioError], node: Node, message: str, hint: str = ""
    ) -> NoReturn:
        """Stop the reading of this part, with the problem that makes going on pointless."""
        raise error(Problem(node.span, self.path(node), message, hint))

    def adopt(self, error: ScenarioError, node: Node) -> None:
        """Note the problems of an error that concerns a node."""
        for problem in error.problems:
            inside = isinstance(node, Scalar) and not node.folded
            span = problem.span if inside else None
            self.report(type(error), node, problem.message, problem.hint, span)

    def at(self, key: str) -> Node:
        """Return the value of a top-level key, or the whole file where it is missing."""
        return next((value for name, value in self.root.items() if name == key), self.root)

    def path(self, node: Node) -> str:
        """Return the path of a node or key, such as `payoffs.NK`."""
        self.index()
        return self._paths.get(id(node), "")

    def index(self) -> None:
        """Note the paths of all nodes, which later changes of the tree leave as they were."""
        if not self._paths:
            self._paths = dict(_paths(self.root))

    def parse(
        self,
        text: Scalar,
        check: Callable[[Name], None],
        functions: AbstractMapping[str, Signature] = FORMULA_FUNCTIONS,
    ) -> Expr | None:
        """Read a formula, checking each of its names; None where something is wrong."""
        try:
            formula = parse(text, text.inside, functions)
        except ExpressionError as error:
            self.adopt(error, text)
            return None
        return formula if self.check_names(formula, text, check) else None

    def check_names(self, formula: Expr, text: Scalar, check: Callable[[Name], None]) -> bool:
        """Check every name of a formula, telling all that are wrong."""
        before = len(self.problems)
        for node, _ in nodes(formula):
            if isinstance(node, Name):
                try:
                    check(node)
                except ScenarioError as error:
                    self.adopt(error, text)
        return len(self.problems) == before

    def formula(self, text: Scalar, check: Callable[[Name], None] | None = None) -> Expr:
        """Read a formula with definitions filled in; by default only parameters are known."""
        found = self.parse(text, check or self.scope.check_number)
        return BROKEN if found is None else self.fill(found, text)

    def fill(self, formula: Expr, text: Scalar) -> Expr:
        """Put definitions in place of their names."""
        try:
            return substitute(formula, self.definitions)
        except ExpressionError as error:
            self.adopt(error, text)
            return BROKEN


def _paths(root: Node) -> Iterator[tuple[int, str]]:
    """Yield the identity of every node and key with its path."""
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        path, node = waiting.pop()
        yield id(node), path
        if isinstance(node, Mapping):
            for key, value in node.items():
                below = f"{path}.{key}" if path else str(key)
                yield id(key), below
                waiting.append((below, value))
        elif isinstance(node, Sequence):
            waiting += [(f"{path}[{k}]", value) for k, value in enumerate(node)]
