"""Subgame-perfect equilibria of trees: a best reply by everyone in every proper subgame."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from gametheory_dprk.concepts.component import prefixed
from gametheory_dprk.concepts.nash_by_best_reply import best_reply, best_reply_checks
from gametheory_dprk.concepts.play import values
from gametheory_dprk.concepts.trees.certification import certify_in_tree
from gametheory_dprk.concepts.trees.claims import Claim, Sides, Variety, decided
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.concepts.trees.formula_variety import FormulaVariety
from gametheory_dprk.concepts.trees.rationality import rationality_claims
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import ExtensiveGame, Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Certificate, Check


def check_subgame_perfect(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate, and every member of its component, as subgame perfect.

    Beliefs are not looked at, and need not be given.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        With perfect recall.
    candidate : Candidate

    References
    ----------
    R. Selten 1965, "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfragetraegheit",
    Zeitschrift fuer die gesamte Staatswissenschaft 121.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> from gametheory_dprk.solution import Assessment
    >>> leave, stay = Terminal({"A": Fraction(1)}), Terminal({"A": Fraction(3)})
    >>> game = ExtensiveGame(("A",), Decision("A", "start", {"go": leave, "wait": stay}))
    >>> go = Assessment({"A": {"start": {"go": Fraction(1), "wait": Fraction(0)}}})
    >>> [check.claim for check in check_subgame_perfect(game, Candidate(go)).failures()]
    ['whole game: A: value >= payoff of wait at start']
    """
    return certify_in_tree(game, candidate, subgame_perfect, beliefs=False)


def subgame_perfect(variety: Variety) -> Iterator[Check]:
    """Best replies in every proper subgame; at a single assessment the deviation is named.

    Of formulas only those of perfect information are checked, where moves that are best one at a
    time are subgame perfect (the one-shot deviation principle).
    """
    if isinstance(variety, FormulaVariety):
        seen = all(len(paths) == 1 for paths in variety.tree.members.values())
        faults = Fraction(not seen)
        yield Check("formulas although players do not see all moves", faults, "==", Fraction(0))
        yield from decided(variety, rationality_claims(variety))
        return
    if variety.cell.blocks:
        yield from decided(variety, best_reply_claims(variety.tree))
        return
    for root in variety.tree.subgame_roots:
        for check in best_reply_checks(subgame(variety.tree, root), variety.member):
            yield prefixed(f"{subgame_name(root)}: ", check)


def best_reply_claims(tree: Tree) -> Iterator[Claim]:
    """Everyone earns in every subgame what a best reply earns.

    The difference between the two payoffs is the least, over pure replies, of polynomials that
    are multi-affine in the strategies: it is nonnegative throughout if it is at the vertices.
    """
    for root in tree.subgame_roots:
        game = subgame(tree, root)
        inside = {(place.player, place.label): 1 for place in game.information_sets()}
        for player in game.players:
            text = f"{subgame_name(root)}: {player}: value >= payoff of a best reply"
            yield Claim(text, ">=", partial(reply_sides, game, player), inside, {})


def reply_sides(game: ExtensiveGame[Number], player: str, evaluation: Evaluation) -> Sides:
    """What a player earns in a subgame, and what a best reply would earn."""
    strategies = evaluation.assessment.strategies
    return values(game, strategies)[player], best_reply(game, strategies, player).value


def subgame(tree: Tree, root: Path) -> ExtensiveGame[Number]:
    """The subgame that begins at a node."""
    return ExtensiveGame(tree.game.players, tree.nodes[root])


def subgame_name(root: Path) -> str:
    """The name of a subgame in claims."""
    return f"subgame after {'.'.join(root)}" if root else "whole game"
