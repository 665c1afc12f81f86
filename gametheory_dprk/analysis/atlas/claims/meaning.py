"""What a claim says of one family: the conditions on the parameters under which it is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import combinations

from gametheory_dprk.analysis.atlas.claims.logic import (
    Piece,
    Pieces,
    Truth,
    compared,
    conjoined,
    denied,
    disjoined,
    related,
)
from gametheory_dprk.analysis.atlas.claims.playing import Playing
from gametheory_dprk.errors import AnalysisError, UnknownNameError, nearest_name
from gametheory_dprk.expr import (
    And,
    Binary,
    Call,
    Compare,
    Expr,
    Name,
    Negate,
    Not,
    Number,
    Or,
    to_text,
)
from gametheory_dprk.expr.tree import children
from gametheory_dprk.polynomials import Ratio, Ring, ratio_of
from gametheory_dprk.regions.formula import Formula, every, opposite, some


@dataclass(frozen=True, slots=True)
class Meaning:
    """Reads claims about one member of a family.

    Attributes
    ----------
    ring : Ring
    names : Mapping[str, Expr]
        Definitions, and parameters that are fixed.
    playing : Playing or None
        None for what speaks of parameters alone.
    values : Mapping[str, Ratio]
        Expected payoffs.
    profiles : Mapping[str, Formula]
        For named profiles of a repeated game where each is an equilibrium.
    surviving : callable or None
        Tells where the family survives a refinement, if that is known.
    """

    ring: Ring
    names: Mapping[str, Expr]
    playing: Playing | None = None
    values: Mapping[str, Ratio] = field(default_factory=dict)
    profiles: Mapping[str, Formula] = field(default_factory=dict)
    surviving: Callable[[str], Formula | None] | None = None

    @property
    def member(self) -> Playing:
        """The member that is spoken of.

        Raises
        ------
        AnalysisError
            If only parameters may be spoken of.
        """
        if self.playing is None:
            raise AnalysisError("a relation between parameters speaks of parameters alone")
        return self.playing

    def truth(self, expr: Expr) -> Truth:
        """Return where a statement is true.

        Raises
        ------
        AnalysisError
            If it speaks of something that no formula stands for.
        """
        match expr:
            case And():
                return self.joined(expr.parts, conjoined, Truth(False))
            case Or():
                return self.joined(expr.parts, disjoined, Truth(True))
            case Not():
                return denied(self.truth(expr.operand))
            case Compare():
                return compared(expr.operator, self.number(expr.left), self.number(expr.right))
            case Name("separating"):
                return Truth(self.separating())
            case Call("pooling"):
                return Truth(self.pooling(argument_names(expr)))
            case Call("plays"):
                return Truth(self.plays(argument_names(expr)[0]))
            case Call("equilibrium"):
                return Truth(self.profile(argument_names(expr)[0]))
            case Call("survives"):
                return Truth(self.survives(argument_names(expr)[0]))
        return compared("==", self.number(expr), self.number(Number(Fraction(1))))

    def joined(
        self, parts: Sequence[Expr], join: Callable[[Truth, Truth], Truth], end: Truth
    ) -> Truth:
        """Join statements, in order, until the rest cannot matter."""
        total = self.truth(parts[0])
        for part in parts[1:]:
            if total == end:
                break
            total = join(total, self.truth(part))
        return total

    def number(self, expr: Expr) -> Pieces:
        """Return a number, by cases."""
        match expr:
            case Call("P"):
                return self.member.probability(expr.arguments, expr.given)
            case Call("value"):
                return (Piece(True, self.value(argument_names(expr)[0])),)
            case Name() if expr.name in self.names:
                return self.number(self.names[expr.name])
            case Negate():
                return mapped(self.number(expr.operand), lambda one: -one)
            case Call("min" | "max"):
                return reduce(
                    lambda one, other: chosen(expr.function == "min", one, other),
                    map(self.number, expr.arguments),
                )
            case Call("abs"):
                inside = self.number(expr.arguments[0])
                return chosen(False, inside, mapped(inside, lambda one: -one))
            case Binary("^"):
                return self.power(expr)
            case Binary():
                return self.operation(expr)
        return (Piece(True, ratio_of(expr, self.ring)),)

    def power(self, expr: Binary) -> Pieces:
        """Raise to a constant whole power."""
        exponent = ratio_of(expr.right, self.ring)
        whole = exponent.denominator.is_one() and exponent.numerator.is_constant()
        number = exponent.numerator.coeffs()[0] if whole and not exponent.is_zero() else 0
        if not whole or number != int(number) or not 0 <= number <= 40:
            raise AnalysisError(f"{to_text(expr)} is not a rational function of the parameters")
        base, one = self.number(expr.left), (Piece(True, Ratio(self.ring.one, self.ring.one)),)
        return reduce(lambda left, right: combined("*", left, right), [base] * int(number), one)

    def operation(self, expr: Binary) -> Pieces:
        """Apply an operation to numbers by cases."""
        if not any(isinstance(each, Call | Name) for each in below(expr)):
            return (Piece(True, ratio_of(expr, self.ring)),)
        return combined(expr.operator, self.number(expr.left), self.number(expr.right))

    def value(self, player: str) -> Ratio:
        """What a player expects."""
        if player not in self.values:
            raise UnknownNameError(f"no player {player!r} ({nearest_name(player, self.values)})")
        return self.values[player]

    # predicates

    def openings(self) -> list[Mapping[str, Ratio]]:
        """What each type plays first."""
        found = list(self.member.openings().values())
        if not found:
            raise AnalysisError(
                "this game does not begin with a type that only the first mover sees"
            )
        return found

    def separating(self) -> bool:
        """Whether no opening is made by two types, of which there are at least two."""
        supports = [support(moves) for moves in self.openings()]
        pairs = combinations(supports, 2)
        return len(supports) > 1 and all(one.isdisjoint(other) for one, other in pairs)

    def pooling(self, moves: tuple[str, ...]) -> Formula:
        """Where all types open alike, by the named moves alone."""
        first, *others = self.openings()
        for move in moves:
            if move not in first:
                raise UnknownNameError(f"no type can play {move!r} ({nearest_name(move, first)})")
        if not support(first) <= set(moves):
            return False
        pairs = [(first[move], other[move]) for other in others for move in first]
        return every(related("==", one - other) for one, other in pairs)

    def plays(self, name: str) -> Formula:
        """Where a move is made for sure wherever it can be made on the path."""
        if self.member.merged:
            raise AnalysisError(f"plays({name}): moves are taken together with later ones")
        player, _, move = name.rpartition(".")
        places = [
            each
            for each in self.member.game.information_sets()
            if move in each.moves and player in ("", each.player)
        ]
        if not places:
            raise UnknownNameError(f"nobody can play {name!r}")
        reached, sure = [], []
        for place in places:
            reach = self.member.reach(place)
            if reach.is_zero():
                continue
            reached.append(related(">", reach))
            chance = self.member.chances(place.player, place.label)[move]
            never = opposite(reached[-1])
            sure.append(some([never, related("==", chance - self.member.one)]))
        return every([some(reached), *sure])

    def profile(self, name: str) -> Formula:
        """Where a named profile is an equilibrium."""
        if name not in self.profiles:
            raise AnalysisError(f"the atlas has no strategy profile {name!r}")
        return self.profiles[name]

    def survives(self, name: str) -> Formula:
        """Where the family survives a refinement."""
        found = None if self.surviving is None else self.surviving(name)
        if found is None:
            raise AnalysisError(f"survives({name}): where a family survives is not known here")
        return found


def argument_names(call: Call) -> tuple[str, ...]:
    """The names a predicate is applied to."""
    return tuple(each.name for each in call.arguments if isinstance(each, Name))


def support(chances: Mapping[str, Ratio]) -> frozenset[str]:
    """Moves that are made: in a family a chance that is not zero everywhere is zero nowhere."""
    return frozenset(name for name, chance in chances.items() if not chance.is_zero())


def below(expr: Expr) -> Iterator[Expr]:
    """Yield a formula and its parts."""
    yield expr
    for part in children(expr):
        yield from below(part)


def mapped(pieces: Pieces, change: Callable[[Ratio], Ratio]) -> Pieces:
    """Change a number in every case."""
    return tuple(Piece(piece.where, change(piece.value)) for piece in pieces)


def chosen(least: bool, left: Pieces, right: Pieces) -> Pieces:
    """Return the smaller (or larger) of two numbers, by cases."""
    found = []
    for one in left:
        for other in right:
            both = every([one.where, other.where])
            first = related("<=" if least else ">=", one.value - other.value)
            found.append(Piece(every([both, first]), one.value))
            found.append(Piece(every([both, opposite(first)]), other.value))
    return tuple(piece for piece in found if piece.where is not False)


def combined(operator: str, left: Pieces, right: Pieces) -> Pieces:
    """Apply an operation in every case; a quotient is defined where its divisor is not zero."""
    found = []
    for one in left:
        for other in right:
            where = every([one.where, other.where])
            match operator:
                case "+":
                    value = one.value + other.value
                case "-":
                    value = one.value - other.value
                case "*":
                    value = one.value * other.value
                case _:
                    if other.value.is_zero():
                        continue
                    where = every([where, related("!=", other.value)])
                    value = one.value / other.value
            found.append(Piece(where, value))
    return tuple(found)
