"""Builds the bargaining games that a file describes: rounds, one demand, or a frontier."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import ConsistencyError, ExpressionError, SchemaError
from gametheory_dprk.expr import Binary, Expr, Name, Number, evaluate, substitute
from gametheory_dprk.games import BargainingGame, DemandGame, FrontierGame, Round
from gametheory_dprk.games.demand import Kind, Spread
from gametheory_dprk.games.frontier import Curve
from gametheory_dprk.number import number_text
from gametheory_dprk.scenario.conditional import Conditional
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.moves import check_player
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar, Sequence
from gametheory_dprk.scenario.numbers import (
    check_order,
    check_within,
    defaults,
    read_for_players,
    read_within,
)
from gametheory_dprk.scenario.points import sample_points
from gametheory_dprk.solution import Notice

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
NOT_POSITIVE = Interval(None, Fraction(0))

Numbers = AbstractMapping[str, Expr]
"""A formula for each player."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds in every round.

    Attributes
    ----------
    order : tuple of str
        Who proposes, over and over.
    outside : Mapping[str, list of Expr] or None
        For each player what leaving pays, round by round; the last for all later ones.
    leaver : str or None
        None where whoever responds may leave.
    """

    order: tuple[str, ...]
    pie: Expr
    discount: Numbers
    outside: AbstractMapping[str, list[Expr]] | None
    leaver: str | None
    cost: Numbers
    breakdown: Expr
    disagreement: Numbers
    lasting: bool


def rounds_game(players: tuple[str, ...], terms: Terms, count: int | None) -> BargainingGame[Expr]:
    """Make a game of so many rounds, or (None) one without end."""
    changes = max((len(each) for each in (terms.outside or {}).values()), default=1)
    first_again = changes
    total = changes - 1 + len(terms.order) if count is None else count
    names = [f"round {k}" for k in range(1, total + 1)]
    rounds: dict[str, Round[Expr]] = {}
    for k, name in enumerate(names):
        proposer = terms.order[k % len(terms.order)]
        responder = next(player for player in players if player != proposer)
        last = f"round {first_again}" if count is None else None
        outside = None
        if terms.outside is not None:
            outside = {p: each[min(k, len(each) - 1)] for p, each in terms.outside.items()}
        rounds[name] = Round(
            proposer,
            responder,
            terms.pie,
            terms.leaver or responder,
            outside,
            terms.cost,
            terms.breakdown,
            terms.disagreement,
            names[k + 1] if k + 1 < total else last,
            terms.lasting,
            ZERO,
        )
    return BargainingGame(players, rounds, terms.discount)


def read_outside(draft: Draft, node: Node | None) -> dict[str, list[Expr]] | None:
    """Read what leaving pays each player: a formula, or one for each round."""
    if node is None:
        return None
    found: dict[str, list[Expr]] = {}
    for player, entry in players_of(draft, node, "outside option"):
        texts = entry if isinstance(entry, Sequence) and entry else [entry]
        found[str(player)] = [
            read_within(draft, text, f"outside option of {player}") for text in texts
        ]
    return {player: found.get(player, [ZERO]) for player in draft.players}


def tell_beyond(draft: Draft, node: Node | None, terms: Terms) -> None:
    """Warn where leaving pays more than there is to share: no offer can then be accepted.

    That is a model of disagreement, and solved as one; but often a slip of the pen.
    """
    if node is None or terms.outside is None or not terms.lasting:
        return
    lists = terms.outside.values()
    try:
        pie = evaluate(terms.pie, defaults(draft))
        pays = [
            sum((evaluate(each[min(k, len(each) - 1)], defaults(draft)) for each in lists), pie * 0)
            for k in range(max(map(len, lists)))
        ]
    except ExpressionError:
        return
    if max(pays) > pie:
        message = (
            f"{node.span}: outside: leaving pays both together {number_text(max(pays))} at the "
            f"default values, more than the pie, {number_text(pie)}: there no agreement is reached"
        )
        draft.notices.append(Notice("beyond_the_pie", message))


def players_of(draft: Draft, node: Node, what: str) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping from players, each of which must be there."""
    if not isinstance(node, Mapping):
        draft.report(SchemaError, node, f"expected one {what} a player, found {describe(node)}")
        return []
    for player in draft.players:
        if player not in node:
            draft.report(ConsistencyError, node, f"no {what} of {player}")
    return [(name, entry) for name, entry in node.items() if check_player(draft, name)]


def read_numbers(draft: Draft, node: Node | None, what: str) -> Numbers:
    """Read a number for each player, zero where nothing is said."""
    if node is None:
        return dict.fromkeys(draft.players, ZERO)
    found = read_for_players(draft, node, what, all_of=False)
    return {player: found.get(player, ZERO) for player in draft.players}


def demand_game(
    draft: Draft, proposer: str, pie: Expr, types: Mapping, outside: Node
) -> DemandGame[Expr]:
    """Make a game of one offer to a responder with types."""
    responder = next(player for player in draft.players if player != proposer)
    own = types_of(draft, types, responder)
    entries = [(name, text) for name, text in players_of(draft, outside, "outside option")]
    texts = {str(name): text for name, text in entries if isinstance(text, Scalar)}
    for _, text in entries:
        if not isinstance(text, Scalar):
            draft.report(SchemaError, text, f"expected a formula, found {describe(text)}")
    drawn: AbstractMapping[str, Kind[Expr]] | Spread[Expr]
    interval = next(iter(own.items()), None)
    if interval is not None and isinstance(interval[1], Sequence):
        drawn = read_spread(draft, responder, interval[0], interval[1], texts)
    else:
        drawn = read_kinds(draft, own, texts)
    return DemandGame(draft.players, proposer, responder, pie, ZERO, drawn)


