"""One quasi-perfect equilibrium of a two-player tree, by pivoting on its sequence form.

Every realization weight of a sequence of k moves is kept at e to the power k or above (Miltersen
and Sorensen 2010), which leaves room at every information set: each is reached, and some move
there is made more often than it must be. Such a move is a best reply, from the set on, to the
other player's trembling play; and a move that keeps a positive probability as e vanishes is made
more often than it must be. So the limit is quasi-perfect, hence sequential, with the limits of
Bayes' rule as beliefs. The problem is linear (`sequence_form_program`), and e stays a symbol
throughout: weights are polynomials in it, and limits are ratios of leading coefficients.

The weights go along with the answer as its *trembles*, from which the checkers recompute all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Chance, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.complementary import Infinitesimal, solve_complementarity
from gametheory_dprk.solution import Assessment, Candidate, Notice, Series, SetKey
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.sequence_form import ForgottenMoves, SequenceForm, sequence_form
from gametheory_dprk.solvers.trees.sequence_form_program import Program

ONE_EQUILIBRIUM = Notice(
    "one_equilibrium",
    "one equilibrium, not all: the one that tracing from uniform play with trembles leads to",
)


def solve_by_pivoting(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find one quasi-perfect equilibrium, with beliefs and the trembles that show it to be one.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        Of two players with perfect recall; chance gives every move positive probability.
    concept : str
        A quasi-perfect equilibrium is sequential and perfect Bayesian.
    budget : Budget

    References
    ----------
    D. Koller, N. Megiddo and B. von Stengel 1996, "Efficient Computation of Equilibria for
    Extensive Two-Person Games", Games and Economic Behavior 14.
    P. Miltersen and T. Sorensen 2010, "Computing a Quasi-Perfect Equilibrium of a Two-Player
    Game", Economic Theory 42.

    Examples
    --------
    B's threat to fight is empty; nothing that A does makes it worth carrying out:

    >>> from gametheory_dprk.games import Decision, Terminal
    >>> leave, fight, share = (
    ...     Terminal({"A": Fraction(a), "B": Fraction(b)}) for a, b in ((0, 2), (-1, -1), (1, 1))
    ... )
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> (found,) = solve_by_pivoting(game, "quasi_perfect", Budget()).candidates
    >>> found.assessment.strategies["B"]["enter"]["share"], found.trembles["B"]["enter"]["fight"]
    (Fraction(1, 1), (Fraction(0, 1), Fraction(1, 1)))
    """
    form = sequence_form(game)
    program = Program(form)
    try:
        solution = solve_complementarity(program.problem, budget.tick)
    except LimitReached as error:
        return Findings((), complete=False, limit=str(error))
    play = Trembling(form, (program.weights(solution, 0), program.weights(solution, 1)))
    return Findings((play.candidate(),), complete=False, warnings=(ONE_EQUILIBRIUM,))


@dataclass(frozen=True)
class Trembling:
    """Realization weights of both players as polynomials in e, each positive for small e."""

    form: SequenceForm
    weights: tuple[list[Infinitesimal], list[Infinitesimal]]

    def candidate(self) -> Candidate:
        """The limit, with the weights that lead to it."""
        strategies: dict[str, dict[str, dict[str, Fraction]]] = {}
        beliefs: dict[str, dict[str, dict[str, Fraction]]] = {}
        trembles: dict[str, dict[str, dict[str, Series]]] = {}
        for (player, label), (k, place) in self.places().items():
            own = {move: self.weights[k][s] for move, s in self.form.sides[k].own[place].items()}
            strategies.setdefault(player, {})[label] = shares(own)
            trembles.setdefault(player, {})[label] = {m: series(each) for m, each in own.items()}
            reached = self.reached((player, label), k)
            if len(reached) > 1:
                beliefs.setdefault(player, {})[label] = shares(reached)
        return Candidate(Assessment(strategies, beliefs), trembles=trembles)

    def places(self) -> dict[SetKey, tuple[int, int]]:
        """Every information set, in the order of the tree: whose it is, and which of theirs."""
        players = [side.player for side in self.form.sides]
        return {key: (players.index(key[0]), place) for key, place in self.form.places.items()}

    def reached(self, key: SetKey, k: int) -> dict[str, Infinitesimal]:
        """The weight of every node of an information set, its owner's moves taken as made."""
        return {
            ".".join(node.path): {
                power: node.chance * value
                for power, value in self.weights[1 - k][node.other].items()
            }
            for node in self.form.members[key]
        }


def shares(weights: Mapping[str, Infinitesimal]) -> dict[str, Fraction]:
    """What share of their sum each of some positive polynomials has as e vanishes.

    Examples
    --------
    >>> one, three = Fraction(1), Fraction(3)
    >>> shares({"a": {1: three, 2: one}, "b": {1: one}, "c": {2: three}})
    {'a': Fraction(3, 4), 'b': Fraction(1, 4), 'c': Fraction(0, 1)}
    """
    power = min(min(each) for each in weights.values())
    leading = {name: each.get(power, Fraction(0)) for name, each in weights.items()}
    total = sum(leading.values())
    return {name: value / total for name, value in leading.items()}


def series(weight: Infinitesimal) -> Series:
    """A polynomial as coefficients of all powers up to its degree."""
    return tuple(weight.get(power, Fraction(0)) for power in range(max(weight) + 1))


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    if len(game.players) != 2:
        return f"needs two players, not {len(game.players)}"
    if any(chance <= 0 for chance in chances(game)):
        return "a move of chance has no positive probability"
    try:
        sequence_form(game)
    except ForgottenMoves as error:
        return str(error)
    return ""


def chances(game: ExtensiveGame[Fraction]) -> Iterable[Fraction]:
    """Every probability of chance."""
    for _, node in game.nodes():
        if isinstance(node, Chance):
            yield from node.probabilities.values()


SPEC = SolverSpec(
    name="sequence_form_pivot",
    game=ExtensiveGame,
    concepts=frozenset({"quasi_perfect", "sequential", "pbe"}),
    run=solve_by_pivoting,
    accepts=outside,
    complete=False,
    rank=60,
    about="one quasi-perfect, hence sequential, equilibrium of a two-player tree, large ones too: "
    "complementary pivoting on the sequence form with symbolic trembles, exact",
    source="Koller, Megiddo and von Stengel 1996; Miltersen and Sorensen 2010",
)
