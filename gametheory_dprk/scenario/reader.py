"""Reads scenarios: text in, checked data out, or every error at once."""

from __future__ import annotations

from pathlib import Path

from gametheory_dprk.errors import Problem, ScenarioError, ScenarioSyntaxError, SchemaError
from gametheory_dprk.interchange.spec import foreign_format
from gametheory_dprk.scenario.composer import compose
from gametheory_dprk.scenario.definitions import read_definitions
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.foreign import adopt
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.hypotheses import read_expectations, read_hypotheses
from gametheory_dprk.scenario.kinds.spec import KindSpec, find_kind, kinds
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.nodes import Mapping, Scalar
from gametheory_dprk.scenario.notices import find_notices
from gametheory_dprk.scenario.record import read_record
from gametheory_dprk.scenario.solving import read_solve
from gametheory_dprk.scenario.source import Source, read_source
from gametheory_dprk.scenario.sources import check_sources
from gametheory_dprk.scenario.validation import salvage, validate
from gametheory_dprk.scenario.values import common_error


def read(origin: str | Path, *, stdin: str | bytes | None = None, strict: bool = False) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    origin
        A path, a shipped name such as `dprk/singapore_2018`, YAML text, or `-`. The suffix of a
        path tells files of other programs (.efg, .nfg) from scenario files.
    stdin
        What standard input holds, for `-`; read where it is not given.
    strict
        Whether every parameter has to cite its source.

    Raises
    ------
    ScenarioError
        With every problem of the file, in the order of their places.

    Examples
    --------
    >>> from gametheory_dprk.scenario.kinds.normal import SPEC
    >>> read(SPEC.template_text).game.players
    ('NK', 'US')
    """
    source = read_source(origin, stdin)
    card = foreign_format(source.name)
    if card is not None and card.read is not None:
        return adopt(card.read(source.text, source.name), source)
    return read_text(source, strict=strict)


def read_text(source: Source, *, strict: bool = False) -> Scenario:
    """Read the text of a scenario that has been found.

    Raises
    ------
    ScenarioError
    """
    broken: list[Problem] = []
    root = compose(source.text, source.name, broken)
    draft = Draft(root, source.folder)
    draft.problems += [(ScenarioSyntaxError, problem) for problem in broken]
    try:
        kind = _kind(root)
        scenario = _assemble(draft, source, kind, _validate(draft, kind), strict=strict)
    except ScenarioError as error:
        draft.problems += [(type(error), problem) for problem in error.problems]
    if draft.problems:
        raise common_error(sorted(draft.problems, key=_place))
    return scenario


def _place(entry: tuple[type[ScenarioError], Problem]) -> tuple[int, int, str]:
    """Where a problem is, for sorting."""
    span = entry[1].span
    return (span.line, span.column, entry[1].message) if span else (0, 0, entry[1].message)


def _kind(root: Mapping) -> KindSpec:
    """The kind of game that a file describes."""
    name = next((value for key, value in root.items() if key == "kind"), None)
    kind = find_kind(str(name)) if isinstance(name, Scalar) else None
    if kind is not None:
        return kind
    listed = f"kinds are {', '.join(kinds())}"
    if name is None:
        raise SchemaError(Problem(root.span, "", "key 'kind' is missing", listed))
    message = f"expected the name of a known kind, found {describe(name)}"
    raise SchemaError(Problem(name.span, "kind", message, listed))


def _validate(draft: Draft, kind: KindSpec) -> Head:
    """Check a file against its schema; go on with what fits, so that all errors are told."""
    try:
        return validate(kind.model, draft.root)
    except SchemaError as error:
        draft.index()
        file = salvage(kind.model, draft.root)
        if file is None:
            raise
        draft.problems += [(SchemaError, problem) for problem in error.problems]
        return file


def _assemble(
    draft: Draft, source: Source, kind: KindSpec, file: Head, *, strict: bool
) -> Scenario:
    """Make the scenario of a file that fits its schema."""
    read_definitions(draft, file)
    check_sources(draft, file, strict=strict)
    game = kind.build(draft, file)
    observed = read_record(draft, file)
    hypotheses = read_hypotheses(draft, file)
    expect = read_expectations(draft, file)
    solve = read_solve(draft, file.solve, kind.concept)
    is_sound = not draft.problems
    return Scenario(
        id=source.id,
        kind=kind.name,
        title=str(file.title),
        about=str(file.about or ""),
        players={str(name): str(text) for name, text in file.players.items()},
        sources={
            str(key): {str(name): str(text) for name, text in entry.items()}
            for key, entry in file.sources.items()
        },
        parameters=draft.parameters,
        assume=draft.assume,
        let=draft.definitions,
        game=game,
        solve=solve,
        observed=observed,
        hypotheses=hypotheses,
        expect=expect,
        digest=source.digest,
        warnings=find_notices(draft, game, hypotheses, expect) if is_sound else (),
        span=draft.root.span,
        tags=tuple(map(str, file.tags or ())),
        moves=draft.scope.moves,
        profiles=tuple(sorted(draft.scope.profiles)),
    )
