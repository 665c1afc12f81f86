"""Records of finished cases: solved equalities, what follows, and what is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from .algebra import (
    ONE,
    Condition,
    evaluate,
    polynomial_of,
    rational,
    require,
    scale,
)
from .blocks import Block, read_block
from .claims import Label, Row
from .game import Game, subsets

State = tuple[frozenset[str], frozenset[str]]


@dataclass
class Record:
    """One case, and what was accepted of it."""

    game: Game
    case: dict[str, State]
    sender: Block
    receiver: Block
    data: Mapping[str, Any]
    known: dict[str, Condition] = field(default_factory=dict)
    free: dict[Label, Row] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    options: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def unsent(self) -> list[str]:
        """Return the signals off the path."""
        return [m for m, (kinds, _) in self.case.items() if not kinds]

    def path(self, t: str) -> str:
        """Return the first signal that a type sends."""
        return next(m for m, (kinds, _) in self.case.items() if t in kinds)

    # what holds on the path

    def equalities(self) -> list[Label]:
        """Name all equalities of the case."""
        found: list[Label] = [("total", "sigma", t) for t in self.game.types]
        for m, (kinds, replies) in self.case.items():
            if kinds:
                first = min(replies)
                found.append(("total", "rho", m))
                found += [("tie", m, first, r) for r in sorted(replies) if r != first]
        for t in self.game.types:
            sent = [m for m, (kinds, _) in self.case.items() if t in kinds]
            found += [("equal", t, sent[0], m) for m in sent[1:]]
        return found

    def inequalities(self) -> Iterator[Label]:
        """Name all inequalities that the equalities do not settle."""
        sent = [m for m, (kinds, _) in self.case.items() if kinds]
        for t in self.game.types:
            mine = [m for m in sent if t in self.case[m][0]]
            yield from (("sends", t, m) for m in mine if len(mine) > 1)
            yield from (("prefers", t, self.path(t), m) for m in sent if m not in mine)
        for m in sent:
            replies = self.case[m][1]
            yield from (("answers", m, r) for r in sorted(replies) if len(replies) > 1)
            others = [r for r in self.game.responses[m] if r not in replies]
            yield from (("reply", m, min(replies), r) for r in others)

    def substituted(self, label: Label) -> tuple[Row, str]:
        """Return a constraint with the solved unknowns put in."""
        row, relation = self.game.row(label)
        receiving = label[0] in ("sends", "sigma", "reply", "tie") or label[1:2] == ("sigma",)
        block = self.receiver if receiving else self.sender
        touched = any(unknown in block.values for unknown in row)
        return (block.substitute(row) if touched else row), relation

    def settle(self) -> None:
        """Check that the formulas solve the equalities, and reduce the inequalities."""
        for label in self.equalities():
            row, _ = self.substituted(label)
            require(not row, f"the formulas do not solve {label}")
        hints = {tuple(label): hint for label, hint in self.data["reduced"]}
        for number, label in enumerate(self.inequalities()):
            row, relation = self.substituted(label)
            block = self.receiver if label[0] in ("sends", "reply") else self.sender
            if set(row) - {""}:
                self.free[label] = row
                continue
            require(label in hints, f"nothing is said of {label}")
            core = self.game.stripped(row.get("", {}), hints[label], block.surfaces)
            self.known[f"k{number}"] = core, relation

    # what follows from the case

    def scope(self, *more: tuple[str, Sequence[Condition]]) -> dict[str, Condition]:
        """Collect the conditions that a proof may use."""
        found = dict(self.game.conditions)
        for letter, conditions in more:
            found |= {f"{letter}{i}": c for i, c in enumerate(conditions)}
        return found

    def necessary(self, *more: tuple[str, Sequence[Condition]]) -> dict[str, Condition]:
        """Collect what holds wherever the case has an equilibrium."""
        return self.game.with_interiors({**self.scope(*more), **self.known})

    def rows(self, m: str | None, answers: frozenset[str]) -> Callable[[Label], tuple[Row, str]]:
        """Return the rows that hold in the case, for some answers to a signal off the path."""

        def row(label: Label) -> tuple[Row, str]:
            allowed = label in self.free
            match label:
                case ("prefers", t, n, o):
                    allowed |= o == m and n == self.path(t)
                case ("rho", o, _) | ("mu", o, _) | ("total", "rho" | "mu", o):
                    allowed |= o == m
                case ("belief", o, r, _):
                    allowed |= o == m and r in answers
            require(allowed, f"{label} need not hold here")
            return self.substituted(label)

        return row

    def every_answer(self, m: str, entries: Any, accept: Callable[..., None]) -> None:
        """Check a proof for all sets of answers to a signal off the path."""
        require(m in self.unsent, f"{m} is on the path")
        shapes = []
        for answers, withheld, proof in entries:
            given, gone = frozenset(answers), frozenset(withheld)
            absent = frozenset(f"rho({r}|{m})" for r in gone)
            accept(proof, self.rows(m, given), absent)
            shapes.append((given, gone))
        for replies in subsets(self.game.responses[m]):
            require(
                any(given <= replies and not gone & replies for given, gone in shapes),
                f"some answers to {m} are not considered",
            )

    def follow(self) -> None:
        """Check that the listed conditions hold wherever the case has an equilibrium."""
        for text, relation, proof in self.data["conditions"]:
            require(relation in (">", ">="), "a condition has no relation")
            f = polynomial_of(text)
            require(bool(f), "a condition is empty")
            opposite = (scale(f, Fraction(-1)), ">" if relation == ">=" else ">=")
            self.refute([opposite], proof)
            self.conditions.append((f, relation))
        for m in self.unsent:
            entry = self.data["unsent"].get(m, {"options": [], "cases": []})
            self.options[m] = entry["options"]
            regions = [read_conditions(o["conditions"]) for o in entry["options"]]
            if all(regions) and entry["options"]:
                self.exhaust(m, regions, entry["cases"])

    def refute(self, path: Sequence[Condition], proof: Any) -> None:
        """Check that the case and some conditions contradict one another."""
        scope = self.necessary(("p", path))
        if "path" in proof:
            self.game.settle(proof["path"], scope, self.rows(None, frozenset()))
            return

        def accept(
            terms: Any, rows: Callable[[Label], tuple[Row, str]], absent: frozenset[str]
        ) -> None:
            self.game.contradiction(terms, scope, rows, absent)

        self.every_answer(proof["unsent"], proof["cases"], accept)

    def exhaust(self, m: str, regions: Sequence[Sequence[Condition]], cases: Any) -> None:
        """Check that one of the options is possible wherever the case has an equilibrium."""

        def accept(
            tree: Any, rows: Callable[[Label], tuple[Row, str]], absent: frozenset[str]
        ) -> None:
            def close(terms: Any, path: list[Condition]) -> None:
                scope = self.necessary(("p", path))
                self.game.contradiction(terms, scope, rows, absent)

            walk(tree, regions, [], close)

        self.every_answer(m, cases, accept)

    def disjuncts(self) -> list[list[Condition]]:
        """Return the conjunctions whose union is the region."""
        choices = [
            [read_conditions(option["conditions"]) for option in self.options[m]]
            for m in self.unsent
        ]
        return [
            [*self.conditions, *(c for conditions in picked for c in conditions)]
            for picked in product(*choices)
        ]

    def witness(self) -> None:
        """Check that the region is not empty."""
        point = {name: rational(text) for name, text in self.data["end"]["witness"].items()}
        given = self.game.assumptions
        require(all(true_at(c, point) for c in given), "a witness breaks the assumptions")
        require(
            any(all(true_at(c, point) for c in conditions) for conditions in self.disjuncts()),
            "a witness is outside the region",
        )


def read_conditions(given: Any) -> list[Condition]:
    """Read conditions."""
    found = []
    for text, relation in given:
        require(relation in (">", ">="), "a condition has no relation")
        found.append((polynomial_of(text), relation))
    return found


def true_at(condition: Condition, point: Mapping[str, Fraction]) -> bool:
    """Decide a condition at a point."""
    f, relation = condition
    require({name for m in f for name, _ in m} <= set(point), "a witness lacks a parameter")
    value = evaluate(f, point)
    return value > 0 or (value == 0 and relation == ">=")


def walk(
    tree: Any,
    regions: Sequence[Sequence[Condition]],
    path: list[Condition],
    close: Callable[[Any, list[Condition]], None],
) -> None:
    """Check a tree: in each branch one condition of a region is the first to fail."""
    if "refute" in tree:
        close(tree["refute"], path)
        return
    number, branches = tree["split"], tree["branches"]
    require(isinstance(number, int) and 0 <= number < len(regions), "no such region")
    region = regions[number]
    require(len(branches) == len(region), "a branch is missing")
    for i, branch in enumerate(branches):
        f, relation = region[i]
        opposite = (scale(f, Fraction(-1)), ">" if relation == ">=" else ">=")
        walk(branch, regions, [*path, *region[:i], opposite], close)


def read_record(game: Game, given: Mapping[str, Any]) -> Record:
    """Read a case with its formulas."""
    require(list(given["case"]) == list(game.responses), "a case lacks a signal")
    case = {m: (frozenset(s[0]), frozenset(s[1])) for m, s in given["case"].items()}
    for m, (kinds, replies) in case.items():
        require(kinds <= set(game.types), "a case has an unknown type")
        require(replies <= set(game.responses[m]), "a case has an unknown response")
        require(bool(kinds) == bool(replies), "a case says what answers a signal off the path")
    require(
        frozenset[str]().union(*(k for k, _ in case.values())) == set(game.types),
        "a type sends nothing",
    )
    nothing = Block({}, ONE, True)
    record = Record(game, case, nothing, nothing, given)
    equal = {label: game.row(label)[0] for label in record.equalities()}
    sent = [m for m, (kinds, _) in case.items() if kinds]
    every = [f"rho({r}|{m})" for m in sent for r in game.responses[m]]
    present = [f"rho({r}|{m})" for m in sent for r in sorted(case[m][1])]
    sender = read_block(game, given["sender"], present, every, equal)
    every = [f"sigma({m}|{t})" for t in game.types for m in case]
    present = [f"sigma({m}|{t})" for t in game.types for m in case if t in case[m][0]]
    receiver = read_block(game, given["receiver"], present, every, equal)
    record.sender, record.receiver = sender, receiver
    record.settle()
    record.follow()
    return record
