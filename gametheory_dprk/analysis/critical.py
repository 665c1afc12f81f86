"""Critical discount factors: for which patience a profile of a repeated game is an equilibrium.

Everything else kept as it is, what a deviation gains is a rational function of the deviating
player's discount factor. Its numerator's roots are isolated exactly, so that the set of discount
factors under which no deviation gains comes out as intervals with exact ends. The same elimination
with all parameters left open gives the condition behind an end as a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.automaton_gains import gains
from gametheory_dprk.analysis.sign_sets import (
    Coefficients,
    Stretch,
    nonnegative_set,
    roots_inside,
)
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Compare, Expr, Name, Number, names, to_text
from gametheory_dprk.expr.tree import Relation
from gametheory_dprk.games import RepeatedGame
from gametheory_dprk.number import Number as Real
from gametheory_dprk.polynomials import (
    Polynomial,
    Ratio,
    Ring,
    ratio_expr,
    ratio_of,
)
from gametheory_dprk.polynomials.ring import fraction

FACTOR = "discount"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation that limits the discount factors.

    Attributes
    ----------
    label, move : str
        Where the player deviates, and to what.
    roots : tuple of number
        Ends of the set at which it gains exactly nothing.
    condition : Expr or None
        The relation of parameters under which it gains nothing or less, solved for the discount
        factor where it is linear in it; None where payoffs are no rational functions, or where
        the relation has no parameters.
    """

    label: str
    move: str
    roots: tuple[Real, ...]
    condition: Expr | None


@dataclass(frozen=True, slots=True)
class CriticalDiscount:
    """The discount factors of one player under which a profile is an equilibrium for him.

    Attributes
    ----------
    profile, player : str
    discount : Expr
        What the scenario says the discount factor is.
    value : Fraction
        The discount factor at the parameter point.
    values : tuple of Stretch
        All discount factors under which no deviation of the player gains; empty where there are
        none.
    binding : tuple of Deviation
        The deviations that gain nothing at an end of `values`.
    """

    profile: str
    player: str
    discount: Expr
    value: Fraction
    values: tuple[Stretch, ...]
    binding: tuple[Deviation, ...]

    @property
    def words(self) -> str:
        """The set in one line, with what bounds it.

        Examples
        --------
        >>> CriticalDiscount("grim", "A", Name("delta"), Fraction(1, 2), (), ()).words
        'A: under no discount factor'
        """
        if not self.values:
            return f"{self.player}: under no discount factor"
        name = to_text(self.discount) if names(self.discount) else FACTOR
        sets = " or ".join(map(str, self.values))
        reasons = [to_text(each.condition) for each in self.binding if each.condition]
        why = f", from {' and '.join(dict.fromkeys(reasons))}" if reasons else ""
        return f"{self.player}: {name} in {sets}{why}"


def critical_discounts(
    template: RepeatedGame[Expr], values: Mapping[str, Fraction], profile: str
) -> tuple[CriticalDiscount, ...]:
    """Find the critical discount factors of a profile, for every player.

    Parameters
    ----------
    template : RepeatedGame[Expr]
    values : Mapping[str, Fraction]
        A value for every parameter; all but a player's discount factor keep theirs.
    profile : str
        The automaton.

    Raises
    ------
    AnalysisError
        If there is no such automaton, or the lag leaves too many ways to deviate.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> scenario = read("dprk/self_enforcing_agreement")
    >>> values = {each.name: each.value for each in scenario.parameters.values()}
    >>> print(critical_discounts(scenario.game, values, "grim")[1].words)
    US: delta_U in [1/2, 1), from delta_U >= a/(f + x)
    """
    if profile not in template.automata:
        raise AnalysisError(f"no automaton {profile!r}; there are {', '.join(template.automata)}")
    try:
        return tuple(critical(template, values, profile, each) for each in template.players)
    except OverflowError as error:
        raise AnalysisError(str(error)) from None


def critical(
    template: RepeatedGame[Expr], values: Mapping[str, Fraction], profile: str, player: str
) -> CriticalDiscount:
    """The critical discount factors of one player."""
    game = template.at(values)
    assert isinstance(game, RepeatedGame)
    ring = Ring([FACTOR])
    found = gains(with_open_discount(game, ring), profile, player, ring)
    losses = [loss(each.gain, ring) for each in found]
    patient = nonnegative_set(losses)
    ends = {end for each in patient for end in (each.low, each.high)}
    formulas = conditions(template, values, profile, player)
    binding = {
        Deviation(each.label, each.move, roots, told(formulas[k]) if formulas else None): None
        for k, (each, polynomial) in enumerate(zip(found, losses, strict=True))
        if (roots := tuple(root for root in roots_inside(polynomial) if root in ends))
    }
    return CriticalDiscount(
        profile, player, template.discount[player], game.discount[player], patient, tuple(binding)
    )


