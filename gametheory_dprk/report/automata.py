"""A repeated game as a report: what is seen, and what its automata do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.games import Automaton, AutomatonState, RepeatedGame
from gametheory_dprk.report.blocks import Block, Paragraph, Phrase, Table, joined
from gametheory_dprk.report.drawing.diagram import Row, Station
from gametheory_dprk.report.valued import arrows, discount_table, next_phrase, valued, with_chance


def automaton_blocks(
    template: RepeatedGame[Expr], exact: RepeatedGame[Fraction]
) -> Iterator[Block]:
    """What is seen, and what each automaton plays and does next."""
    yield discount_table(template.discount, exact.discount)
    if template.lag:
        yield Paragraph("Moves are shown", (f"{template.lag} periods late",))
    if template.seen:
        yield Table(
            "seen otherwise than made", ("move", "seen as"), tuple(sight_rows(template, exact))
        )
    for name, automaton in template.automata.items():
        rows = automaton_rows(automaton, exact.automata[name])
        yield Table(f"automaton {name}", ("state", "plays", "next"), tuple(rows))


def sight_rows(
    template: RepeatedGame[Expr], exact: RepeatedGame[Fraction]
) -> Iterator[tuple[Phrase, ...]]:
    """One row for every move that may be mistaken."""
    for (player, move), formulas in template.seen.items():
        values = exact.seen[player, move]
        seen = (
            (f"{each or 'nothing'} ", *valued(formulas[each], values[each])) for each in formulas
        )
        yield (f"{player}.{move}",), joined(seen)


def automaton_rows(
    formulas: Automaton[Expr], values: Automaton[Fraction]
) -> Iterator[tuple[Phrase, ...]]:
    """One row for every rule of every state; `else` holds where no rule before it does."""
    for name, state in formulas.states.items():
        plays = plays_text(state, values.states[name])
        for rule, exact in zip(state.rules, values.states[name].rules, strict=True):
            condition = "else" if rule.condition is None else f"if {to_text(rule.condition)}"
            yield (name,), (plays,), (f"{condition}: ", *next_phrase(rule.target, exact.target))


def plays_text(formulas: AutomatonState[Expr], values: AutomatonState[Fraction]) -> str:
    """What everybody does in a state."""
    return ", ".join(
        f"{player} "
        + " or ".join(
            with_chance(move, formulas.plays[player][move], values.plays[player][move])
            for move in moves
        )
        for player, moves in formulas.plays.items()
    )


def automaton_row(name: str, formulas: Automaton[Expr], values: Automaton[Fraction]) -> Row:
    """One automaton: its states with what is played, and its transitions."""
    stations = tuple(
        Station(state, tuple(plays_text(body, values.states[state]).split(", ")))
        for state, body in formulas.states.items()
    )
    words: dict[tuple[str, str], list[str]] = {}
    for state, body in formulas.states.items():
        for rule, exact in zip(body.rules, values.states[state].rules, strict=True):
            condition = "else" if rule.condition is None else to_text(rule.condition)
            for target, chance in exact.target.items():
                text = with_chance(condition, rule.target[target], chance)
                words.setdefault((state, target), []).append(text)
    return Row(name, stations, arrows(words))