def types_of(draft: Draft, types: Mapping, responder: str) -> Mapping:
    """The types of the responder, the only player who may have any."""
    player, body = next(iter(types.items()))
    if len(types) != 1 or player != responder or not isinstance(body, Mapping) or not body:
        message = f"expected types of {responder}, who responds, and of nobody else"
        draft.fail(ConsistencyError, player, message, f"write types: {{{responder}: ...}}")
    return body


def read_kinds(
    draft: Draft, own: Mapping, texts: AbstractMapping[str, Scalar]
) -> dict[str, Kind[Expr]]:
    """Read named types; formulas may use each as 1 where it is drawn."""
    chances: dict[Scalar, Expr] = {}
    for name, text in own.items():
        if isinstance(text, Scalar):
            chances[name] = draft.formula(text)
        else:
            message = f"expected a probability, found {describe(text)}"
            draft.report(SchemaError, text, message)
    if chances:
        DistributionCheck(draft).check(chances)
    rules = {player: Conditional(draft, text) for player, text in texts.items()}
    return {
        str(name): Kind(
            chance,
            {player: rule.given({str(name): 1}) for player, rule in rules.items()},
        )
        for name, chance in chances.items()
    }


def read_spread(
    draft: Draft,
    responder: str,
    name: Scalar,
    ends: Sequence,
    texts: AbstractMapping[str, Scalar],
) -> Spread[Expr]:
    """Read a type that is a number, uniform between two ends; formulas must be linear in it."""
    if len(ends) != 2 or name in draft.scope.numbers:
        draft.fail(ConsistencyError, name, "expected a new name with an interval such as [0, C]")
    low, high = (read_within(draft, end, f"end of the interval of {name}") for end in ends)
    check_order(draft, ends, low, high, f"interval of {name}")
    outside = {player: line_in(draft, text, str(name)) for player, text in texts.items()}
    slope = outside[responder][1] if responder in outside else ONE
    if vanishes(draft, slope):
        message = f"{name} does not matter to {responder}, who could be of any type"
        draft.report(ConsistencyError, texts[responder], message)
    return Spread(str(name), low, high, outside)


def line_in(draft: Draft, text: Scalar, name: str) -> tuple[Expr, Expr]:
    """A formula as a constant and a multiple of one further name."""
    constant, slope, bend = parabola_in(draft, text, name)
    if not vanishes(draft, bend):
        draft.report(ExpressionError, text, f"expected a formula that is linear in {name}")
    return constant, slope


def parabola_in(draft: Draft, text: Scalar, name: str) -> tuple[Expr, Expr, Expr]:
    """A formula as a polynomial of degree two in one further name, by its values at 0, 1, -1."""

    def check(found: Name) -> None:
        if found.name != name:
            draft.scope.check_number(found)

    parsed = draft.parse(text, check)
    if parsed is None:
        return BROKEN, BROKEN, BROKEN
    formula = draft.fill(parsed, text)
    zero, one, minus = (
        substitute(formula, {name: Number(Fraction(value))}) for value in (0, 1, -1)
    )
    half = Number(Fraction(1, 2))
    linear = Binary("*", half, Binary("-", one, minus))
    quadratic = Binary("-", Binary("*", half, Binary("+", one, minus)), zero)
    two, four = Number(Fraction(2)), Number(Fraction(4))
    guess = Binary("+", zero, Binary("+", Binary("*", two, linear), Binary("*", four, quadratic)))
    if not vanishes(draft, Binary("-", substitute(formula, {name: two}), guess)):
        draft.report(ExpressionError, text, f"expected a polynomial of degree two in {name}")
    return zero, linear, quadratic


def vanishes(draft: Draft, formula: Expr) -> bool:
    """Whether a formula is zero at all sample points."""
    for point in sample_points(draft.parameters, draft.assume):
        try:
            if evaluate(formula, point) != 0:
                return False
        except ExpressionError:
            continue
    return True


def frontier_problem(draft: Draft, node: Mapping, disagreement: Numbers) -> FrontierGame[Expr]:
    """Make a bargaining problem: named agreements, or one player's payoff in the other's."""
    if draft.players[0] in node:
        agreements: AbstractMapping[str, Numbers] | Curve[Expr] = read_curve(draft, node)
    else:
        agreements = {
            str(name): read_for_players(draft, body, f"payoff of {name}")
            for name, body in node.items()
        }
    return FrontierGame(draft.players, agreements, disagreement)


def read_curve(draft: Draft, node: Mapping) -> Curve[Expr]:
    """Read a frontier given as a range of one payoff, and a formula in it for the other."""
    entries = {str(name): entry for name, entry in players_of(draft, node, "payoff")}
    first, second = draft.players
    ends, text = entries.get(first), entries.get(second)
    if not isinstance(ends, Sequence) or len(ends) != 2 or not isinstance(text, Scalar):
        hint = f"write {{{first}: [0, 1], {second}: 1 - {first}}}"
        draft.fail(SchemaError, node, "expected a range of payoffs and a formula", hint)
    low, high = (read_within(draft, end, f"payoff of {first}") for end in ends)
    check_order(draft, ends, low, high, f"range of {first}")
    constant, linear, quadratic = parabola_in(draft, text, first)
    check_within(draft, text, quadratic, f"coefficient of {first}^2", NOT_POSITIVE)
    return Curve(low, high, (constant, linear, quadratic))
