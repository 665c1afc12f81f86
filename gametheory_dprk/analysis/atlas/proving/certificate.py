"""The certificate of an atlas: what the standalone checker needs to recheck it.

Conditions are referred to by short names: a0, a1, ... assumptions; f0, ... facts; s0, ... surfaces;
within a case k0, ... what its inequalities come to, c0, ... the family's conditions, o0, ... those
of an option, p0, ... those on the path of a proof; "k0!" is k0 off its boundary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any, Protocol

from gametheory_dprk.analysis.atlas.checker.algebra import (
    Condition as Stated,
)
from gametheory_dprk.analysis.atlas.checker.algebra import (
    quotient_of,
    relations_of,
    times,
)
from gametheory_dprk.analysis.atlas.signaling.cases import Nogood, Vanishing
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm, square_factors
from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.expr import to_text
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial, Ring, polynomial_expr
from gametheory_dprk.regions import Condition, Refutation, Space, negation
from gametheory_dprk.regions.condition import strict
from gametheory_dprk.regions.coverage import Closed, Tree

Names = Mapping[str, str]
"""References by the key of a condition."""


def game_data(form: Form) -> dict[str, Any]:
    """Write a game as its own formulas, which is all that the checker takes as given.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.signaling.form import build_form
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import SignalingGame
    >>> game = SignalingGame.from_arrays([1], [[[0, 1]]], [[[1, 0]]])
    >>> game_data(build_form(game.map(lambda n: parse(str(n))), [], []))["types"]
    {'t1': '1'}
    """
    game = form.template
    folded = {} if form.tree is None else {"tree": form.tree, "moves": list(form.moves)}
    return {
        **folded,
        "sender": game.sender,
        "receiver": game.receiver,
        "types": {kind: to_text(chance) for kind, chance in game.prior.items()},
        "responses": {signal: list(replies) for signal, replies in game.responses.items()},
        "payoffs": {
            player: {
                t: {
                    m: {r: to_text(game.payoffs[player][t, m, r]) for r in game.responses[m]}
                    for m in game.signals
                }
                for t in game.types
            }
            for player in game.players
        },
        "assume": [to_text(relation) for relation in form.assumptions],
    }


class Ground(Protocol):
    """What a certificate is about: parameters, and by what payoffs were multiplied."""

    @property
    def space(self) -> Space:
        """The parameters and what is assumed of them."""

    @property
    def ring(self) -> Ring:
        """The ring of the parameters."""

    @property
    def scales(self) -> Mapping[tuple[str, str], Polynomial]:
        """By what payoffs were multiplied."""


class Writer:
    """Writes polynomials, references and proofs of one game.

    Attributes
    ----------
    surfaces : dict of str to Polynomial
        Polynomials whose zeros are knife edges, in the order in which they were met.
    open : list of str
        What has no proof.
    """

    def __init__(self, form: Ground) -> None:
        self.form = form
        self.space = form.space
        self.surfaces: dict[str, Polynomial] = {}
        self.open: list[str] = []
        self.assumed = {a.key: f"a{i}" for i, a in enumerate(self.space.assumptions)}
        self._facts: dict[str, str] = {}

    def text(self, polynomial: Polynomial) -> str:
        """Write a polynomial as a formula."""
        return to_text(polynomial_expr(polynomial, self.form.ring))

    def reference(self, text: str) -> str:
        """Name a positive polynomial: an assumption, or a fact, which is then listed."""
        assumed = self.assumed.get(f"> {text}")
        if assumed is not None:
            return assumed
        if text not in self._facts:
            self._facts[text] = f"f{len(self._facts)}"
        return self._facts[text]

    def facts(self) -> list[Any]:
        """Write the facts that were referred to, with their proofs."""
        found: list[Any] = []
        for text in self._facts:
            fact = self.space.facts[text]
            if fact.proof is None:
                self.open.append(f"sign of {text}")
                return found
            opposite = negation(fact.condition)
            names = {**self.assumed, opposite.key: "p0"}
            found.append([self.text(fact.condition.polynomial), self.terms(fact.proof, names)])
        return found

    def surface(self, polynomial: Polynomial) -> str:
        """Name a surface."""
        key = str(polynomial)
        opposite = str(-polynomial)
        if opposite in self.surfaces:
            key = opposite
        self.surfaces.setdefault(key, polynomial)
        return f"s{list(self.surfaces).index(key)}"

    def product(self, polynomial: Polynomial) -> list[Any]:
        """Write a polynomial as a number times facts times surfaces."""
        stripped = self.space.strip(polynomial)
        content = stripped.content
        factors = [[self.reference(text), exponent] for text, exponent in stripped.factors]
        constant, powers = stripped.core.factor()
        content *= Fraction(int(constant.p), int(constant.q))
        for factor, exponent in powers:
            name = self.surface(factor)
            if str(factor) not in self.surfaces and int(exponent) % 2:
                content = -content
            factors.append([name, int(exponent)])
        return [number_text(content), factors]

    def hint(self, given: Condition, form: ClosedForm | None = None) -> list[Any]:
        """Write a polynomial as positive factors and a core."""
        stripped = self.space.strip(given.polynomial)
        factors = [[self.reference(text), exponent] for text, exponent in stripped.factors]
        core = stripped.core
        if form is not None:
            core, squares = square_factors(core, form)
            factors += [[self.surface(factor), exponent] for factor, exponent in squares]
        return [[number_text(stripped.content), factors], self.text(core)]

    def terms(
        self, proof: Refutation, names: Names, labels: Mapping[str, Label] | None = None
    ) -> list[Any]:
        """Write a refutation."""
        return [
            [
                number_text(term.weight),
                None if term.row is None else list((labels or {})[term.row.key]),
                [names.get(f.key) or self.reference(f.text) for f in term.factors],
                *([] if term.multiplier is None else [self.text(term.multiplier)]),
            ]
            for term in proof.terms
        ]

    def tree(
        self,
        tree: Tree,
        regions: Sequence[Sequence[Condition]],
        names: Names,
        labels: Mapping[str, Label] | None = None,
        path: Sequence[Condition] = (),
    ) -> Any:
        """Write a proof that regions cover."""
        if isinstance(tree, Closed):
            named = {**names, **self.named(tree.proof, path, "p")}
            return {"refute": self.terms(tree.proof, named, labels)}
        region = regions[tree.region]
        branches = [
            self.tree(branch, regions, names, labels, [*path, *region[:i], negation(region[i])])
            for i, branch in enumerate(tree.branches)
        ]
        return {"split": tree.region, "branches": branches}

    def named(self, proof: Refutation, given: Sequence[Condition], letter: str) -> dict[str, str]:
        """Name conditions; list the surfaces where a proof uses one off its boundary."""
        used, own = proof.conditions(), {c.key for c in given}
        found: dict[str, str] = {}
        for i, one in enumerate(given):
            found.setdefault(one.key, f"{letter}{i}")
            inner = strict(one)
            if inner.key in used and inner.key not in own and inner.key not in found:
                self.surface(one.polynomial)
                found[inner.key] = f"{letter}{i}!"
        return found

    def lemma(self, nogood: Nogood) -> dict[str, Any]:
        """Write a lemma."""
        labels = {"|".join(label): label for label in nogood.labels}
        written: dict[str, Any] = {"labels": [list(label) for label in nogood.labels]}
        if isinstance(nogood.reason, Vanishing):
            written["multipliers"] = [
                [list(label), self.text(f)] for label, f in nogood.reason.multipliers
            ]
            written["value"] = self.product(nogood.reason.value)
        else:
            written["terms"] = self.terms(nogood.reason, self.assumed, labels)
        return written

    def assumptions(self, data: Mapping[str, Any], implied: Iterable[Stated] = ()) -> list[Any]:
        """Write the assumptions as they are used, and from which of the game's they come."""
        own = [stated for text in data["assume"] for stated in relations_of(text)]
        own += [(times(*quotient_of(text)), ">") for text in data.get("types", {}).values()]
        own += implied
        found = []
        for given in self.space.assumptions:
            source, root = self._source(given, own)
            found.append([source, self.text(given.polynomial), root])
        return found

    def _source(self, given: Condition, own: Iterable[Stated]) -> tuple[int, str]:
        """Find the assumption of the game that is a square times a condition."""
        for number, (f, relation) in enumerate(own):
            if relation != given.relation:
                continue
            whole = self.polynomial(f)
            if whole == given.polynomial:
                return number, "1"
            quotient, rest = divmod(whole, given.polynomial)
            if rest.is_zero() and not whole.is_zero():
                root = square_root(quotient)
                if root is not None:
                    return number, self.text(root)
        self.open.append(f"assumption {given.key}")
        return 0, "1"

    def polynomial(self, given: Mapping[Any, Fraction]) -> Polynomial:
        """Read a polynomial of the checker."""
        ring = self.form.ring
        total = ring.zero
        for monomial, number in given.items():
            term = ring.constant(number)
            for name, exponent in monomial:
                term *= ring.generators[name] ** exponent
            total += term
        return total

    def scales(self) -> dict[str, Any]:
        """Write by what payoffs and priors were multiplied."""
        return {
            f"{kind}:{name}": self.product(scale)
            for (kind, name), scale in self.form.scales.items()
        }


def square_root(polynomial: Polynomial) -> Polynomial | None:
    """Return a square root, if there is one."""
    constant, powers = polynomial.factor()
    value = Fraction(int(constant.p), int(constant.q))
    top, bottom = isqrt(max(value.numerator, 0)), isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        return None
    root = polynomial**0 * top / bottom
    for factor, exponent in powers:
        if int(exponent) % 2:
            return None
        root *= factor ** (int(exponent) // 2)
    return root
