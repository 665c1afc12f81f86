"""Bargaining as a report: rounds of offers, one demand to types, a frontier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import BargainingGame, DemandGame, Round
from gametheory_dprk.games.demand import Spread
from gametheory_dprk.report.blocks import Block, Phrase, Table, joined
from gametheory_dprk.report.drawing.diagram import Arrow, Row, Station
from gametheory_dprk.report.numbers import short_number
from gametheory_dprk.report.valued import discount_table, valued

END = "end"


def round_blocks(
    template: BargainingGame[Expr], exact: BargainingGame[Fraction]
) -> Iterator[Block]:
    """Who offers to whom, and what follows a refusal."""
    yield discount_table(template.discount, exact.discount)
    columns = ("round", "offers", "answers", "to share", "leaving pays", "refusal costs", "then")
    rows = (round_row(name, each, exact.rounds[name]) for name, each in template.rounds.items())
    yield Table("rounds", columns, tuple(rows))


def round_row(name: str, formulas: Round[Expr], values: Round[Fraction]) -> tuple[Phrase, ...]:
    """One round."""
    leaving: Phrase = ("-",)
    if formulas.outside is not None and values.outside is not None:
        leaving = (f"{formulas.leaver} may: ", *paid(formulas.outside, values.outside))
    then: Phrase = (formulas.next or "no agreement: ",)
    if formulas.next is None:
        then = (*then, *paid(formulas.disagreement, values.disagreement))
    elif values.breakdown:
        breakdown = valued(formulas.breakdown, values.breakdown)
        pays = paid(formulas.disagreement, values.disagreement)
        then = (*then, ", or breakdown (", *breakdown, "): ", *pays)
    pie = valued(formulas.pie, values.pie)
    return (
        (name,),
        (formulas.proposer,),
        (formulas.responder,),
        pie if formulas.lasting else (*pie, " a round"),
        leaving,
        paid(formulas.cost, values.cost) if any(values.cost.values()) else ("-",),
        then,
    )


def paid(formulas: Mapping[str, Expr], values: Mapping[str, Fraction]) -> Phrase:
    """What each player receives or pays."""
    return joined((f"{player} ", *valued(formulas[player], values[player])) for player in formulas)


def round_line(exact: BargainingGame[Fraction]) -> Row:
    """The rounds as a line of time."""
    stations = [Station(name, tuple(round_notes(each))) for name, each in exact.rounds.items()]
    if any(each.next is None for each in exact.rounds.values()):
        last = next(each for each in exact.rounds.values() if each.next is None)
        stations.append(Station(END, (f"no agreement: {short(last.disagreement)}",)))
    arrows = (
        Arrow(name, each.next or END, "refusal" if each.lasting else "next period")
        for name, each in exact.rounds.items()
    )
    return Row("", tuple(stations), tuple(arrows))


def round_notes(each: Round[Fraction]) -> Iterator[str]:
    """What happens in a round."""
    yield f"{each.proposer} offers, {each.responder} answers"
    yield f"to share: {short_number(each.pie)}"
    if each.outside is not None:
        yield f"{each.leaver} may leave: {short(each.outside)}"
    if any(each.cost.values()):
        yield f"refusal costs {short(each.cost)}"
    if each.breakdown:
        yield f"breakdown {short_number(each.breakdown)}: {short(each.disagreement)}"


def short(numbers: Mapping[str, Fraction]) -> str:
    """Numbers of players in a few words."""
    return ", ".join(f"{player} {short_number(number)}" for player, number in numbers.items())


def demand_blocks(template: DemandGame[Expr], exact: DemandGame[Fraction]) -> Iterator[Block]:
    """What is shared, and what each type has instead."""
    columns = ("type", "probability", *(f"refusal pays {player}" for player in template.players))
    pie = Table(
        "offer",
        ("offers", "answers", "to share"),
        (((template.proposer,), (template.responder,), valued(template.pie, exact.pie)),),
    )
    yield pie
    if isinstance(template.types, Spread) and isinstance(exact.types, Spread):
        yield Table("types", columns, (spread_row(template.types, exact.types),))
    elif not isinstance(template.types, Spread) and not isinstance(exact.types, Spread):
        rows = (
            (
                (name,),
                valued(kind.probability, exact.types[name].probability),
                *(valued(kind.outside[p], exact.types[name].outside[p]) for p in template.players),
            )
            for name, kind in template.types.items()
        )
        yield Table("types", columns, tuple(rows))


def spread_row(formulas: Spread[Expr], values: Spread[Fraction]) -> tuple[Phrase, ...]:
    """A type that is a number, and what a refusal pays as a line in it."""
    low, high = valued(formulas.low, values.low), valued(formulas.high, values.high)
    lines = (line(formulas.name, *values.outside[player]) for player in formulas.outside)
    return (formulas.name,), ("uniform from ", *low, " to ", *high), *lines


def line(name: str, base: Fraction, slope: Fraction) -> Phrase:
    """A constant, and a multiple of the type where there is one."""
    if not slope:
        return (base,)
    size: Phrase = () if abs(slope) == 1 else (abs(slope), " ")
    return (base, " + " if slope > 0 else " - ", *size, name)


def refusal_notes(types: Spread[Fraction]) -> Iterator[str]:
    """What a refusal pays each player."""
    for player, (base, slope) in types.outside.items():
        pieces = line(types.name, base, slope)
        words = (each if isinstance(each, str) else short_number(each) for each in pieces)  # type: ignore[arg-type]
        yield f"refusal pays {player} {''.join(words)}"


def demand_line(exact: DemandGame[Fraction]) -> Row:
    """Nature, the offer and the answer as a line of time."""
    if isinstance(exact.types, Spread):
        ends = f"{short_number(exact.types.low)} to {short_number(exact.types.high)}"
        drawn: tuple[str, ...] = (f"{exact.types.name} uniform from {ends}",)
        refused: tuple[str, ...] = tuple(refusal_notes(exact.types))
    else:
        kinds = exact.types.items()
        drawn = tuple(f"{name} {short_number(kind.probability)}" for name, kind in kinds)
        refused = tuple(f"{name} refuses: {short(kind.outside)}" for name, kind in kinds)
    shared = f"to share: {short_number(exact.pie)}"
    stations = (
        Station("nature", (*drawn, f"known to {exact.responder}")),
        Station("offer", (f"by {exact.proposer}", shared)),
        Station("answer", (f"by {exact.responder}", *refused)),
    )
    return Row("", stations, (Arrow("nature", "offer", ""), Arrow("offer", "answer", "")))
