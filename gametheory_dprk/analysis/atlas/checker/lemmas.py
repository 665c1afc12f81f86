"""Lemmas: patterns that no equilibrium shows, and the cases that they leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from .algebra import Poly, Rejected, add, polynomial_of, require, times
from .claims import Label, Row
from .game import Game, subsets
from .records import State

UNSENT: State = (frozenset(), frozenset())


@dataclass(frozen=True)
class Pattern:
    """What a state must and must not contain for a lemma to apply."""

    sends: frozenset[str]
    silent: frozenset[str]
    answers: frozenset[str]
    withheld: frozenset[str]
    sent: bool

    def matches(self, state: State) -> bool:
        """Whether a state shows the pattern for sure."""
        kinds, replies = state
        if not replies and (self.answers or self.withheld):
            return False
        return (
            self.sends <= kinds
            and not self.silent & kinds
            and self.answers <= replies
            and not self.withheld & replies
            and (bool(kinds) or not self.sent)
        )


Lemma = dict[str, Pattern]


def read_lemma(game: Game, given: Mapping[str, Any]) -> Lemma:
    """Check a lemma and return the pattern that it excludes."""
    labels = [tuple(label) for label in given["labels"]]
    absent = frozenset(unknown_of(label) for label in labels if label[0] == "absent")
    stated = {label for label in labels if label[0] != "absent"}

    def row(label: Label) -> tuple[Row, str]:
        require(
            label in stated or label[0] in ("total", "rho", "sigma", "mu"),
            f"the lemma does not assume {label}",
        )
        return game.row(label)

    if "terms" in given:
        game.contradiction(given["terms"], game.conditions, row, absent)
    else:
        check_vanishing(game, given, row, absent)
    return pattern_of(game, labels)


def check_vanishing(game: Game, given: Mapping[str, Any], row: Any, absent: frozenset[str]) -> None:
    """Check that equalities sum to a polynomial that is zero on listed surfaces only."""
    total: Row = {}
    for label, text in given["multipliers"]:
        coefficients, relation = row(tuple(label))
        require(relation == "==", f"{label} is no equality")
        factor = polynomial_of(text)
        for unknown, f in coefficients.items():
            if unknown not in absent:
                total[unknown] = add(total.get(unknown, {}), times(f, factor))
    value: Poly = total.pop("", {})
    require(not any(total.values()), "the equalities leave an unknown")
    require(
        bool(value) and game.product(given["value"], "afs") == value,
        "the value is not a product of surfaces",
    )


def unknown_of(label: Label) -> str:
    """Name the unknown that a label says is zero."""
    require(len(label) == 4, "a label is malformed")
    _, what, one, other = label
    return f"{what}({other}|{one})"


def pattern_of(game: Game, labels: list[Label]) -> Lemma:
    """Return the cases in which rows hold."""
    needs: dict[str, dict[str, set[str]]] = {}

    def need(m: str, what: str, *names: str) -> None:
        require(m in game.responses, f"no signal is called {m}")
        needs.setdefault(m, {}).setdefault(what, set()).update(names)

    for label in labels:
        match label:
            case ("prefers" | "sends", t, m, *_):
                need(m, "sends", t)
            case ("equal", t, m, n):
                need(m, "sends", t)
                need(n, "sends", t)
            case ("holds", m, t):
                need(m, "sends", t)
            case ("reply" | "belief" | "answers", m, r, *_):
                need(m, "answers", r)
            case ("tie" | "even", m, r, q):
                need(m, "answers", r, q)
            case ("absent", "sigma", t, m):
                need(m, "silent", t)
            case ("absent", "mu", m, t):
                need(m, "silent", t)
                need(m, "sent")
            case ("absent", "rho", m, r):
                need(m, "withheld", r)
            case ("total" | "rho" | "sigma" | "mu", *_):
                pass
            case _:
                raise Rejected(f"no constraint is called {label}")
    return {
        m: Pattern(
            sends=frozenset(found.get("sends", ())),
            silent=frozenset(found.get("silent", ())),
            answers=frozenset(found.get("answers", ())),
            withheld=frozenset(found.get("withheld", ())),
            sent="sent" in found,
        )
        for m, found in needs.items()
    }


def undeterred(game: Game, lemmas: list[Lemma], case: Mapping[str, State]) -> bool:
    """Whether lemmas exclude every answer to some signal off the path."""
    for m, (kinds, _) in case.items():
        if not kinds and all(
            any(excludes(lemma, {**case, m: (kinds, replies)}) for lemma in lemmas)
            for replies in subsets(game.responses[m])
        ):
            return True
    return False


def excludes(lemma: Lemma, case: Mapping[str, State]) -> bool:
    """Whether a case shows the pattern of a lemma."""
    return all(m in case and pattern.matches(case[m]) for m, pattern in lemma.items())


def open_cases(game: Game, lemmas: list[Lemma]) -> Iterator[dict[str, State]]:
    """Yield every case that no lemma excludes, signal by signal."""
    signals = list(game.responses)
    require(all(lemmas), "a lemma without a pattern")
    states = {
        m: [
            s
            for s in all_states(game, m)
            if not any(set(lemma) == {m} and lemma[m].matches(s) for lemma in lemmas)
        ]
        for m in signals
    }
    clashes = pair_table(states, lemmas)
    longer = [lemma for lemma in lemmas if len(lemma) > 2]

    def extend(case: dict[str, State], open_states: dict[str, int]) -> Iterator[dict[str, State]]:
        depth = len(case)
        if depth == len(signals):
            if frozenset[str]().union(*(k for k, _ in case.values())) == set(game.types):
                yield dict(case)
            return
        m = signals[depth]
        later = signals[depth + 1 :]
        for i, state in enumerate(states[m]):
            if not open_states[m] >> i & 1:
                continue
            case[m] = state
            if not any(m in lemma and excludes(lemma, case) for lemma in longer):
                rest = {n: open_states[n] & ~clashes.get((m, i, n), 0) for n in later}
                yield from extend(case, rest)
            del case[m]

    yield from extend({}, {m: (1 << len(states[m])) - 1 for m in signals})


def all_states(game: Game, m: str) -> list[State]:
    """Return every state of a signal."""
    pairs = product(subsets(game.types), subsets(game.responses[m]))
    return [UNSENT, *pairs]


def pair_table(
    states: Mapping[str, list[State]], lemmas: list[Lemma]
) -> dict[tuple[str, int, str], int]:
    """Mark, for each state of a signal, the states of others that lemmas exclude with it."""
    table: dict[tuple[str, int, str], int] = {}
    for lemma in lemmas:
        if len(lemma) != 2:
            continue
        for m, n in (tuple(lemma), tuple(lemma)[::-1]):
            mask = sum(1 << j for j, s in enumerate(states[n]) if lemma[n].matches(s))
            for i, state in enumerate(states[m]):
                if mask and lemma[m].matches(state):
                    table[m, i, n] = table.get((m, i, n), 0) | mask
    return table


def written(case: Mapping[str, State]) -> str:
    """Write a case."""
    return "; ".join(
        f"{m}: {'/'.join(sorted(kinds))} -> {'/'.join(sorted(replies))}"
        for m, (kinds, replies) in case.items()
        if kinds
    )