def told(condition: Expr) -> Expr | None:
    """A relation of parameters; None where there is no parameter in it."""
    return condition if names(condition) else None


def with_open_discount(game: RepeatedGame[Fraction], ring: Ring) -> RepeatedGame[Ratio]:
    """The game over rational functions of one discount factor, the same for all players."""
    constant = game.map(lambda value: Ratio(ring.constant(value), ring.one))
    factor = Ratio(ring.generators[FACTOR], ring.one)
    discount = dict.fromkeys(game.players, factor)
    return RepeatedGame(constant.stage, discount, constant.seen, constant.automata, game.lag)


def loss(gain: Ratio, ring: Ring) -> Coefficients:
    """A polynomial with the sign of what a deviation loses, for discount factors in [0, 1).

    Values have no pole there, so the sign of the denominator is that at zero.
    """
    positive = ring.value(gain.denominator, {FACTOR: Fraction(0)}) > 0
    found = {k: fraction(c) for (k,), c in ring.terms(-gain.numerator)}
    row = [found.get(k, Fraction(0)) for k in range(max(found, default=0) + 1)]
    return tuple(c if positive else -c for c in row)


def conditions(
    template: RepeatedGame[Expr], values: Mapping[str, Fraction], profile: str, player: str
) -> list[Expr] | None:
    """For each deviation the condition under which it does not gain, in the parameters.

    None where payoffs, probabilities or discount factors are no rational functions.
    """
    ring = Ring(sorted(template.parameters()))
    try:
        opened = template.map(lambda formula: ratio_of(formula, ring))
    except AnalysisError:
        return None
    point = {name: values[name] for name in ring.names}
    found = gains(opened, profile, player, ring)
    names_of_factor = sorted(names(template.discount[player]))
    return [condition(each.gain, names_of_factor, ring, point) for each in found]


def condition(gain: Ratio, factors: list[str], ring: Ring, point: Mapping[str, Fraction]) -> Expr:
    """The relation under which a deviation does not gain.

    The denominator has one sign wherever values are finite and the game is proper, so that at the
    point is its sign everywhere.
    """
    below = ring.value(gain.denominator, point)
    polynomial = without_patience(-gain.numerator if below > 0 else gain.numerator, factors, ring)
    for name in factors:
        solved = solved_for(polynomial, name, ring, point)
        if solved is not None:
            return solved
    factored = ratio_expr(Ratio(polynomial, ring.one), ring, negative_at(ring, point))
    return Compare(">=", factored, Number(Fraction(0)))


def without_patience(polynomial: Polynomial, factors: list[str], ring: Ring) -> Polynomial:
    """The polynomial without factors in the discount factor alone that have no root below one."""
    if polynomial.is_zero():
        return polynomial
    content, parts = polynomial.factor()
    kept = ring.constant(fraction(content))
    for part, exponent in parts:
        inside = ring.variables(part)
        if (
            len(factors) == 1
            and inside == set(factors)
            and not roots_inside(row(part, ring, factors[0]))
        ):
            half = ring.value(part, dict.fromkeys(ring.names, Fraction(1, 2)))
            kept = kept if half > 0 or exponent % 2 == 0 else -kept
        else:
            kept = kept * part ** int(exponent)
    return Ring.primitive(kept)[1]


def row(polynomial: Polynomial, ring: Ring, name: str) -> Coefficients:
    """The coefficients of a polynomial in one parameter alone."""
    place = ring.names.index(name)
    found = {exponents[place]: fraction(c) for exponents, c in ring.terms(polynomial)}
    return tuple(found.get(k, Fraction(0)) for k in range(max(found, default=0) + 1))


def solved_for(
    polynomial: Polynomial, name: str, ring: Ring, point: Mapping[str, Fraction]
) -> Expr | None:
    """The relation `polynomial >= 0` solved for a parameter in which it is linear, if it is.

    Which way the relation points depends on the sign of what multiplies the parameter, which is
    taken at the point.
    """
    slope = polynomial.derivative(ring.names.index(name))
    if slope.is_zero() or name in ring.variables(slope) or not ring.value(slope, point):
        return None
    rest = polynomial - slope * ring.generators[name]
    relation: Relation = ">=" if ring.value(slope, point) > 0 else "<="
    bound = ratio_expr(Ratio.of(-rest, slope), ring, negative_at(ring, point))
    return Compare(relation, Name(name), bound)


def negative_at(ring: Ring, point: Mapping[str, Fraction]) -> Callable[[Polynomial], bool]:
    """Tell factors that are negative at a point, to write their opposite instead."""
    return lambda factor: ring.value(factor, point) < 0
