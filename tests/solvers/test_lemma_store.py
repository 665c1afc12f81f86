"""Following lemmas by their settings says what going through all of them says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from large_trees import random_stage

from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.trees.lemma_store import Lemma, LemmaStore
from gametheory_dprk.solvers.trees.support_search import SupportSearch
from gametheory_dprk.solvers.trees.tree_outline import Outline

LEMMAS = st.lists(
    st.frozensets(st.integers(1, 6), min_size=1, max_size=3).flatmap(
        lambda moves: st.tuples(*(st.sampled_from([move, -move]) for move in sorted(moves)))
    ),
    min_size=1,
    max_size=12,
)


def naive(lemmas: list[Lemma], held: set[int]) -> set[int] | None:
    """All that follows; None where a lemma is broken."""
    held = set(held)
    while True:
        before = set(held)
        for lemma in lemmas:
            rest = lemma - held
            if not rest:
                return None
            if len(rest) == 1:
                held.add(-next(iter(rest)))
        if held == before:
            return held


@settings(max_examples=200, deadline=None)
@given(LEMMAS, st.integers(0, 12), st.integers(1, 6), st.booleans())
def test_what_follows_is_what_all_lemmas_say(drawn, early: int, move: int, played: bool) -> None:
    """Some lemmas are learned after the first settings were followed."""
    lemmas = list(dict.fromkeys(map(frozenset, drawn)))
    store, held, reasons = LemmaStore(), set[int](), dict[int, Lemma]()
    for lemma in lemmas[:early]:
        store.learn(lemma)
    known = store.count
    broken = store.follow([], held, reasons)
    expected = naive(lemmas[:early], set())
    assert (broken is None) == (expected is not None)
    setting = move if played else -move
    if expected is None or held & {move, -move}:
        return
    assert held == expected
    for lemma in lemmas[early:]:
        store.learn(lemma)
    broken = store.follow([setting], held, reasons, known)
    after = naive(lemmas, expected | {setting})
    assert (broken is None) == (after is not None)
    assert after is None or held == after
    for made, lemma in reasons.items():
        assert -made in lemma
        assert lemma - {-made} <= held


def supports_found(most: int) -> tuple[set[str], int]:
    """The supports of one tree, with that many joined lemmas kept; and the most there were."""
    search = SupportSearch(Outline(dict(random_stage(2, 8, 3, size=2).nodes())), Budget())
    search.lemmas.most = most
    found, kept = set(), 0
    for supports in search.profiles():
        found.add(repr(sorted(supports.items())))
        kept = max(kept, len(search.lemmas.joined))
    return found, kept


def test_forgetting_lemmas_bounds_memory_and_loses_nothing() -> None:
    every, kept = supports_found(10_000)
    assert kept > 8
    few, kept = supports_found(4)
    assert kept <= 4
    assert few == every
    assert len(every) > 10
