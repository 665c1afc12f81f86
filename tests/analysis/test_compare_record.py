from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.analysis.compare.likelihood import Noise, Reading, cumulative, exact_telling
from gametheory_dprk.analysis.compare.record import Offers, known_by, last_day, next_moves, split
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Event
from gametheory_dprk.solution import Assessment

from .talks import SEMI, SILENT, game

OFFERS = Offers.of(game(Fraction(1, 10), Fraction(1, 5)))
EXACT, NOISY = Noise(Fraction(0)), Noise(Fraction(1, 20))
ONE, HALF = Fraction(1), Fraction(1, 2)


def event(player: str, move: str, episode: str = "", **more: object) -> Event:
    details = {"episode": episode} if episode else {}
    return Event("2018", player, move, details=details, **more)  # type: ignore[arg-type]


TALK, HOLD, RELIEF = event("DPRK", "talk"), event("US", "hold"), event("US", "relief")
PROVOKE, COMPLY = event("DPRK", "provoke"), event("DPRK", "comply")


def shapes(*events: Event) -> list[int]:
    return [len(episode) for episode in split(events, OFFERS)]


def test_events_fill_one_play_while_they_can() -> None:
    assert shapes(TALK, RELIEF, COMPLY) == [3]
    assert shapes(TALK, RELIEF, PROVOKE, TALK, HOLD) == [2, 1, 2]
    assert shapes(TALK, TALK) == [1, 1]


def test_episode_labels_split() -> None:
    assert shapes(event("DPRK", "talk", "a"), event("US", "hold", "a")) == [2]
    assert shapes(event("DPRK", "talk", "a"), event("US", "hold", "b")) == [1, 1]


def test_moves_may_go_unreported() -> None:
    assert shapes(HOLD) == [1]
    assert shapes(TALK, COMPLY) == [2]


def test_impossible_events_are_named_with_their_row() -> None:
    with pytest.raises(AnalysisError, match=r"row 2 \(2018\).*'surrender'"):
        split([TALK, event("US", "surrender")], OFFERS)


def test_dates_never_look_ahead() -> None:
    events = [Event(date, "DPRK", "talk") for date in ("1994-10-21", "2016-09", "2017", "2018-01")]
    assert [e.date for e in known_by(events, "2016-09-29")] == ["1994-10-21"]
    assert [e.date for e in known_by(events, "2016-09")] == ["1994-10-21", "2016-09"]
    assert len(known_by(events, "2018")) == 4
    assert len(known_by(events, None)) == 4


@pytest.mark.parametrize("date", ["", "18", "2018-13", "2018-1", "soon", "2018-02-30"])
def test_bad_dates(date: str) -> None:
    with pytest.raises(AnalysisError, match=r"is not a date|there is no day"):
        last_day(date)


def run(
    kinds: tuple[str, ...],
    *episodes: tuple[Event, ...],
    noise: Noise = EXACT,
    persistent: bool = False,
    of: Assessment = SEMI,
) -> tuple[Number, ...]:
    reading = Reading.of(OFFERS, episodes, noise, persistent)
    return cumulative(exact_telling(OFFERS, of), reading, kinds)


def test_talk_has_a_bayes_factor_of_nine_to_four() -> None:
    genuine, ploy = (run((kind,), (TALK,))[-1] for kind in ("genuine", "ploy"))
    assert (genuine, ploy) == (ONE, Fraction(4, 9))


def test_moves_of_others_cancel() -> None:
    genuine, ploy = (run((kind,), (TALK, HOLD)) for kind in ("genuine", "ploy"))
    assert genuine == (ONE, ONE, Fraction(4, 5))
    assert ploy == (ONE, Fraction(4, 9), Fraction(4, 9) * Fraction(4, 5))


def test_noise_by_hand() -> None:
    # (1 - 1/20) * 4/9 + (1/20)/2 = 161/360 for the ploy, 39/40 for the genuine type
    assert run(("genuine",), (TALK,), noise=NOISY)[-1] == Fraction(39, 40)
    assert run(("ploy",), (TALK,), noise=NOISY)[-1] == Fraction(161, 360)
    assert run(("genuine",), (PROVOKE,), noise=NOISY)[-1] == Fraction(1, 40)


