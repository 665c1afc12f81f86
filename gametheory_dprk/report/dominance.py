"""The elimination of dominated moves as a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.concepts.dominance import Belief, Elimination
from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.report.blocks import (
    Block,
    Heading,
    Paragraph,
    Phrase,
    Piece,
    Records,
    Report,
    Table,
    joined,
)
from gametheory_dprk.report.document import envelope
from gametheory_dprk.report.explanation import check_document, check_table
from gametheory_dprk.report.polytope import distribution_phrase
from gametheory_dprk.solution import Notice
from gametheory_dprk.solution_json import encode_distribution

if TYPE_CHECKING:
    from gametheory_dprk.analysis.dominance import Dominance
    from gametheory_dprk.concepts.dominance import Moves
    from gametheory_dprk.games import NormalGame
    from gametheory_dprk.scenario.model import Scenario

COLUMNS = ("round", "player", "move", "dominated_by", "share", "least", "most")


def dominance_report(
    found: Dominance,
    game: NormalGame[Fraction],
    scenario: Scenario,
    parameters: Mapping[str, Number],
    explain: bool = False,
) -> Report:
    """Make the report of an elimination.

    Parameters
    ----------
    found : Dominance
    game : NormalGame
        The game in which moves were eliminated.
    scenario : Scenario
    parameters : Mapping[str, Fraction]
    explain : bool
        Add every check.
    """
    notices = tuple(dominance_notices(found, scenario.kind))
    document = envelope("dominance", scenario, parameters, {}, notices)
    document["dominance"] = dominance_document(found, game)
    blocks = [*head(found, scenario, parameters, notices), *trace_blocks(found)]
    if found.beliefs:
        blocks.append(belief_table(found, game))
    checks = found.certificate.checks
    blocks.append(Paragraph("Certificate", (f"{len(checks)} exact checks, all hold",)))
    if explain:
        document["explanation"] = {"checks": list(map(check_document, checks))}
        blocks.append(check_table("checks", checks))
    return Report(document, tuple(blocks), Records(COLUMNS, tuple(elimination_rows(found))))


def dominance_notices(found: Dominance, kind: str) -> Iterator[Notice]:
    """What a reader has to know."""
    if kind != "normal":
        yield Notice("plans", "moves are the plans of the reduced normal form")
    if found.limit is not None:
        yield Notice("limit", found.limit)
    elif not found.beliefs:
        yield Notice("stopped", "further moves are dominated; the rounds asked for are over")
    if found.kind == "weak" and found.rounds:
        yield Notice("weak_dominance", "eliminating weakly dominated moves can remove equilibria")
    if found.kind == "weak" and found.beliefs:
        yield from order_notices(found)


def order_notices(found: Dominance) -> Iterator[Notice]:
    """Say whether the order matters."""
    if found.order.otherwise is not None:
        other = moves_words(found.order.otherwise)
        yield Notice("order_matters", f"the order matters: another one leaves {other}")
    elif found.order.matters == "unknown":
        yield Notice("order_unknown", "another order may leave other moves; not all were tried")


def head(
    found: Dominance,
    scenario: Scenario,
    parameters: Mapping[str, Number],
    notices: Iterable[Notice],
) -> Iterator[Block]:
    """What was asked, and what is left."""
    yield Heading(scenario.title, 1)
    yield Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",))
    if parameters:
        yield Paragraph("Parameters", joined((f"{n}=", each) for n, each in parameters.items()))
    yield Paragraph("Found", (summary(found),))
    for notice in notices:
        yield Paragraph("Warning", (f"{notice.message} [{notice.code}]",))


def summary(found: Dominance) -> str:
    """Say in one line how much was eliminated.

    Examples
    --------
    >>> from gametheory_dprk.analysis.dominance import eliminate
    >>> from gametheory_dprk.games import NormalGame
    >>> summary(eliminate(NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])))
    '2 moves eliminated by strict dominance in 1 round; one profile is left: r2, c2'
    """
    count = sum(len(each.eliminations) for each in found.rounds)
    if not count:
        return f"no move is dominated ({found.kind} dominance)"
    rounds = len(found.rounds)
    done = (
        f"{count} {'move' if count == 1 else 'moves'} eliminated by {found.kind} dominance "
        f"in {rounds} {'round' if rounds == 1 else 'rounds'}"
    )
    if all(len(moves) == 1 for moves in found.remaining.values()):
        profile = ", ".join(told(moves[0]) for moves in found.remaining.values())
        return f"{done}; one profile is left: {profile}"
    return done


def trace_blocks(found: Dominance) -> Iterator[Block]:
    """Every step, and what is left."""
    rows: list[tuple[Phrase, ...]] = [
        ((str(number),), (gone.player,), (gone.move,), mixture_phrase(gone), advantage_phrase(gone))
        for number, each in enumerate(found.rounds, 1)
        for gone in each.eliminations
    ]
    if rows:
        columns = ("round", "player", "eliminated", "dominated by", "advantage")
        yield Table("", columns, tuple(rows))
    yield Paragraph("Left", (moves_words(found.remaining),))
    if found.order.matters is False and rows:
        yield Paragraph("Order", ("every order of elimination leaves these moves",))


def mixture_phrase(gone: Elimination) -> Phrase:
    """What dominates."""
    return distribution_phrase({told(move): share for move, share in gone.mixture.items()})


def advantage_phrase(gone: Elimination) -> Phrase:
    """How much better what dominates is."""
    return (gone.least,) if gone.least == gone.most else (gone.least, " to ", gone.most)


def moves_words(moves: Moves) -> str:
    """Moves by player.

    Examples
    --------
    >>> moves_words({"row": ("r1", "r2"), "column": ("c1",)})
    'row: r1, r2; column: c1'
    """
    return "; ".join(f"{player}: {', '.join(map(told, each))}" for player, each in moves.items())


def told(move: str) -> str:
    """A move among others: a plan of several moves stands in brackets.

    Examples
    --------
    >>> told("talk"), told("start: talk, after: stay")
    ('talk', '[start: talk, after: stay]')
    """
    return f"[{move}]" if ", " in move else move


def belief_table(found: Dominance, game: NormalGame[Fraction]) -> Table:
    """For every move that is left a belief to which it is a best reply."""
    rows: list[tuple[Phrase, ...]] = [
        ((player,), (move,), belief_phrase(belief))
        for player, moves in found.beliefs.items()
        for move, belief in moves.items()
    ]
    return Table("why the rest stays", ("player", "move", "best reply to"), tuple(rows))


def belief_phrase(belief: Belief) -> Phrase:
    """The profiles that are thought possible."""
    return distribution_phrase(
        {", ".join(map(told, others)): chance for others, chance in belief.items()}
    )


def dominance_document(found: Dominance, game: NormalGame[Fraction]) -> dict[str, Any]:
    """The elimination for programs."""
    certificate, order = found.certificate, found.order
    return {
        "kind": found.kind,
        "complete": bool(found.beliefs),
        "rounds": [
            {"eliminated": list(map(elimination_document, each.eliminations))}
            for each in found.rounds
        ],
        "remaining": moves_document(found.remaining),
        "beliefs": {
            player: {
                move: [
                    {"profile": others_document(game, player, others), "probability": str(chance)}
                    for others, chance in belief.items()
                ]
                for move, belief in moves.items()
            }
            for player, moves in found.beliefs.items()
        },
        "order": {
            "matters": order.matters,
            "otherwise": order.otherwise and moves_document(order.otherwise),
        },
        "certificate": {
            "exact": certificate.exact,
            "valid": certificate.valid,
            "checks": len(certificate.checks),
        },
    }


def elimination_document(gone: Elimination) -> dict[str, Any]:
    """One step."""
    return {
        "player": gone.player,
        "move": gone.move,
        "mixture": encode_distribution(gone.mixture),
        "least": encode_number(gone.least),
        "most": encode_number(gone.most),
    }


def moves_document(moves: Moves) -> dict[str, list[str]]:
    """Moves by player."""
    return {player: list(each) for player, each in moves.items()}


def others_document(
    game: NormalGame[Fraction], player: str, others: tuple[str, ...]
) -> dict[str, str]:
    """A profile of the others' moves by player."""
    rivals = (each for each in game.players if each != player)
    return dict(zip(rivals, others, strict=True))


def elimination_rows(found: Dominance) -> Iterator[tuple[Piece, ...]]:
    """One row for each move of a mixture that dominates."""
    for number, each in enumerate(found.rounds, 1):
        for gone in each.eliminations:
            for move, share in gone.mixture.items():
                start = (str(number), gone.player, gone.move)
                yield (*start, move, share, gone.least, gone.most)
