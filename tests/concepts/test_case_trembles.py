"""Trembles make beliefs at several information sets depend on each other."""

from __future__ import annotations

from fractions import Fraction

from tree_games import two_observers

from gametheory_dprk.concepts.completeness import judge
from gametheory_dprk.concepts.trees.case_conditions import Supports
from gametheory_dprk.concepts.trees.case_polynomials import evaluated
from gametheory_dprk.concepts.trees.case_ratios import ratio_equations
from gametheory_dprk.concepts.trees.case_rows import belief_fact, fact
from gametheory_dprk.concepts.trees.cases import sequential_account
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.trees.tree_outline import Outline
from gametheory_dprk.solvers.trees.tremble_orders import refute_order

F = Fraction


def test_observers_of_one_tremble_have_to_agree() -> None:
    """1 stays out, so that L and R are trembles; 2 and 3 see neither. What 2 takes for L cannot be
    R for 3; and where both are possible the two have the same belief."""
    game = two_observers(4)
    tree = Tree(game)
    two, three = (key for key, paths in tree.members.items() if len(paths) > 1)
    case = {fact((key, m)): False for key, place in tree.places.items() for m in place.moves}
    for key, move in ((("1", "start"), "out"), (two, "stop"), (three, "punish")):
        case[fact((key, move))] = True
    left, right = tree.members[two]
    later_left, later_right = tree.members[three]
    apart = {belief_fact(two, left): True, belief_fact(two, right): False}
    apart |= {belief_fact(three, later_left): False, belief_fact(three, later_right): True}
    outline = Outline(dict(game.nodes()))
    refuted = refute_order(outline, case | apart, Budget().tick)
    assert refuted is not None
    assert refuted.case.items() <= (case | apart).items()
    assert judge(sequential_account(game, {}), refuted.reason) == ("", refuted.case)
    assert refute_order(outline, case | dict.fromkeys(apart, True), Budget().tick) is None
    (equation,) = ratio_equations(Supports(tree, case))
    known = {("believes", *two, ".".join(left)): F(1, 3)}
    for share in (F(1, 3), F(1, 2)):
        at = evaluated(equation, known | {("believes", *three, ".".join(later_left)): share})
        assert (not at) == (share == F(1, 3))