def test_an_events_own_noise_goes_first() -> None:
    sure = event("DPRK", "provoke", eta=Fraction(0))
    assert run(("genuine",), (sure,), noise=NOISY)[-1] == 0


def test_without_types_the_prior_averages() -> None:
    assert run((), (TALK,))[-1] == HALF


def test_unreported_moves_are_summed_over() -> None:
    # relief after talk, then the genuine type complies: talk 1, relief 1/5
    assert run(("genuine",), (TALK, COMPLY))[-1] == Fraction(1, 5)
    assert run((), (COMPLY,))[-1] == Fraction(1, 10) * Fraction(1, 5)


def test_redrawn_types_leave_only_the_last_play() -> None:
    past = (PROVOKE,)
    genuine, ploy = (run((kind,), past, (TALK,)) for kind in ("genuine", "ploy"))
    assert genuine == (ONE, HALF, HALF)
    assert ploy == (ONE, HALF, HALF * Fraction(4, 9))


def test_persistent_types_carry_the_past() -> None:
    past = (PROVOKE,)
    genuine, ploy = (run((kind,), past, (TALK,), persistent=True) for kind in ("genuine", "ploy"))
    assert genuine[-1] == 0
    assert ploy[-1] == Fraction(5, 9) * Fraction(4, 9)
    mixed = run((), past, (TALK,), persistent=True)
    assert mixed[-1] == Fraction(9, 10) * Fraction(5, 9) * Fraction(4, 9)


def test_off_path_strategies_count() -> None:
    assert run((), (TALK, HOLD), noise=NOISY, of=SILENT)[-1] == Fraction(1, 40) * Fraction(39, 40)


def test_simultaneous_moves_come_in_any_order() -> None:
    pennies = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    third = Fraction(1, 3)
    mixed = Assessment(
        {
            "row": {"row": {"r1": third, "r2": 1 - third}},
            "column": {"column": {"c1": HALF, "c2": HALF}},
        }
    )
    offers = Offers.of(pennies)
    clues = (event("column", "c1"), event("row", "r1"))
    assert [len(e) for e in split([*clues, clues[0]], offers)] == [2, 1]
    reading = Reading.of(offers, (clues,), EXACT, False)
    found = cumulative(exact_telling(offers, mixed), reading, ())
    assert found == (ONE, HALF, HALF * third)


def test_next_moves_follow_the_record() -> None:
    assert set(next_moves(OFFERS, (TALK,))) == {
        ("US", ("relief", "hold")),
        ("DPRK", ("comply", "defect")),
    }
    assert not list(next_moves(OFFERS, (TALK, HOLD)))


def absence(player: str, move: str, **more: object) -> Event:
    return event(player, move, absent=True, **more)


def test_an_absence_is_the_other_moves() -> None:
    # the ploy talks with probability 4/9 and the genuine type always
    assert run(("ploy",), (absence("DPRK", "talk"),))[-1] == Fraction(5, 9)
    assert run(("genuine",), (absence("DPRK", "talk"),))[-1] == 0
    assert run(("genuine",), (absence("DPRK", "talk"),), noise=NOISY)[-1] == Fraction(1, 40)


def test_what_could_not_happen_is_no_evidence_of_absence() -> None:
    # nobody defects who was not relieved; after relief (1/5) the ploy does for sure
    missing = (TALK, absence("DPRK", "defect"))
    assert run(("ploy",), missing) == (ONE, Fraction(4, 9), Fraction(4, 9) * Fraction(4, 5))
    assert run(("genuine",), missing) == (ONE, ONE, ONE)
    assert run(("ploy",), (TALK, RELIEF, absence("DPRK", "defect")))[-1] == 0


def test_an_absence_begins_a_play_if_the_last_one_cannot_come_to_it() -> None:
    assert shapes(PROVOKE, absence("DPRK", "talk")) == [1, 1]
    assert shapes(TALK, absence("DPRK", "defect")) == [2]
    assert shapes(TALK, HOLD, absence("US", "relief")) == [2, 1]
