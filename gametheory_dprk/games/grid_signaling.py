"""Large signaling games: types, signals and responses on axes, payoffs worked out when asked for.

Nothing of the size of all outcomes is ever stored, unless payoffs are given as arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.expr import Expr, compile_vector, evaluate, names, parse, substitute
from gametheory_dprk.expr.enclosure import compile_enclosure
from gametheory_dprk.expr.rational import compile_rational
from gametheory_dprk.games.axis import Axis
from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value
from gametheory_dprk.games.lazy_payoffs import LazyPayoffs, Payoff, is_table, shape_at
from gametheory_dprk.games.signaling import Cell, SignalingGame
from gametheory_dprk.games.signaling_arrays import (
    float_table,
    scaled_prior,
    signaling_names,
    signaling_shape,
)

if TYPE_CHECKING:
    from collections.abc import Set

    Enclosed: TypeAlias = tuple[Any, Any]
    Enclosure: TypeAlias = Callable[..., Enclosed]


@dataclass(frozen=True, slots=True)
class GridSignalingGame(Game[Value]):
    """A signaling game in which every signal has the same responses, and payoffs are formulas.

    Attributes
    ----------
    sender, receiver : str
    chances : tuple of Value
        Prior probability of each type.
    types, signals, responses : Axis
    payoffs : Mapping[str, Payoff]
        For each player a formula in the names of the axes (and, in a template, of parameters), or
        an array of shape (types, signals, responses), whose floats are exact.

    Examples
    --------
    Spence's workers of productivity 1, 2 and 3, whose cost of schooling falls with it:

    >>> game = GridSignalingGame.from_formulas(
    ...     types=("skill", [1, 2, 3]), signals=("school", [0, 1, 2, 3, 4, 5, 6]),
    ...     responses=("wage", [1, 2, 3]), sender="wage - school/(2*skill)",
    ...     receiver="-(wage - skill)^2")
    >>> game.shape, game.exact("sender")(2, 4, 2)
    ((3, 7, 3), Fraction(7, 3))
    """

    sender: str
    receiver: str
    chances: tuple[Value, ...]
    types: Axis
    signals: Axis
    responses: Axis
    payoffs: Mapping[str, Payoff]

    @classmethod
    def from_formulas(
        cls,
        types: tuple[str, Sequence[Any]],
        signals: tuple[str, Sequence[Any]],
        responses: tuple[str, Sequence[Any]],
        sender: str,
        receiver: str,
        prior: Sequence[Any] | None = None,
        *,
        players: tuple[str, str] = ("sender", "receiver"),
    ) -> GridSignalingGame[Fraction]:
        """Build an exact game on grids.

        Parameters
        ----------
        types, signals, responses : tuple (str, sequence of numbers)
            The name that stands for the number in formulas, and the numbers, read exactly.
        sender, receiver : str
            Formulas of the payoffs.
        prior : sequence of numbers, optional
            Weights of the types, scaled to sum to 1; by default all are equal.
        players : pair of str

        Raises
        ------
        ValueError
            If a grid is empty, a name is used twice, or a weight is not positive.
        ScenarioError
            If a formula cannot be read or uses another name.
        """
        axes = [Axis.grid(*each) for each in (types, signals, responses)]
        known = [name for axis in axes for name in axis.numbers]
        if len(set(known)) < 3 or not all(map(len, axes)):
            raise ValueError("types, signals, responses: expected three names, and numbers each")
        formulas = dict(zip(players, (parse(sender), parse(receiver)), strict=True))
        for which, formula in zip(("sender", "receiver"), formulas.values(), strict=True):
            if unknown := sorted(names(formula) - set(known)):
                raise ValueError(f"{which}: unknown name {unknown[0]!r}; names: {', '.join(known)}")
        chances = scaled_prior(prior, len(axes[0]))
        return GridSignalingGame(
            players[0], players[1], chances, axes[0], axes[1], axes[2], formulas
        )

    @classmethod
    def from_arrays(
        cls,
        prior: Any,
        sender: Any,
        receiver: Any,
        *,
        players: tuple[str, str] = ("sender", "receiver"),
    ) -> GridSignalingGame[Fraction]:
        """Build a game from arrays of floats, which are not copied.

        Parameters
        ----------
        prior : array_like, shape (types,)
            Weights, scaled to sum to 1 exactly.
        sender, receiver : array_like, shape (types, signals, responses)

        Raises
        ------
        ValueError
            Naming the array and the shape expected.
        """
        given = float_table("sender", sender), float_table("receiver", receiver)
        shape = signaling_shape(*given)
        axes = [Axis(names, {}) for names in signaling_names(shape)]
        tables = dict(zip(players, given, strict=True))
        chances = scaled_prior(prior, shape[0])
        return GridSignalingGame(players[0], players[1], chances, axes[0], axes[1], axes[2], tables)

    @property
    def players(self) -> tuple[str, ...]:  # type: ignore[override]
        """Sender, then receiver."""
        return (self.sender, self.receiver)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Numbers of types, signals and responses."""
        return len(self.types), len(self.signals), len(self.responses)

    @property
    def prior(self) -> Mapping[str, Value]:
        """Probability of each type, in order."""
        return dict(zip(self.types.names, self.chances, strict=True))

    def exact(self, player: str) -> Callable[[int, int, int], Fraction]:
        """A function that gives exact payoffs, by places on the axes.

        Returns
        -------
        callable
            Raises `ExpressionError` where a payoff is not a rational number.
        """
        payoff = self.payoffs[player]
        if is_table(payoff):
            return lambda *places: Fraction(float(payoff[places]))
        run, columns = compile_rational(payoff), self._columns(payoff)
        tables = [(name, k, self.axes[k].numbers[name]) for name, k in columns]
        return lambda *places: run({name: each[places[k]] for name, k, each in tables})

    def _columns(self, payoff: Expr) -> list[tuple[str, int]]:
        """The names of a formula with the number of the axis that each belongs to."""
        used = names(payoff)
        return [(n, k) for k, axis in enumerate(self.axes) for n in axis.numbers if n in used]

    def depends_on_signals(self, player: str) -> bool:
        """Whether a payoff may depend on the signal itself; if not, signals are cheap talk."""
        payoff = self.payoffs[player]
        return is_table(payoff) or any(axis == 1 for _, axis in self._columns(payoff))

    @property
    def axes(self) -> tuple[Axis, Axis, Axis]:
        """Types, signals, responses."""
        return self.types, self.signals, self.responses

    def enclosure(self, player: str) -> Enclosure:
        """A function that gives payoffs in floats, with bounds on their errors.

        Returns
        -------
        callable
            Takes places on the three axes, as arrays of int that broadcast, and returns two arrays
            of one shape.

        Examples
        --------
        >>> import numpy as np
        >>> game = GridSignalingGame.from_arrays([1], [[[2, 0]]], [[[0, 1]]])
        >>> game.enclosure("sender")(0, 0, np.arange(2))
        (array([2., 0.]), array([0., 0.]))
        """
        import numpy as np

        payoff = self.payoffs[player]
        if is_table(payoff):
            return lambda *places: (
                payoff[places],
                np.zeros(np.broadcast_shapes(*map(np.shape, places))),
            )
        run = compile_enclosure(payoff)
        columns = [(name, k, *self.axes[k].floats[name]) for name, k in self._columns(payoff)]

        def enclosed(*places: Any) -> Enclosed:
            known = {name: (near[places[k]], off[places[k]]) for name, k, near, off in columns}
            shape = shape_at(places)
            value, error = run(known)
            return np.broadcast_to(value, shape), np.broadcast_to(error, shape)

        return enclosed

    def floats(self, player: str) -> Callable[..., Any]:
        """As `enclosure`, without the bounds: for looking, not for deciding."""
        import numpy as np

        payoff = self.payoffs[player]
        if is_table(payoff):
            return lambda *places: payoff[places]
        columns = [(name, k, self.axes[k].floats[name][0]) for name, k in self._columns(payoff)]
        run = compile_vector(payoff, [name for name, _, _ in columns])

        def value(*places: Any) -> Any:
            found = run({name: near[places[k]] for name, k, near in columns})
            return np.broadcast_to(found, shape_at(places))

        return value

    def at(self: GridSignalingGame[Expr], values: Mapping[str, Fraction]) -> Any:
        """Fill a template with exact parameter values; payoffs stay formulas on the axes."""
        chances = tuple(evaluate(chance, values) for chance in self.chances)
        payoffs = {
            player: each if is_table(each) else substitute(each, values)
            for player, each in self.payoffs.items()
        }
        return replace(self, chances=chances, payoffs=payoffs)  # type: ignore[arg-type]

    def parameters(self: GridSignalingGame[Expr]) -> Set[str]:
        """Names that the formulas of a template leave open."""
        own = {name for axis in self.axes for name in axis.numbers}
        formulas = (*self.chances, *(each for each in self.payoffs.values() if not is_table(each)))
        return frozenset().union(*map(names, formulas)) - own

    def without_null_types(self) -> GridSignalingGame[Value]:
        """The game of the types whose probability is not zero."""
        kept = [k for k, chance in enumerate(self.chances) if chance != 0]
        payoffs = {p: each[kept] if is_table(each) else each for p, each in self.payoffs.items()}
        chances = tuple(self.chances[k] for k in kept)
        return replace(self, chances=chances, types=self.types.at(kept), payoffs=payoffs)

    def map(self, change: Callable[[Value], Other]) -> SignalingGame[Other]:
        """Apply `change` to every payoff and prior probability, which are written out."""
        after = dict.fromkeys(self.signals.names, self.responses.names)
        prior = dict(zip(self.types.names, map(change, self.chances), strict=True))
        tables: dict[str, dict[Cell, Other]] = {player: {} for player in self.players}
        for play in self.plays():
            kind, signal, response = (step.move for step in play.steps)
            for player, payoff in play.payoffs.items():
                tables[player][kind, signal, response] = change(payoff)
        return SignalingGame(self.sender, self.receiver, prior, after, tables)

    def payoff(self, player: str) -> Callable[[int, int, int], Any]:
        """A function that gives payoffs by places on the axes, in a template as formulas."""
        if is_table(self.payoffs[player]) or isinstance(self.chances[0], Fraction):
            return self.exact(player)
        formula = self.payoffs[player]
        tables = [(n, k, self.axes[k].numbers[n]) for n, k in self._columns(formula)]
        return lambda *places: substitute(formula, {n: each[places[k]] for n, k, each in tables})

    def information_sets(self) -> tuple[InformationSet, ...]:
        """The sender's sets are its types; the receiver's are the signals."""
        signals, responses, types = self.signals.names, self.responses.names, self.types.names
        sending = [InformationSet(self.sender, t, signals, (t,)) for t in types]
        return (*sending, *(InformationSet(self.receiver, m, responses, types) for m in signals))

    def plays(self) -> Iterator[Play[Value]]:
        """Every type, signal and response as a play."""
        return self.chosen_plays((t, m, r) for t, m, r in product(*map(range, self.shape)))

    def chosen_plays(self, places: Iterable[tuple[int, int, int]]) -> Iterator[Play[Value]]:
        """Some plays, by the places on the axes; payoffs are worked out when looked up."""
        payoffs = {player: self.payoff(player) for player in self.players}
        for kind, signal, response in places:
            name, sent = self.types.names[kind], self.signals.names[signal]
            steps: tuple[Step[Value], ...] = (
                Step(CHANCE, CHANCE, name, self.chances[kind]),
                Step(self.sender, name, sent),
                Step(self.receiver, sent, self.responses.names[response]),
            )
            yield Play(steps, LazyPayoffs(payoffs, (kind, signal, response)))
