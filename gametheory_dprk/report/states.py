"""A stochastic game as a report: what each state pays, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import State, StochasticGame
from gametheory_dprk.report.blocks import Block, Phrase, Table
from gametheory_dprk.report.drawing.diagram import Row, Station
from gametheory_dprk.report.valued import arrows, discount_table, next_phrase, valued, with_chance


def state_blocks(
    template: StochasticGame[Expr], exact: StochasticGame[Fraction]
) -> Iterator[Block]:
    """What each period pays in each state, and where it leads."""
    yield discount_table(template.discount, exact.discount)
    rows = (
        row
        for name in template.states
        for row in state_rows(name, template.states[name], exact.states[name], template.players)
    )
    yield Table("periods", ("state", "moves", *template.players, "next"), tuple(rows))


def state_rows(
    name: str, formulas: State[Expr], values: State[Fraction], players: tuple[str, ...]
) -> Iterator[tuple[Phrase, ...]]:
    """One row for each profile of moves."""
    for profile in formulas.profiles():
        moves = ", ".join(profile) or "-"
        yield (
            (f"{name} (instant)" if formulas.instant else name,),
            (moves,),
            *(valued(formulas.payoffs[p][profile], values.payoffs[p][profile]) for p in players),
            next_phrase(formulas.next[profile], values.next[profile]),
        )


def state_row(template: StochasticGame[Expr], exact: StochasticGame[Fraction]) -> Row:
    """The states and the moves that lead from one to another."""
    stations = tuple(
        Station(name, ("no time passes",) if state.instant else ())
        for name, state in template.states.items()
    )
    words: dict[tuple[str, str], list[str]] = {}
    for name, state in template.states.items():
        for profile in state.profiles():
            for target, chance in exact.states[name].next[profile].items():
                if chance:
                    formula = state.next[profile][target]
                    words.setdefault((name, target), []).append(
                        with_chance(", ".join(profile), formula, chance)
                    )
    return Row("", stations, arrows(words))
