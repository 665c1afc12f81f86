"""Equations with products of unknowns, solved one unknown after another.

An unknown of degree one in an equation `a x + b = 0` is the ratio `-b/a`, which is put into all
other conditions, multiplied by powers of `a`. Where `a` may have either sign, or vanish with `b`,
these are cases of their own. What is left are inequalities between free unknowns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.solvers.trees.surface import coefficients
from gametheory_dprk.solvers.trees.surface_questions import Questions, Unsolved


@dataclass(frozen=True, slots=True)
class Draft:
    """A system of which some unknowns are solved for."""

    ring: Ring
    values: Mapping[str, Ratio]
    equal: tuple[Form, ...]
    at_least: tuple[Form, ...]
    positive: tuple[Form, ...]

    def conditions(self, *more: Condition) -> list[Condition]:
        """All conditions, and more."""
        return [
            *(condition(each, "==") for each in self.equal),
            *(condition(each, ">=") for each in self.at_least),
            *(condition(each, ">") for each in self.positive),
            *more,
        ]

    def with_positive(self, *forms: Form) -> Draft:
        """The draft where further polynomials are positive."""
        kept = [each for each in forms if not each.is_constant() and each not in self.positive]
        return replace(self, positive=(*self.positive, *kept))

    def is_positive(self, form: Form) -> bool:
        """Whether a polynomial is seen to be positive."""
        if form.is_constant():
            return bool(form.coeffs()[0] > 0) if not form.is_zero() else False
        return any(form == each for each in self.positive)

    def stripped(self, form: Form) -> list[Form]:
        """The factors of a polynomial that are not known to be positive, up to a scale.

        The product of those of odd multiplicity has the polynomial's sign; a factor of even
        multiplicity is listed twice.
        """
        if form.is_constant():
            return [form]
        try:
            content, powers = form.factor()
        except OverflowError:
            return [form]
        found: list[Form] = []
        negative = bool(content < 0)
        for factor, power in powers:
            if self.is_positive(factor):
                continue
            if self.is_positive(-factor):
                negative ^= int(power) % 2 == 1
                continue
            found += [factor] * (1 if int(power) % 2 else 2)
        if not found:
            return [self.ring.constant(-1 if negative else 1)]
        found[0] = -found[0] if negative else found[0]
        return found


def solved_drafts(draft: Draft, questions: Questions) -> Iterator[Draft]:
    """Drafts without equations that together have the solutions of one.

    Raises
    ------
    Unsolved
    """
    questions.step()
    equal = []
    for equation in draft.equal:
        factors = distinct(draft.stripped(equation)) if not equation.is_zero() else []
        if len(factors) > 1:
            others = tuple(each for each in draft.equal if each is not equation)
            for factor in factors:
                yield from solved_drafts(replace(draft, equal=(*others, factor)), questions)
            return
        equal += factors
    if any(each.is_constant() for each in equal):
        return
    draft = replace(draft, equal=tuple(equal))
    if not equal:
        yield draft
        return
    if questions.is_possible(draft.conditions()):
        yield from solved_for(draft, *choice(draft), questions)


def distinct(forms: Iterable[Form]) -> list[Form]:
    """Polynomials, each once up to its sign."""
    found: list[Form] = []
    for each in forms:
        if not any(each in (other, -other) for other in found):
            found.append(each)
    return found


def choice(draft: Draft) -> tuple[Form, str]:
    """The equation to solve and the unknown to solve it for: the simplest slope.

    Names that come first in the ring are solved for first.
    """
    found = []
    for k, equation in enumerate(draft.equal):
        for j, name in enumerate(draft.ring.names):
            parts = coefficients(equation, name, draft.ring)
            if len(parts) == 2:
                slope = parts[1]
                plain = slope.is_constant() or draft.is_positive(slope)
                found.append(((not plain, len(slope), j, k), equation, name))
    if not found:
        raise Unsolved("no unknown of degree one")
    _, equation, name = min(found, key=lambda each: each[0])
    return equation, name


def solved_for(draft: Draft, equation: Form, name: str, questions: Questions) -> Iterator[Draft]:
    """The draft with one unknown put in, for each sign of its slope."""
    rest, slope = coefficients(equation, name, draft.ring)
    others = tuple(each for each in draft.equal if each is not equation)
    for sign in (1, -1):
        side = draft.with_positive(slope * sign)
        if draft.is_positive(-slope * sign) or not questions.is_possible(side.conditions()):
            continue
        part = replace(side, equal=others)
        yield from solved_drafts(put_in(part, name, -rest * sign, slope * sign), questions)
    if not slope.is_constant() and not draft.is_positive(slope):
        both = replace(draft, equal=(*others, slope, rest))
        if questions.is_possible(both.conditions()):
            yield from solved_drafts(both, questions)


def put_in(draft: Draft, name: str, above: Form, below: Form) -> Draft:
    """A draft with a ratio for an unknown; what it is divided by is positive."""
    ring = draft.ring
    value = Ratio.of(above, below)

    def after(form: Form) -> Form:
        """The polynomial at the ratio, multiplied by what makes it a polynomial again."""
        parts = coefficients(form, name, ring)
        degree = len(parts) - 1
        total = ring.zero
        for power, part in enumerate(parts):
            total = total + part * above**power * below ** (degree - power)
        return total

    def ratio_after(ratio: Ratio) -> Ratio:
        """The same of a ratio."""
        degrees = [
            len(coefficients(f, name, ring)) - 1 for f in (ratio.numerator, ratio.denominator)
        ]
        top, bottom = after(ratio.numerator), after(ratio.denominator)
        return Ratio.of(top * below ** degrees[1], bottom * below ** degrees[0])

    values = {each: ratio_after(ratio) for each, ratio in draft.values.items()}
    return simplified(
        Draft(
            ring,
            {**values, name: value},
            tuple(map(after, draft.equal)),
            tuple(map(after, draft.at_least)),
            tuple(map(after, draft.positive)),
        )
    )


def simplified(draft: Draft) -> Draft:
    """The draft without factors of conditions that are positive.

    What should be positive is a product of factors of which each then has one sign; the signs
    are not told apart here, so such products are kept.
    """
    positive: list[Form] = []
    for each in sorted(draft.positive, key=len):
        known = replace(draft, positive=tuple(positive))
        left = product(known.stripped(each), draft.ring)
        if not (left.is_constant() and not left.is_zero() and left.coeffs()[0] > 0):
            positive.append(left)
    draft = replace(draft, positive=tuple(positive))
    at_least = []
    for each in draft.at_least:
        left = product(draft.stripped(each), draft.ring) if not each.is_zero() else each
        if not (left.is_zero() or (left.is_constant() and left.coeffs()[0] > 0)):
            at_least.append(left)
    return replace(draft, at_least=tuple(at_least))


def product(forms: Sequence[Form], ring: Ring) -> Form:
    """The product, with coprime coefficients."""
    total = ring.one
    for each in forms:
        total = total * each
    return ring.primitive(total)[1]
