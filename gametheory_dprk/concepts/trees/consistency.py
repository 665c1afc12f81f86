"""Consistency of beliefs (Kreps and Wilson 1982), decided exactly.

An assessment is consistent if it is the limit of completely mixed strategies and the beliefs that
Bayes' rule derives from them. That holds if and only if

(a) every move can be given a whole-number *cost*, 0 for moves in the support and for chance and
    positive for the others, such that in each information set exactly the nodes of positive
    belief have the least total cost along their paths, and
(b) there are positive *coefficients* for the moves, those of moves in the support being their
    probabilities, such that the ratio of any two positive beliefs of an information set is the
    ratio of the products of coefficients along the two paths.

Sufficient: play a move of coefficient c and cost k with probability c e^k, let the moves in the
support share the rest, and let e fall to zero. Necessary: along a sequence of completely mixed
strategies minus the logarithms of vanishing probabilities go to infinity, as do their differences
between a node of zero and one of positive belief, while differences between nodes of positive
belief converge. Were (a) impossible, some nonnegative combination of these terms, with a positive
weight on a term that goes to infinity, would vanish identically (Farkas); and in (b), a
combination of differences that vanishes identically vanishes in the limit.

(a) is a linear program. (b) is linear in the logarithms of coefficients; it has a solution if and
only if every whole-number relation between the rows of the system holds for its right sides,
which means that a product of rational numbers is exactly 1.

On a cell of assessments it is enough to look at the interior, where supports are largest: the set
of consistent assessments is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.concepts.linear import Form, integer_relations, nonnegative_solution
from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.concepts.trees.belief_source import believed, source
from gametheory_dprk.concepts.trees.claims import Claim, Sides, Variety
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Check, SetKey

Move = tuple[SetKey, str]
ONE = Fraction(1)


@dataclass(frozen=True)
class Basis:
    """Which nodes have positive belief, and which moves have probability zero."""

    variety: Variety
    believed: dict[SetKey, list[Path]]
    zero: frozenset[Move]

    def unlikely(self, path: Path) -> Counter[Move]:
        """The moves of probability zero on a path."""
        return Counter(move for move in self.variety.tree.decisions(path) if move in self.zero)

    def difference(self, path: Path, other: Path) -> dict[Move, int]:
        """Moves of probability zero on one path less those on another."""
        counts = self.unlikely(path)
        counts.subtract(self.unlikely(other))
        return {move: count for move, count in counts.items() if count}

    def name(self, keys: list[SetKey]) -> str:
        """The names of some information sets."""
        return ", ".join(place_name(self.variety.tree.places[key]) for key in keys)


def basis_of(variety: Variety) -> Basis:
    """Read the supports off a variety; only information sets of several nodes count."""
    tree = variety.tree
    believed_nodes = {}
    for key, paths in tree.members.items():
        if len(paths) > 1:
            believed_nodes[key] = believed(variety, key)
    zero = {
        (key, move)
        for key, place in tree.places.items()
        for move in set(place.moves) - set(variety.support("strategies", key))
    }
    return Basis(variety, believed_nodes, frozenset(zero))


def consistency_checks(variety: Variety) -> Iterator[Check]:
    """Claim (a) for every information set, then (b) for every relation."""
    basis = basis_of(variety)
    yield from cost_checks(basis)
    base = Evaluation(variety.tree, variety.member)
    for claim in relation_claims(basis):
        check = variety.decide(claim, base)
        if check is not None:
            yield check


def cost_checks(basis: Basis) -> Iterator[Check]:
    """Claim that costs exist, showing them at work in every information set."""
    costs = find_costs(basis, list(basis.believed))
    if costs is None:
        where = basis.name(conflict(basis))
        yield Check(
            f"consistent: some order of deviations explains {where}", Fraction(0), "==", ONE
        )
        return
    for key, nodes in basis.believed.items():
        total = {
            path: sum((costs.get(move, ONE) for move in basis.unlikely(path)), Fraction(0))
            for path in basis.variety.tree.members[key]
        }
        least = max(total[path] for path in nodes)
        others = [cost for path, cost in total.items() if path not in nodes]
        where = basis.name([key])
        if others:
            text = f"{where}: consistent, nodes of belief zero take costlier deviations"
            yield Check(text, min(others), ">=", least + 1)


def find_costs(basis: Basis, keys: list[SetKey]) -> dict[Move, Number] | None:
    """Costs that explain the beliefs at some information sets, if there are any.

    Costs are found as rational numbers at least 1 apart; a common multiple makes them whole.
    """
    equal: list[Form[Move]] = []
    at_least: list[Form[Move]] = [({move: ONE}, ONE) for move in sorted(basis.zero)]
    for key in keys:
        first, *_ = basis.believed[key]
        for path in basis.variety.tree.members[key]:
            gap = {m: Fraction(n) for m, n in basis.difference(path, first).items()}
            if path in basis.believed[key]:
                equal.append((gap, Fraction(0)))
            else:
                at_least.append((gap, ONE))
    return nonnegative_solution(equal, at_least)


def conflict(basis: Basis) -> list[SetKey]:
    """Drop information sets as long as the rest cannot be explained."""
    kept = list(basis.believed)
    for key in list(kept):
        rest = [other for other in kept if other != key]
        if find_costs(basis, rest) is None:
            kept = rest
    return kept


@dataclass(frozen=True)
class Ratio:
    """Two nodes of positive belief of one information set."""

    key: SetKey
    path: Path
    first: Path

    def factors(self, basis: Basis, evaluation: Evaluation) -> Sides:
        """Belief in each node times the probability of the possible moves to the other."""
        return (
            evaluation.belief(self.key, self.path) * likely(basis, evaluation, self.first),
            evaluation.belief(self.key, self.first) * likely(basis, evaluation, self.path),
        )


def likely(basis: Basis, evaluation: Evaluation, path: Path) -> Number:
    """Probability of the moves on a path that are in the support, and of chance."""
    product: Number = ONE
    for step in basis.variety.tree.steps(path):
        if ((step.player, step.information_set), step.move) not in basis.zero:
            product *= evaluation.probability(step)
    return product


def relation_claims(basis: Basis) -> Iterator[Claim]:
    """One claim for each independent relation between the ratios of beliefs.

    Beliefs that follow from play by Bayes' rule satisfy theirs of themselves.
    """
    ratios = [
        Ratio(key, path, first)
        for key, (first, *others) in basis.believed.items()
        if source(basis.variety, key) in ("stated", "member")
        for path in others
    ]
    rows = [basis.difference(ratio.path, ratio.first) for ratio in ratios]
    for relation in integer_relations(rows):
        used = [(ratio, power) for ratio, power in zip(ratios, relation, strict=True) if power]
        yield relation_claim(basis, used)


def relation_claim(basis: Basis, powers: list[tuple[Ratio, int]]) -> Claim:
    """The product of ratios to given powers is 1."""

    def sides(evaluation: Evaluation) -> Sides:
        left: Number = ONE
        right: Number = ONE
        for ratio, power in powers:
            above, below = ratio.factors(basis, evaluation)
            if power < 0:
                above, below = below, above
            left, right = left * above ** abs(power), right * below ** abs(power)
        return left, right

    strategies: Counter[SetKey] = Counter()
    beliefs: Counter[SetKey] = Counter()
    for ratio, power in powers:
        beliefs[ratio.key] += abs(power)
        for path in (ratio.path, ratio.first):
            passed = basis.variety.tree.decisions(path)
            strategies.update({m[0]: abs(power) for m in passed if m not in basis.zero})
    text = f"consistent: likelihood ratios agree at {basis.name(sorted(beliefs))}"
    return Claim(text, "==", sides, strategies, beliefs, multiplying=True)
