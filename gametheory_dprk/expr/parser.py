"""Reads formulas: precedence climbing over our own tokens, so that no text is ever executed.

Binding follows Python: ``or``, ``and``, ``not``, comparisons (which chain), ``+ -``, ``* /``,
minus sign, ``^`` or ``**`` (from the right; ``-x^2`` is ``-(x^2)`` and ``2^-1`` is ``2^(-1)``).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, cast, get_args

from gametheory_dprk.errors import ExpressionError, Problem, Span, nearest_name
from gametheory_dprk.expr.functions import FORMULA_FUNCTIONS, Signature
from gametheory_dprk.expr.tokens import Token, read_tokens
from gametheory_dprk.expr.tree import (
    And,
    Arithmetic,
    Binary,
    Call,
    Compare,
    Expr,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Relation,
    check_size,
    is_relation,
)

MAX_DEPTH = 128
"""How many operators, signs, calls and parentheses may wait for what stands right of them."""

MAX_DIGITS = 200
"""Digits a number may have before its power of ten."""

MAX_SCALE = 300
"""Largest power of ten, up or down, in scientific notation."""

MAX_EXPONENT = 64
"""Largest written integer exponent, up or down."""

_COMPARISONS: Final = frozenset(get_args(Relation))
_NOT, _COMPARE, _SIGN, _POWER = 3, 4, 7, 8
_BINDING: Final = {
    "or": 1,
    "and": 2,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "^": _POWER,
    **dict.fromkeys(_COMPARISONS, _COMPARE),
}
_START: Final = Span("formula", 1, 1)


def parse(
    text: str,
    span: Span | None = None,
    functions: Mapping[str, Signature] = FORMULA_FUNCTIONS,
) -> Expr:
    """Read a formula.

    Parameters
    ----------
    text
        The formula; decimals are read exactly.
    span
        Where the first character of the text stands, so that errors point into the file.
    functions
        What may be called: `FORMULA_FUNCTIONS`, or `CLAIM_FUNCTIONS` for claims.

    Raises
    ------
    ExpressionError
        At the first character that does not fit, or where a limit of this module is passed.

    Examples
    --------
    >>> parse("0.1 + x")
    Binary(operator='+', left=Number(value=Fraction(1, 10)), right=Name(name='x'))
    >>> from gametheory_dprk.expr.functions import CLAIM_FUNCTIONS
    >>> parse("P(genuine | dismantle)", functions=CLAIM_FUNCTIONS)
    Call(function='P', arguments=(Name(name='genuine'),), given=(Name(name='dismantle'),))
    >>> parse("2 + sqr(x)", Span("deal.yaml", 3, 14))
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.ExpressionError: deal.yaml:3:18: unknown function 'sqr' (did you mean
    'sqrt'?)
    """
    start = span or _START
    return check_size(_Parser(text, start, functions).whole(), start)


class _Parser:
    """The tokens of one formula and how far they have been read."""

    def __init__(self, text: str, span: Span, functions: Mapping[str, Signature]) -> None:
        self._span = span
        self._functions = functions
        self._tokens = list(read_tokens(text, span))
        self._position = 0
        self._depth = 0

    def whole(self) -> Expr:
        """Read everything."""
        expr = self._expression(0)
        if self._token.kind != "end":
            raise self._unexpected("expected an operator")
        return expr

    @property
    def _token(self) -> Token:
        """The next token, not yet consumed."""
        return self._tokens[self._position]

    def _next(self) -> Token:
        """Consume the next token."""
        self._position += 1
        return self._tokens[self._position - 1]

    def _accept(self, sign: str) -> bool:
        """Consume the sign if it comes next."""
        found = self._token.kind == "sign" and self._token.text == sign
        self._position += found
        return found

    def _expect(self, sign: str) -> None:
        """Consume the sign, which must come next."""
        if not self._accept(sign):
            raise self._unexpected(f"expected {sign!r}")

    def _error(self, token: Token, message: str, hint: str = "") -> ExpressionError:
        """Make an error that points at a token."""
        return ExpressionError(Problem(self._span.shifted(token.start), "", message, hint))

    def _unexpected(self, hint: str = "") -> ExpressionError:
        """Make the error for a token that does not fit."""
        return self._error(self._token, f"unexpected {self._token}", hint)

    def _expression(self, minimum: int) -> Expr:
        """Read as far as operators bind tighter than the minimum."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(self._token, f"formula nests deeper than {MAX_DEPTH} levels")
        left = self._operand()
        while self._binding() > minimum:
            left = self._continued(left)
        self._depth -= 1
        return left

    def _binding(self) -> int:
        """How tight the next token binds its neighbors; 0 if it is no infix operator."""
        return _BINDING.get(self._token.text, 0)

    def _continued(self, left: Expr) -> Expr:
        """Read the infix operator that comes next and what stands right of it."""
        sign = self._token.text
        if sign in _COMPARISONS:
            return self._comparison(left)
        if sign in ("and", "or"):
            return self._joined(sign, left)
        return self._arithmetic(left)

    def _arithmetic(self, left: Expr) -> Expr:
        """Read one arithmetic operator and its right operand."""
        token = self._next()
        self._check_number(left, token)
        first = self._token
        right = self._expression(_SIGN if token.text == "^" else _BINDING[token.text])
        self._check_number(right, first)
        if token.text == "^":
            self._check_exponent(right, first)
        span = self._span.shifted(token.start)
        return Binary(cast(Arithmetic, token.text), left, right, span)

    def _comparison(self, left: Expr) -> Expr:
        """Read a chain of comparisons, all of which must hold."""
        links: list[Expr] = []
        self._check_number(left, self._token)
        while self._token.text in _COMPARISONS:
            operator = cast(Relation, self._next().text)
            first = self._token
            right = self._expression(_COMPARE)
            self._check_number(right, first)
            links.append(Compare(operator, left, right))
            left = right
        return links[0] if len(links) == 1 else And(tuple(links))

    def _joined(self, word: str, left: Expr) -> Expr:
        """Read all parts of an ``and`` or an ``or``."""
        parts = [left]
        while self._accept(word):
            parts.append(self._expression(_BINDING[word]))
        return And(tuple(parts)) if word == "and" else Or(tuple(parts))

    def _operand(self) -> Expr:
        """Read what may stand left of an infix operator, with the signs before it."""
        if self._accept("not"):
            return Not(self._expression(_NOT))
        if self._token.text in ("-", "+"):
            return self._signed(self._next())
        return self._atom()

    def _signed(self, sign: Token) -> Expr:
        """Read what a sign stands before."""
        operand = self._expression(_SIGN)
        self._check_number(operand, sign)
        return Negate(operand) if sign.text == "-" else operand

    def _atom(self) -> Expr:
        """Read a number, a name, a call or a parenthesis."""
        if self._accept("("):
            expr = self._expression(0)
            self._expect(")")
            return expr
        if self._token.kind == "number":
            return self._number(self._next())
        if self._token.kind == "name":
            token = self._next()
            if self._accept("("):
                return self._call(token)
            return Name(token.text, self._span.shifted(token.start))
        raise self._unexpected()

    def _call(self, token: Token) -> Expr:
        """Read the arguments of a function."""
        signature = self._functions.get(token.text)
        if signature is None:
            hint = nearest_name(token.text, self._functions)
            hint = hint or f"functions are {', '.join(self._functions)}"
            raise self._error(token, f"unknown function {token.text!r}", hint)
        arguments = self._arguments(token, signature)
        bar = signature.conditional and self._accept("|")
        given = self._arguments(token, signature) if bar else ()
        self._expect(")")
        return Call(token.text, arguments, given, self._span.shifted(token.start))

    def _arguments(self, token: Token, signature: Signature) -> tuple[Expr, ...]:
        """Read arguments separated by commas, in the number the function takes."""
        arguments: list[Expr] = []
        while not arguments or self._accept(","):
            first = self._token
            arguments.append(self._expression(0))
            self._check_argument(token, arguments[-1], first, signature)
        if not signature.accepts(len(arguments)):
            raise self._error(token, f"{token.text} takes {signature}, not {len(arguments)}")
        return tuple(arguments)

    def _check_argument(
        self, token: Token, argument: Expr, first: Token, signature: Signature
    ) -> None:
        """Refuse a truth where a number, or a formula where a name, is needed."""
        if signature.names_only and not isinstance(argument, Name):
            raise self._error(first, f"{token.text} takes names, not formulas")
        if not signature.conditional:
            self._check_number(argument, first)

    def _number(self, token: Token) -> Number:
        """Read a decimal exactly."""
        mantissa, _, scale = token.text.lower().partition("e")
        if len(mantissa) > MAX_DIGITS:
            raise self._error(token, f"number has more than {MAX_DIGITS} digits")
        if len(scale) > len(str(MAX_SCALE)) + 1 or abs(int(scale or 0)) > MAX_SCALE:
            raise self._error(token, f"power of ten is beyond {MAX_SCALE}")
        return Number(Fraction(mantissa) * Fraction(10) ** int(scale or 0))

    def _check_number(self, expr: Expr, token: Token) -> None:
        """Refuse a relation where a number is needed."""
        if is_relation(expr):
            raise self._error(token, "a relation cannot be used as a number")

    def _check_exponent(self, exponent: Expr, token: Token) -> None:
        """Refuse a written exponent that would make numbers of absurd size."""
        literal = exponent.operand if isinstance(exponent, Negate) else exponent
        if isinstance(literal, Number) and literal.value > MAX_EXPONENT:
            raise self._error(token, f"exponent is beyond {MAX_EXPONENT}")
