"""Quasi-perfect equilibrium: every player replies, at every information set, to small trembles
of the others, and does not fear trembles of its own.

A strategy profile is *quasi-perfect* (van Damme 1984) if there are completely mixed strategies,
as close to it as one likes, against which it is a best reply of every player from every
information set on: the player's own moves from there on are those of the profile, and only the
others tremble. It follows that the profile is normal-form perfect, admissible (no player uses a
weakly dominated strategy), and, with the limits of Bayes' rule as beliefs, a sequential
equilibrium.

Whether trembles exist that show this is not decided here. A candidate must bring them, as
polynomials in an infinitesimal (`Candidate.trembles`), and all that is claimed is recomputed from
them exactly: that they are completely mixed, that their limits are the strategies and beliefs,
and that moves in the support are best against them at every information set, for all small
enough values. A candidate without trembles, with trembles that do not do it, or with a component
is not certified; that does not show that it is not quasi-perfect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.concepts.trees.certification import certify_with_trembles
from gametheory_dprk.concepts.trees.tremble_checks import best_reply_checks, consistency_by_trembles
from gametheory_dprk.concepts.trees.trembling_play import TremblingPlay
from gametheory_dprk.games import ExtensiveGame, SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Candidate, Certificate, Check
from gametheory_dprk.transforms.signaling_to_extensive import to_tree


def check_quasi_perfect(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify that the trembles given with an assessment show it quasi-perfect.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        With perfect recall. Moves of chance that have probability zero are no part of it.
    candidate : Candidate
        With beliefs and trembles, without a component.

    References
    ----------
    E. van Damme 1984, "A Relation between Perfect Equilibria in Extensive Form Games and Proper
    Equilibria in Normal Form", International Journal of Game Theory 13.

    Examples
    --------
    Staying pays nothing either way as long as the other leaves too, but may pay if it does not:

    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> one, zero = Fraction(1), Fraction(0)
    >>> end = {x: Terminal({"A": Fraction(x), "B": Fraction(x)}) for x in (0, 1)}
    >>> answer = {
    ...     move: Decision("B", "unseen", {"leave": end[0], "stay": end[move == "stay"]})
    ...     for move in ("leave", "stay")
    ... }
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "first", answer))
    >>> sure = {"leave": one, "stay": zero}
    >>> both_leave = Assessment(
    ...     {"A": {"first": sure}, "B": {"unseen": sure}}, {"B": {"unseen": sure}}
    ... )
    >>> small = {"leave": (one, -one), "stay": (zero, one)}
    >>> trembles = {"A": {"first": small}, "B": {"unseen": small}}
    >>> candidate = Candidate(both_leave, trembles=trembles)
    >>> [check.claim for check in check_quasi_perfect(game, candidate).failures()]
    ['A at first: leave in the support earns at least stay against small trembles (power 1)',
     'B at unseen: leave in the support earns at least stay against small trembles (power 1)']
    """
    return certify_with_trembles(game, candidate, quasi_perfect)


def quasi_perfect(play: TremblingPlay, assessment: Assessment) -> Iterator[Check]:
    """Consistency, and best replies to the trembles."""
    yield from consistency_by_trembles(play, assessment)
    yield from best_reply_checks(play, assessment.strategies)


def check_quasi_perfect_signaling(game: SignalingGame[Number], candidate: Candidate) -> Certificate:
    """Certify an assessment of a signaling game in the tree that the game is."""
    return check_quasi_perfect(to_tree(game).game, in_tree(game, candidate))


def in_tree(game: SignalingGame[Number], candidate: Candidate) -> Candidate:
    """The candidate with beliefs over nodes instead of types."""
    beliefs = {
        player: {
            signal: {f"{kind}.{signal}": chance for kind, chance in belief.items()}
            for signal, belief in sets.items()
        }
        for player, sets in candidate.assessment.beliefs.items()
    }
    return replace(candidate, assessment=Assessment(candidate.assessment.strategies, beliefs))


SPEC = ConceptSpec(
    name="quasi_perfect",
    checks={
        ExtensiveGame: check_quasi_perfect,
        SignalingGame: check_quasi_perfect_signaling,
    },
    about="best replies at every information set to small trembles of the others, not one's own; "
    "certified by trembles that show it",
    source="van Damme 1984",
)
