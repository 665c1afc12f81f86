"""The atlas against the point-wise exact solver, at random points and on boundaries."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.points import FamilyAtPoint, exact_game
from gametheory_dprk.expr import evaluate, parse
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.signaling_supports import run
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

Game = SignalingGame[Fraction]
Support = tuple[tuple[frozenset[str], ...], tuple[tuple[str, frozenset[str]], ...]]
Chances = dict[str, dict[str, Fraction]]


def support_of(game: Game, sending: Chances, answering: Chances) -> Support:
    """Who sends what, and what answers the signals that are sent."""
    sends = tuple(frozenset(m for m, x in sending[t].items() if x) for t in game.types)
    sent = frozenset[str]().union(*sends)
    answers = tuple(
        (m, frozenset(r for r, x in answering[m].items() if x)) for m in game.signals if m in sent
    )
    return sends, answers


def corners(game: Game, candidate: Candidate) -> Iterator[tuple[Chances, Chances]]:
    """Extreme equilibria of a component: every mixture of a cell's corners is one as well."""
    base = candidate.assessment.strategies
    if candidate.component is None:
        yield dict(base[game.sender]), dict(base[game.receiver])
        return
    for cell in candidate.component.cells:
        pairs = [(dict(base[game.sender]), dict(base[game.receiver]))]
        for block in cell.blocks:
            pairs = [
                (sending | changed[0], answering | changed[1])
                for sending, answering in pairs
                for vertex in block.strategies or ({},)
                for changed in [split(game, vertex)]
            ]
        yield from pairs


def split(
    game: Game, vertex: dict[tuple[str, str], dict[str, Fraction]]
) -> tuple[Chances, Chances]:
    """Sort the distributions of a vertex by player."""
    sending = {label: d for (player, label), d in vertex.items() if player == game.sender}
    answering = {label: d for (player, label), d in vertex.items() if player == game.receiver}
    return sending, answering


def on_knife_edge(found: Atlas, point: dict[str, Fraction]) -> bool:
    """Whether some equality that the atlas sets aside holds."""
    texts = (text.removesuffix(" == 0") for text in found.knife_edges)
    return any(evaluate(parse(text), point) == 0 for text in texts)


def is_equilibrium(game: Game, each: FamilyAtPoint) -> bool:
    """Check the definition directly: incentives of both, and Bayes' rule."""
    sending = each.strategies[game.sender]
    answering = each.strategies[game.receiver]
    beliefs = each.assessment.beliefs[game.receiver]
    distributions = [*sending.values(), *answering.values(), *beliefs.values()]
    if any(sum(d.values()) != 1 or min(d.values()) < 0 for d in distributions):
        return False
    for t in game.types:
        worth = {
            m: sum(answering[m][r] * game.payoffs[game.sender][t, m, r] for r in answering[m])
            for m in game.signals
        }
        if any(x and worth[m] < max(worth.values()) for m, x in sending[t].items()):
            return False
    for m in game.signals:
        pays = {
            r: sum(beliefs[m][t] * game.payoffs[game.receiver][t, m, r] for t in game.types)
            for r in answering[m]
        }
        if any(x and pays[r] < max(pays.values()) for r, x in answering[m].items()):
            return False
        total = sum(game.prior[t] * sending[t][m] for t in game.types)
        if any(beliefs[m][t] * total != game.prior[t] * sending[t][m] for t in game.types):
            return False
    return True


def compare(found: Atlas, point: dict[str, Fraction]) -> bool:
    """Compare families present and values at a point; tell whether it is on a knife edge."""
    game = exact_game(found.form, point)
    findings = run(game, "pbe", Budget())
    assert findings.complete
    families = found.at(**point)
    assert families
    edge = on_knife_edge(found, point)
    mine: dict[Support, FamilyAtPoint] = {}
    for each in families:
        assert is_equilibrium(game, each), (each.family.id, point)
        sending, answering = (dict(each.strategies[p]) for p in game.players)
        key = support_of(game, sending, answering)
        assert key == support_of_case(game, each)
        mine[key] = each
    for candidate in findings.candidates:
        for sending, answering in corners(game, candidate):
            key = support_of(game, sending, answering)
            assert key in mine or edge, (key, point)
            each = mine.get(key)
            if each is not None and not each.family.solved.free:
                assert {t: dict(d) for t, d in each.strategies[game.sender].items()} == sending
    return edge


def support_of_case(game: Game, each: FamilyAtPoint) -> Support:
    """The supports that a family claims."""
    case = each.family.case
    sends = tuple(frozenset(m for m, s in case.items() if t in s.kinds) for t in game.types)
    return sends, tuple((m, s.replies) for m, s in case.items() if s.kinds)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("beer_quiche", 1000),
        ("dprk/singapore_2018", 1000),
        ("dprk/agreed_framework_1994", 1000),
        ("ladder", 3),
        ("cheap_talk", 60),
    ],
)
def test_families_and_values_agree_with_the_solver_at_points(name: str, count: int) -> None:
    found = atlas_of(name)
    edges = sum(compare(found, point) for point in random_points(found, count, seed=7))
    assert edges < count
    if name != "dprk/agreed_framework_1994":
        assert edges > 0  # boundary points are among them


@pytest.mark.parametrize("name", ["beer_quiche", "dprk/singapore_2018"])
def test_a_family_that_the_solver_finds_is_never_missed_inside(name: str) -> None:
    found = atlas_of(name)
    for family in found.families:
        present = {each.family.id for each in found.at(**family.witness)}
        assert family.id in present
        compare(found, dict(family.witness))
