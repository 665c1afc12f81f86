from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.nash import check_tree
from gametheory_dprk.concepts.nash_by_best_reply import best_reply
from gametheory_dprk.concepts.play import values
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, SignalingGame, Terminal
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

F = Fraction


def leaf(first, second):
    return Terminal({"A": F(first), "B": F(second)})


def sure(move, *others):
    return {move: F(1)} | dict.fromkeys(others, F(0))


def failed(game, strategies, component=None):
    answer = Candidate(Assessment(strategies), component)
    return [check.claim for check in check_tree(game, answer).failures()]


ENTRY = ExtensiveGame(
    ("A", "B"),
    Decision(
        "A",
        "start",
        {
            "out": leaf(0, 2),
            "enter": Decision("B", "enter", {"fight": leaf(-1, -1), "yield": leaf(1, 1)}),
        },
    ),
)


def entry(start, answer):
    return {"A": {"start": start}, "B": {"enter": answer}}


def test_entry_deterrence_has_both_nash_equilibria():
    assert failed(ENTRY, entry(sure("enter", "out"), sure("yield", "fight"))) == []
    assert failed(ENTRY, entry(sure("out", "enter"), sure("fight", "yield"))) == []


def test_deviations_are_named_with_their_place():
    assert failed(ENTRY, entry(sure("enter", "out"), sure("fight", "yield"))) == [
        "A: value >= payoff of out at start",
        "B: value >= payoff of yield at enter",
    ]


def test_the_threat_may_be_weak_but_not_too_weak():
    ends = ({"fight": F(1), "yield": F(0)}, {"fight": F(1, 2), "yield": F(1, 2)})
    place = ("B", "enter")
    threat = Component(1, (Cell((Block((place,), tuple({place: end} for end in ends)),)),))
    out = entry(sure("out", "enter"), sure("fight", "yield"))
    assert failed(ENTRY, out, threat) == []
    weak = Component(
        0, (Cell((Block((place,), ({place: {"fight": F(1, 3), "yield": F(2, 3)}},)),)),)
    )
    assert failed(ENTRY, out, weak) == [
        "cell 1, corner 1: A: value >= payoff of enter at start",
        "distance of the member from its component",
    ]


def match_game():
    """The receiver wants to name the type, and the sender wants it named."""
    right = [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]
    return SignalingGame.from_arrays(["1/3", "2/3"], right, right)


def signaling(first, second, after_first, after_second):
    return {
        "sender": {"t1": first, "t2": second},
        "receiver": {"m1": after_first, "m2": after_second},
    }


def test_signaling_equilibria_and_tampering():
    m1, m2, r1, r2 = sure("m1", "m2"), sure("m2", "m1"), sure("r1", "r2"), sure("r2", "r1")
    assert failed(match_game(), signaling(m1, m2, r1, r2)) == []
    assert failed(match_game(), signaling(m1, m1, r2, r2)) == []
    assert failed(match_game(), signaling(m1, m1, r1, r1)) == [
        "receiver: value >= payoff of r2 at m1"
    ]
    assert failed(match_game(), signaling(m1, m2, r2, r1)) == [
        "sender: value >= payoff of m2 at t1, m1 at t2",
        "receiver: value >= payoff of r1 at m1, r2 at m2",
    ]


def test_forgotten_moves_are_refused():
    later = {
        move: Decision("A", "later", {"x": leaf(x, 0), "y": leaf(y, 0)})
        for move, x, y in (("left", 1, 0), ("right", 0, 1))
    }
    game = ExtensiveGame(("A", "B"), Decision("A", "start", later))
    strategies = {"A": {"start": sure("left", "right"), "later": sure("x", "y")}, "B": {}}
    assert failed(game, strategies) == ["A: information sets without recall"]


@st.composite
def two_stage_games(draw):
    """Chance, A, then B who sees only A's move, then A again, who knows all but B's move."""
    payoff = st.tuples(st.integers(-3, 3), st.integers(-3, 3))

    def last(name):
        return Decision("A", name, {move: leaf(*draw(payoff)) for move in "xy"})

    def middle(weather, move):
        again = {reply: last(f"{weather}.{move}") for reply in "st"}
        return Decision("B", move, again)

    def opening(weather):
        first = {"l": middle(weather, "l"), "r": middle(weather, "r"), "q": leaf(*draw(payoff))}
        return Decision("A", weather, first)

    chances = {"dry": F(1, 3), "wet": F(2, 3)}
    return ExtensiveGame(("A", "B"), Chance(chances, {w: opening(w) for w in chances}))


def mixture(moves):
    return (
        st.lists(st.integers(0, 3), min_size=len(moves), max_size=len(moves))
        .filter(any)
        .map(lambda w: {m: F(x, sum(w)) for m, x in zip(moves, w, strict=True)})
    )


def pure_strategies(game, player):
    places = [place for place in game.information_sets() if place.player == player]
    for choice in product(*(place.moves for place in places)):
        yield {
            place.label: {move: F(move == chosen) for move in place.moves}
            for place, chosen in zip(places, choice, strict=True)
        }


@given(two_stage_games(), st.data())
@settings(max_examples=25, deadline=None)
def test_best_reply_is_the_best_pure_strategy(game, data):
    strategies = {"A": {}, "B": {}}
    for place in game.information_sets():
        strategies[place.player][place.label] = data.draw(mixture(place.moves))
    for player in game.players:
        best = max(
            values(game, strategies | {player: own})[player]
            for own in pure_strategies(game, player)
        )
        reply = best_reply(game, strategies, player)
        assert reply.value == best
        followed = {
            label: {m: F(m == reply.moves.get(label, next(iter(chances)))) for m in chances}
            for label, chances in strategies[player].items()
        }
        assert values(game, strategies | {player: followed})[player] == best
