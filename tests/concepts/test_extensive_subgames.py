"""Subgame perfection: best replies in every proper subgame, deviations named."""

from fractions import Fraction

from tree_games import centipede, end, flagship, horse, pure

from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Decision, ExtensiveGame
from gametheory_dprk.solution import Block, Candidate, Cell, Component


def failed(certificate):
    return [check.claim for check in certificate.failures()]


def test_subgames_close_all_their_information_sets():
    assert Tree(horse()).subgame_roots == ((),)
    assert Tree(flagship("1/10", "1/5")).subgame_roots == (
        (), ("genuine", "talk", "relief"), ("ploy", "talk", "relief"),
    )  # fmt: skip
    assert len(Tree(centipede(3)).subgame_roots) == 3


def test_both_nash_components_of_the_horse_are_subgame_perfect():
    """It has no proper subgame; that is Selten's point."""
    game = horse()
    for moves in ({"one": "C", "two": "c", "three": "R"}, {"one": "D", "two": "c", "three": "L"}):
        assert check_subgame_perfect(game, pure(game, moves)).valid


def test_an_empty_threat_is_named():
    game = flagship("1/10", "1/5")
    threat = {"genuine": "provoke", "ploy": "provoke", "after_talk": "hold",
              "genuine.relief": "defect", "ploy.relief": "defect"}  # fmt: skip
    assert failed(check_subgame_perfect(game, pure(game, threat))) == [
        "subgame after genuine.talk.relief: DPRK: value >= payoff of comply at genuine.relief"
    ]


def test_several_moves_at_once_can_be_the_deviation():
    """A would have to change both of its moves after B's to gain."""
    players = ("A", "B")

    def second(name, x, y):
        return Decision("A", name, {"l": end(players, x, 0), "r": end(players, y, 0)})

    reply = Decision("B", "b", {"u": second("x", 0, 2), "d": second("y", 0, 2)})
    game = ExtensiveGame(players, Decision("A", "start", {"in": reply, "out": end(players, 1, 0)}))
    idle = pure(game, {"start": "out", "b": "u", "x": "l", "y": "l"})
    claims = failed(check_subgame_perfect(game, idle))
    assert "whole game: A: value >= payoff of in at start, r at x" in claims
    assert "subgame after in.u: A: value >= payoff of r at x" in claims


def test_components_are_checked_at_their_vertices():
    """B may share with any chance from 1/3 while A goes in; at 1/4 A would stay out."""
    players = ("A", "B")
    answer = Decision("B", "b", {"share": end(players, 2, 0), "take": end(players, -1, 0)})
    game = ExtensiveGame(players, Decision("A", "a", {"in": answer, "out": end(players, 0, 5)}))
    member = pure(game, {"a": "in", "b": "share"}).assessment

    def from_chance(low):
        ends = tuple(
            {("B", "b"): {"share": x, "take": 1 - x}} for x in (Fraction(low), Fraction(1))
        )
        return Candidate(member, Component(1, (Cell((Block((("B", "b"),), ends),)),)))

    assert check_subgame_perfect(game, from_chance("1/3")).valid
    assert failed(check_subgame_perfect(game, from_chance("1/4"))) == [
        "cell 1: whole game: A: value >= payoff of a best reply"
    ]
