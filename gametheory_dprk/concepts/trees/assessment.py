"""Perfect Bayesian and sequential equilibria of trees, certified claim by claim.

*Sequentially rational*: at every information set, reached or not, each move in the support earns,
given the belief there and everybody's later moves, at least what any other move earns.

*Perfect Bayesian* here means sequentially rational, with beliefs by Bayes' rule

- from the start of the smallest subgame that contains the information set, wherever the set has
  positive probability there once its owner makes the moves that lead to it, and
- from the belief at the owner's previous information set, wherever the set has positive
  probability given that belief once the owner makes the move that leads to it.

So beliefs at every information set that is reached follow from play; a player's own deviation
does not change what Bayes' rule says of the others; a subgame off the path starts afresh; and
beliefs once formed are updated. Nothing else is asked of beliefs after a deviation by another
player: two players may explain one deviation differently, and a belief may change when somebody
moves who cannot know more. Sequential equilibrium rules that out: it asks for *consistency*, one
sequence of trembles that explains all beliefs (see `consistency`). Every sequential equilibrium is
perfect Bayesian in this sense, and in signaling games the two coincide.

A candidate that brings trembles, and no component, is certified as sequential by them (see
`tremble_checks`): the same conditions, shown by the sequence that the definition asks for instead
of being decided by costs. That takes one walk through the tree, so it does for large trees.
"""

from __future__ import annotations

from collections.abc import Iterator

from gametheory_dprk.concepts.trees.certification import certify_in_tree, certify_with_trembles
from gametheory_dprk.concepts.trees.claims import Variety, decided
from gametheory_dprk.concepts.trees.consistency import consistency_checks
from gametheory_dprk.concepts.trees.rationality import bayes_claims, rationality_claims
from gametheory_dprk.concepts.trees.tremble_checks import consistency_by_trembles
from gametheory_dprk.concepts.trees.trembling_play import TremblingPlay
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check


def check_perfect_bayesian(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate, and every member of its component, as perfect Bayesian.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        With perfect recall. Moves of chance that have probability zero are no part of it.
    candidate : Candidate

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> from gametheory_dprk.solution import Assessment
    >>> leave, stay = Terminal({"A": Fraction(1)}), Terminal({"A": Fraction(3)})
    >>> game = ExtensiveGame(("A",), Decision("A", "start", {"go": leave, "wait": stay}))
    >>> go = Assessment({"A": {"start": {"go": Fraction(1), "wait": Fraction(0)}}})
    >>> [check.claim for check in check_perfect_bayesian(game, Candidate(go)).failures()]
    ['A at start: go in the support earns at least wait']
    """
    if is_shown(candidate):
        return certify_with_trembles(game, candidate, shown_sequential)
    return certify_in_tree(game, candidate, perfect_bayesian, beliefs=True)


def check_sequential(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate, and every member of its component, as a sequential equilibrium.

    Parameters, and what is asked besides consistency, are those of `check_perfect_bayesian`.

    References
    ----------
    D. Kreps and R. Wilson 1982, "Sequential Equilibria", Econometrica 50.
    """
    if is_shown(candidate):
        return certify_with_trembles(game, candidate, shown_sequential)
    return certify_in_tree(game, candidate, sequential, beliefs=True)


def is_shown(candidate: Candidate) -> bool:
    """Whether a candidate brings the trembles that make it consistent."""
    return bool(candidate.trembles) and candidate.component is None


def shown_sequential(play: TremblingPlay, assessment: Assessment) -> Iterator[Check]:
    """Sequential rationality, and consistency by the trembles given."""
    variety = Variety(play.tree, assessment)
    yield from decided(variety, rationality_claims(variety))
    yield from consistency_by_trembles(play, assessment)


def perfect_bayesian(variety: Variety) -> Iterator[Check]:
    """Sequential rationality and Bayes' rule."""
    yield from decided(variety, rationality_claims(variety))
    yield from decided(variety, bayes_claims(variety))


def sequential(variety: Variety) -> Iterator[Check]:
    """Sequential rationality and consistency; Bayes' rule follows, and names what is wrong."""
    yield from perfect_bayesian(variety)
    yield from consistency_checks(variety)
