"""Proofs that a statement holds of the equilibria at all parameters of its scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.analysis.atlas.claims.arena import Arena
from gametheory_dprk.analysis.atlas.claims.logic import atom
from gametheory_dprk.analysis.atlas.claims.questions import Cases, Questions
from gametheory_dprk.analysis.atlas.claims.suspicion import Suspect, at_case, defaults, outside
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.regions import Condition, Refutation, SignSplit, condition
from gametheory_dprk.regions.coverage import Gap, cover


@dataclass(frozen=True, slots=True)
class Proved:
    """A statement that holds.

    Attributes
    ----------
    certificate : dict
        What rechecking it needs.
    surfaces : tuple of str
        Polynomials off whose zeros alone it is shown.
    """

    certificate: dict[str, Any]
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A statement that may not hold.

    Attributes
    ----------
    suspects : tuple of Suspect
        Where it seems to fail.
    reason : str
        Why there is no proof.
    """

    suspects: tuple[Suspect, ...]
    reason: str


def prove_every(questions: Questions) -> Proved | Open:
    """Prove that a statement holds of every equilibrium, wherever its family exists."""
    families: list[dict[str, Any]] = []
    for view in questions.views:
        found = prove_family(questions, view)
        if isinstance(found, Open):
            return found
        families.append(found)
    return Proved({"every": families})


def prove_family(questions: Questions, view: FamilyView) -> dict[str, Any] | Open:
    """Refute all cases in which a family makes a statement false."""
    failures = questions.failures(view)
    if failures is None:
        reason = f"it speaks of play off the path, which family {view.id} leaves open"
        return Open(tuple(suspects(questions)), reason)
    if not view.exact:
        return Open((), f"the region of family {view.id} is not exact")
    arena = failures.arena
    writer = Writer(arena)
    proofs = []
    for conditions in failures.cases:
        cores = [core(arena, c) for c in conditions]
        proof = None if arena.space.witness(conditions) else arena.space.contradiction(cores)
        if proof is None:
            reason = f"no proof for a case of family {view.id}"
            return Open(tuple(at_fault(questions, view, arena, conditions)), reason)
        hints = [writer.hint(c) for c in conditions]
        proofs.append([hints, written(writer, proof, named(writer, cores))])
    facts = writer.facts()
    if writer.open:
        return Open((), f"no certificate: {writer.open[0]}")
    return {"family": view.id, "facts": facts, "cases": proofs}


def core(arena: Arena, given: Condition) -> Condition:
    """Take out of a condition the factors whose sign is known."""
    return condition(arena.space.strip(given.polynomial).core, given.relation)


def at_fault(
    questions: Questions, view: FamilyView, arena: Arena, conditions: Sequence[Condition]
) -> Iterator[Suspect]:
    """Yield a point of a case in which a family makes a statement false."""
    space = questions.found.space
    own = defaults(questions.found)
    keeps = at_case(arena.space, conditions)
    if not arena.larger and set(own) == set(arena.ring.names) and keeps(own):
        yield Suspect(own, keeps)
        return
    point = arena.space.point(conditions)
    if point is not None:
        plain = {name: point[name] for name in space.ring.names}
        yield Suspect(plain, (lambda one: one == plain) if arena.larger else keeps)


def suspects(questions: Questions) -> Iterator[Suspect]:
    """Yield points at which some member of a family makes the statement false."""
    doubt = Questions(questions.found, questions.statement.opposite())
    space = doubt.found.space
    for case in doubt.regions():
        point = space.point(case)
        if point is not None:
            yield Suspect(dict(point), at_case(space, case))


def prove_some(questions: Questions) -> Proved | Open:
    """Prove that a statement holds of some equilibrium at all parameters of its scope."""
    space = questions.found.space
    arena = Arena(space, space.ring, {})
    writer = Writer(arena)
    whole = questions.regions()
    regions = telling([[core(arena, c) for c in region] for region in whole])
    trees = []
    for scope in questions.scopes():
        found = cover(space, regions, given=scope)
        if isinstance(found, Gap) and found.point is None:
            found = cover(space, regions, given=scope, interior=True)
        if isinstance(found, Gap):
            keeps = outside(space, whole, scope)
            points = () if found.point is None else (Suspect(found.point, keeps),)
            return Open(points, "no proof that some family makes it true everywhere")
        trees.append(writer.tree(found, regions, named(writer, scope, "q")))
    certificate: dict[str, Any] = {
        "hints": [[writer.hint(c) for c in region] for region in whole],
        "some": trees,
    }
    certificate["facts"] = writer.facts()
    certificate["surfaces"] = [writer.text(f) for f in writer.surfaces.values()]
    if writer.open:
        return Open((), f"no certificate: {writer.open[0]}")
    return Proved(certificate, tuple(certificate["surfaces"]))


def telling(regions: Cases) -> Cases:
    """Leave out conditions that are always true, and regions with one that never is."""

    def truth(given: Condition) -> bool | None:
        found = atom(given.polynomial, given.relation)
        return found if isinstance(found, bool) else None

    known = [[(truth(c), c) for c in region] for region in regions]
    possible = [region for region in known if all(value is not False for value, _ in region)]
    return [[c for value, c in region if value is None] for region in possible]


def named(writer: Writer, conditions: Sequence[Condition], letter: str = "p") -> dict[str, str]:
    """Name the conditions of a case."""
    found = dict(writer.assumed)
    for number, each in enumerate(conditions):
        found.setdefault(each.key, f"{letter}{number}")
    return found


def written(
    writer: Writer, proof: Refutation | SignSplit, names: dict[str, str], depth: int = 0
) -> Any:
    """Write a contradiction, perhaps one on either side of a surface."""
    if isinstance(proof, Refutation):
        return writer.terms(proof, names)
    sides: dict[str, Any] = {
        "source": names.get(proof.source.key) or writer.reference(proof.source.text),
        "factor": writer.text(proof.factor.polynomial),
        "quotient": writer.text(proof.quotient),
    }
    for name, part, side in (("above", proof.above, 1), ("below", proof.below, -1)):
        signs = {
            condition(proof.factor.polynomial * side, ">").key: f"g{depth}",
            condition(proof.quotient * side, ">").key: f"h{depth}",
        }
        sides[name] = written(writer, part, {**names, **signs}, depth + 1)
    return sides
