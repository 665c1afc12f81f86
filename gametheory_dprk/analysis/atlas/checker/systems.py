"""Choices one after another, each with the constraints that hold where it is made.

A source names, after some choices, all that may come next: supports at the information sets of a
subgame, an automaton, how a round of bargaining ends. Every alternative has unknowns, equalities
that determine them, and inequalities. The certificate solves the equalities and shows that the
inequalities contradict one another, or goes on to the next choice, or ends in a family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from .algebra import (
    Condition,
    Poly,
    Rejected,
    add,
    polynomial_of,
    rational,
    require,
    scale,
    times,
)
from .blocks import Block, read_block
from .claims import Claims, Label, Row
from .records import true_at
from .soundness import chosen
from .substitution import row_of, substitute, unknowns_of

MALFORMED = (
    Rejected,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    RecursionError,
)
"""What a certificate can make the checker raise."""


@dataclass
class Alternative:
    """A choice: its name, unknowns, and constraints; unknowns are written with parentheses.

    Where the constraints are only necessary, `weak` says why, and no family may end here.
    """

    name: Any
    unknowns: list[str] = field(default_factory=list)
    equalities: dict[Label, Poly] = field(default_factory=dict)
    inequalities: dict[Label, Condition] = field(default_factory=dict)
    weak: str = ""


class Source(Protocol):
    """What names the alternatives.

    Attributes
    ----------
    exhaustive : bool
        Whether some alternative must be possible everywhere.
    """

    exhaustive: bool

    def alternatives(self, chosen: Sequence[Any]) -> list[Alternative] | None:
        """Return all alternatives after some choices; None where nothing is left to choose."""


@dataclass
class Path:
    """Choices made so far, and what was accepted of them."""

    chosen: list[Any] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    known: dict[str, Condition] = field(default_factory=dict)
    free: dict[Label, tuple[Row, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    weak: str = ""

    def extended(self, name: Any) -> Path:
        """Return a copy in which a choice is made."""
        return Path(
            [*self.chosen, name],
            list(self.blocks),
            dict(self.known),
            dict(self.free),
            list(self.order),
            self.weak,
        )

    def rows(self, label: Label) -> tuple[Row, str]:
        """Return an inequality in which free unknowns remain."""
        require(label in self.free, f"{label} need not hold here")
        return self.free[label]

    def substituted(self, f: Poly) -> Poly:
        """Put all formulas into a polynomial; the sign stays what it was."""
        for block in self.blocks:
            f = substitute(block, f)
        return f


@dataclass
class Walk:
    """Checks all branches; collects the families."""

    claims: Claims
    source: Source
    families: list[list[Condition]] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    checked: int = 0

    def branches(self, given: Any, path: Path) -> None:
        """Check that every alternative after some choices is dealt with."""
        alternatives = self.source.alternatives(path.chosen)
        assert alternatives is not None
        named = [branch.get("chosen") for branch in given]
        if named != [each.name for each in alternatives]:
            self.incomplete.append(f"a case is not considered after {path.chosen}")
        for branch in given:
            found = [each for each in alternatives if each.name == branch.get("chosen")]
            require(len(found) == 1, f"{branch.get('chosen')} is no case")
            try:
                self.branch(branch, found[0], path.extended(found[0].name))
            except MALFORMED as error:
                failed = self.unsound if "end" in branch else self.incomplete
                failed.append(str(error) or type(error).__name__)

    def branch(self, given: Any, alternative: Alternative, path: Path) -> None:
        """Check one alternative."""
        self.checked += 1
        path.weak = path.weak or alternative.weak
        if "refuted" in given:
            check_refuted(self.claims, given["refuted"], alternative, path)
            return
        solve(self.claims, given["blocks"], alternative, path)
        if "vanishing" in given:
            check_vanishing(self.claims, given["vanishing"], alternative, path)
            return
        settle(self.claims, given, alternative, path)
        if "closed" in given:
            scope = self.claims.with_interiors({**self.claims.conditions, **path.known})
            self.claims.settle(given["closed"], scope, path.rows)
        elif "end" in given:
            require(self.source.alternatives(path.chosen) is None, "choices are left")
            require(not path.weak, path.weak)
            self.end(given["end"], path)
        else:
            self.branches(given["next"], path)

    def end(self, given: Mapping[str, Any], path: Path) -> None:
        """Check a family: its conditions are necessary, suffice, and hold somewhere."""
        self.checked += 3
        claims = self.claims
        conditions: list[Condition] = []
        known = claims.with_interiors({**claims.conditions, **path.known})
        for text, relation, proof in given["conditions"]:
            require(relation in (">", ">="), "a condition has no relation")
            f = polynomial_of(text)
            require(bool(f), "a condition is empty")
            opposite = (scale(f, Fraction(-1)), ">" if relation == ">=" else ">=")
            scope = claims.with_interiors({**known, "p0": opposite})
            claims.settle(proof, scope, path.rows)
            conditions.append((f, relation))
        self.families.append(conditions)
        check_sound(claims, given, conditions, path)
        point = {name: rational(text) for name, text in given["witness"].items()}
        if not all(true_at(c, point) for c in [*claims.assumptions, *conditions]):
            self.empty.append("a witness is outside the region")


def solve(claims: Claims, given: Any, alternative: Alternative, path: Path) -> None:
    """Accept the formulas for the unknowns of an alternative, block by block."""
    for entry in given:
        rows = {}
        for label in {tuple(lab) for many in entry["multipliers"].values() for lab, _ in many}:
            require(label in alternative.equalities, f"{label} is no equality of the case")
            rows[label] = row_of(path.substituted(alternative.equalities[label]))
        present = list(entry["unknowns"])
        require(set(present) <= set(alternative.unknowns), "an unknown is not of the case")
        path.blocks.append(read_block(claims, entry, present, present, rows, strict=True))
    found = [unknown for entry in given for unknown in entry["unknowns"]]
    require(len(found) == len(set(found)), "an unknown is solved for twice")


def settle(claims: Claims, given: Mapping[str, Any], alternative: Alternative, path: Path) -> None:
    """Check that the formulas solve the equalities, and reduce the inequalities."""
    found = {unknown for block in given["blocks"] for unknown in block["unknowns"]}
    require(found == set(alternative.unknowns), "an unknown has no formula")
    for label, f in alternative.equalities.items():
        require(not path.substituted(f), f"the formulas do not solve {label}")
    squares = frozenset[str]().union(*(block.surfaces for block in path.blocks))
    hints = {tuple(label): hint for label, *hint in given["reduced"]}
    for label, (f, relation) in alternative.inequalities.items():
        name = f"k{len(path.order)}"
        path.order.append(name)
        reduced = path.substituted(f)
        if unknowns_of(reduced):
            require(label[0] != "reached", "whether a place is reached is left open")
            path.free[name,] = row_of(reduced), relation
            continue
        require(label in hints, f"nothing is said of {label}")
        path.known[name] = claims.stripped(reduced, hints[label][0], squares), relation
        if label[0] == "reached":
            require(claims.product(hints[label][1], "afs") == reduced, "where nothing is reached")


def check_refuted(claims: Claims, terms: Any, alternative: Alternative, path: Path) -> None:
    """Check that constraints contradict one another whatever the unknowns are."""

    def rows(label: Label) -> tuple[Row, str]:
        if label in alternative.equalities:
            return row_of(path.substituted(alternative.equalities[label])), "=="
        require(label in alternative.inequalities, f"{label} need not hold here")
        f, relation = alternative.inequalities[label]
        return row_of(path.substituted(f)), relation

    scope = claims.with_interiors({**claims.conditions, **path.known})
    claims.contradiction(terms, scope, rows)


def check_vanishing(claims: Claims, given: Any, alternative: Alternative, path: Path) -> None:
    """Check that equalities say that a product of surfaces is zero."""
    total: Poly = {}
    for label, text in given["multipliers"]:
        require(tuple(label) in alternative.equalities, f"{label} is no equality of the case")
        row = path.substituted(alternative.equalities[tuple(label)])
        total = add(total, times(row, polynomial_of(text)))
    value = claims.product(given["value"], "afs")
    require(bool(total) and total == value, "the equalities do not contradict one another")


def check_sound(
    claims: Claims, given: Mapping[str, Any], conditions: Sequence[Condition], path: Path
) -> None:
    """Check that the conditions of a family imply all inequalities, and define its formulas."""
    scope = {**claims.conditions, **{f"c{i}": c for i, c in enumerate(conditions)}}
    choice = {
        unknown: (polynomial_of(top), polynomial_of(bottom))
        for unknown, (top, bottom, _) in given["choice"].items()
    }
    free = {u for block in path.blocks for parts in block.values.values() for u in parts if u}
    require(free <= set(choice), "a free unknown has no value")
    for unknown in sorted(choice):
        bottom = choice[unknown][1]
        claims.claim(times(bottom, bottom), ">", given["choice"][unknown][2], scope)
    require(len(given["sufficient"]) == len(path.order), "an inequality is not shown")
    for name, hint in zip(path.order, given["sufficient"], strict=True):
        if name in path.known:
            core, relation = path.known[name]
            claims.accept(core, relation, hint, scope)
        else:
            row, relation = path.free[name,]
            claims.claim(chosen(row, choice), relation, hint, scope)
    shown = set()
    for surface, source, proof in given["nonzero"]:
        claims.nonzero(claims.surface(surface), source, proof, scope)
        shown.add(surface)
    for block in path.blocks:
        require(block.surfaces <= shown, "a denominator may vanish")
