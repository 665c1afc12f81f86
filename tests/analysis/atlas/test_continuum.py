"""Signals that pay the same: whole families with free unknowns, printed and proved."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.expr import decide, evaluate, parse
from tests.analysis.atlas.games_for_atlas import atlas_of


def test_babbling_is_a_family_with_free_unknowns() -> None:
    found = atlas_of("cheap_talk")
    written = found.to_document()["families"]
    babbling = [one for one in written if len(one.get("free", {})) == 2]
    # both words are used by both types, and the receiver gives or refuses whatever the word
    assert sorted(one["conditions"] for one in babbling) == [["p <= l/(b + l)"], ["p >= l/(b + l)"]]
    assert set(babbling[0]["free"].values()) == {"sigma(hi|good)", "sigma(hi|bad)"}


def test_free_unknowns_are_bounded_by_what_is_printed() -> None:
    found = atlas_of("cheap_talk")
    giving = next(
        one
        for one in found.to_document()["families"]
        if len(one.get("free", {})) == 2 and one["conditions"] == ["p >= l/(b + l)"]
    )
    # p = 3/4, b = l = 1: giving after a word that a share x of the good and y of the bad use is
    # right if and only if 3x >= y, and after the other word 3(1 - x) >= 1 - y
    base = {"p": Fraction(3, 4), "b": Fraction(1), "l": Fraction(1)}
    names = {unknown: name for name, unknown in giving["free"].items()}
    for x, y in [("1/2", "1/2"), ("1/10", "9/10"), ("9/10", "1/10"), ("1/4", "3/4")]:
        good, bad = Fraction(x), Fraction(y)
        point = base | {names["sigma(hi|good)"]: good, names["sigma(hi|bad)"]: bad}
        right = 3 * good >= bad and 3 * (1 - good) >= 1 - bad
        assert all(decide(parse(text), point) for text in giving["free_conditions"]) == right
        chance = giving["strategies"]["S"]["good"]["hello"]
        assert evaluate(parse(chance), point) == 1 - good


def test_continuum_families_are_proved_like_the_others() -> None:
    proofs = atlas_of("cheap_talk").proofs
    assert (proofs.sound, proofs.nonempty, proofs.complete, proofs.covered) == (True,) * 4


def test_a_point_shows_one_member() -> None:
    found = atlas_of("cheap_talk")
    members = found.at(p=Fraction(3, 4), b=1, l=1)
    mixing = [each for each in members if len(each.family.solved.free) == 2]
    assert len(mixing) == 1
    assert 0 < mixing[0].strategies["S"]["good"]["hi"] < 1
