"""That the formulas of a family are an equilibrium wherever its conditions hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .algebra import ONE, Condition, Poly, add, polynomial_of, require, times
from .claims import Row
from .records import Record, read_conditions


def check_sound(record: Record) -> None:
    """Check every condition of an equilibrium, on the path and off it."""
    end = record.data["end"]
    hows = {tuple(label): how for label, how in end["path"]}
    choice = {
        unknown: (polynomial_of(top), polynomial_of(bottom))
        for unknown, (top, bottom) in end["choice"].items()
    }
    scope = record.scope(("c", record.conditions))
    check_choice(record, choice, end, scope)
    for number, label in enumerate(record.inequalities()):
        require(label in hows, f"{label} is not shown")
        relation = record.game.row(label)[1]
        if label in record.free:
            f = chosen(record.free[label], choice)
            record.game.claim(f, relation, hows[label], scope)
        else:
            core = record.known[f"k{number}"][0]
            record.game.accept(core, relation, hows[label], scope)
    check_denominators(record)
    for m in record.unsent:
        options = record.options[m]
        require(bool(options), f"nothing deters from {m}")
        for option in options:
            check_option(record, m, option)


def check_choice(
    record: Record,
    choice: Mapping[str, tuple[Poly, Poly]],
    end: Mapping[str, Any],
    scope: Mapping[str, Condition],
) -> None:
    """Check that every free unknown gets a value that is defined."""
    free = {unknown for row in record.free.values() for unknown in row if unknown}
    for block in (record.sender, record.receiver):
        free |= {u for parts in block.values.values() for u in parts if u}
    require(free <= set(choice), "a free unknown has no value")
    for unknown, (_, bottom) in sorted(choice.items()):
        hint = end["defined"].get(unknown)
        record.game.claim(times(bottom, bottom), ">", hint, scope)


def chosen(row: Row, choice: Mapping[str, tuple[Poly, Poly]]) -> Poly:
    """Put values into a row; the result has its sign."""
    top: Poly = {}
    bottom: Poly = ONE
    for unknown, f in row.items():
        value, below = choice[unknown] if unknown else (ONE, ONE)
        top = add(times(top, below), times(times(f, value), bottom))
        bottom = times(bottom, below)
    return times(top, bottom)


def check_denominators(record: Record) -> None:
    """Check that no factor of a denominator vanishes inside the region.

    Each is a factor of a polynomial that a condition makes positive, or has one sign by proof.
    """
    scope = record.scope(("c", record.conditions))
    for name, block in (("receiver", record.receiver), ("sender", record.sender)):
        shown = set()
        for surface, source, proof in record.data["end"]["nonzero"][name]:
            record.game.nonzero(record.game.surface(surface), source, proof, scope)
            shown.add(surface)
        require(block.surfaces <= shown, "a denominator may vanish")


def check_option(record: Record, m: str, option: Mapping[str, Any]) -> None:
    """Check that some answers deter every type, and that some belief makes them best."""
    game = record.game
    scope = record.scope(("c", record.conditions), ("o", read_conditions(option["conditions"])))
    answers, below = distribution(option["answers"], option["over"], game.responses[m])
    belief, under = distribution(option["belief"], option["belief_over"], game.types)
    claims = [(times(below, below), ">"), (times(under, under), ">")]
    claims += [(times(f, below), ">=") for f in answers.values()]
    claims += [(times(f, under), ">=") for f in belief.values()]
    for numerators, bottom in ((answers, below), (belief, under)):
        require(total_of(numerators) == bottom, "a distribution does not sum to one")
    for t in game.types:
        row, relation = record.substituted(("prefers", t, record.path(t), m))
        claims.append((at_vertex(row, "rho", m, answers, below), relation))
    support = [r for r, f in answers.items() if f]
    for r in support:
        for q in game.responses[m]:
            if q != r:
                row, relation = game.row(("belief", m, r, q))
                claims.append((at_vertex(row, "mu", m, belief, under), relation))
    hints = option["claims"]
    require(len(hints) == len(claims), "claims about an option are missing")
    for (f, relation), hint in zip(claims, hints, strict=True):
        record.game.claim(f, relation, hint, scope)


def total_of(numerators: Mapping[str, Poly]) -> Poly:
    """Sum numerators."""
    total: Poly = {}
    for f in numerators.values():
        total = add(total, f)
    return total


def distribution(given: Any, over: Any, names: Sequence[str]) -> tuple[dict[str, Poly], Poly]:
    """Read a distribution over one denominator."""
    require(set(given) <= set(names), "a distribution names something unknown")
    below = polynomial_of(over)
    require(bool(below), "a denominator is zero")
    return {name: polynomial_of(text) for name, text in given.items()}, below


def at_vertex(row: Row, what: str, m: str, numerators: Mapping[str, Poly], below: Poly) -> Poly:
    """Put a distribution into a row; the result has its sign."""
    names = {f"{what}({name}|{m})": f for name, f in numerators.items()}
    total: Poly = {}
    for unknown, f in row.items():
        if unknown == "":
            total = add(total, times(f, below))
        elif unknown in names:
            total = add(total, times(f, names[unknown]))
        else:
            require(
                unknown.startswith(f"{what}(") and unknown.endswith(f"|{m})"),
                "what deters varies with a free unknown",
            )
    return times(total, below)
