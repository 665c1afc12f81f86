"""What an assessment brings about: outcomes, values and reach, all exact, in every game form."""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction

from gametheory_dprk.concepts.forms import FORMS, own_plays, own_values, own_visits
from gametheory_dprk.games import (
    CHANCE,
    Game,
    InformationSet,
    NormalGame,
    Play,
    RepeatedGame,
    SignalingGame,
    Step,
    StochasticGame,
)
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Assessment, Check, Distribution, PerSet, SetKey

ZERO, ONE = Fraction(0), Fraction(1)


def step_probability(step: Step[Number], strategies: PerSet) -> Number:
    """Probability of one move where it is to be made."""
    if step.probability is not None:
        return step.probability
    return strategies[step.player][step.information_set][step.move]


def weight(play: Play[Number], strategies: PerSet, without: str | None = None) -> Number:
    """Probability of a play, or of the part of it that is not up to one player.

    Parameters
    ----------
    play : Play
    strategies : PerSet
        A probability for every move.
    without : str, optional
        A player whose own moves are taken as made.
    """
    product: Number = Fraction(1)
    for step in play.steps:
        if step.player != without:
            product *= step_probability(step, strategies)
            if not product:
                break
    return product


def weighted_plays(
    game: Game[Number], strategies: PerSet, without: str | None = None
) -> Iterator[tuple[Play[Number], Number]]:
    """Every play of nonzero weight, with its weight; without an end, its long-run share."""
    if isinstance(game, FORMS):
        yield from own_plays(game, strategies, without)
        return
    for play in game.plays():
        chance = weight(play, strategies, without)
        if chance:
            yield play, chance


def outcome(game: Game[Number], strategies: PerSet) -> dict[str, Number]:
    """Probability of every play that can happen.

    Parameters
    ----------
    game : Game
    strategies : PerSet
        A probability for every move.

    Returns
    -------
    dict
        Positive probabilities by path, in the order of the game's plays.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> half = Fraction(1, 2)
    >>> play = {"row": {"row": {"r1": half, "r2": half}}, "column": {"column": {"c1": 1, "c2": 0}}}
    >>> outcome(game, play)
    {'r1.c1': Fraction(1, 2), 'r2.c1': Fraction(1, 2)}
    """
    chances: dict[str, Number] = {}
    for play, chance in weighted_plays(game, strategies):
        chances[play.path] = chances.get(play.path, Fraction(0)) + chance
    return chances


def values(game: Game[Number], strategies: PerSet) -> dict[str, Number]:
    """Expected payoff of every player.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> values(game, {"row": {"row": {"r1": 1, "r2": 0}}, "column": {"column": {"c1": 1, "c2": 0}}})
    {'row': Fraction(1, 1), 'column': Fraction(0, 1)}
    """
    if isinstance(game, FORMS):
        return own_values(game, strategies)
    totals: dict[str, Number] = dict.fromkeys(game.players, ZERO)
    for play, chance in weighted_plays(game, strategies):
        for player in totals:
            totals[player] += chance * play.payoffs[player]
    return totals


def reach(game: Game[Number], strategies: PerSet) -> dict[SetKey, dict[str, Number]]:
    """Probability with which play comes to each node (or type) of each information set.

    Examples
    --------
    >>> from gametheory_dprk.games import SignalingGame
    >>> game = SignalingGame.from_arrays(["1/4", "3/4"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> first, second = {"m1": 1, "m2": 0}, {"m1": 0, "m2": 1}
    >>> certain = {"m1": {"r1": 1}, "m2": {"r1": 1}}
    >>> strategies = {"sender": {"t1": first, "t2": second}, "receiver": certain}
    >>> reach(game, strategies)["receiver", "m2"]
    {'t1': Fraction(0, 1), 't2': Fraction(3, 4)}
    """
    chances: dict[SetKey, dict[str, Number]] = {
        (place.player, place.label): dict.fromkeys(place.nodes, ZERO)
        for place in game.information_sets()
    }
    form = isinstance(game, FORMS)
    plays = own_visits(game, strategies) if form else weighted_plays(game, strategies)
    for play, chance in plays:
        for position, step in enumerate(play.steps):
            if step.player != CHANCE:
                node = node_name(game, play, position)
                chances[step.player, step.information_set][node] += chance
    return chances


def node_name(game: Game[Number], play: Play[Number], position: int) -> str:
    """Name of the node at which a play makes its move of a given position."""
    if isinstance(game, SignalingGame | RepeatedGame | StochasticGame):
        return play.steps[0].move
    if isinstance(game, NormalGame):
        return play.steps[position].player
    return ".".join(step.move for step in play.steps[:position])


def distribution_checks(game: Game[Number], assessment: Assessment) -> tuple[Check, ...]:
    """Claim that an assessment is well formed: distributions over the game's own moves.

    Every information set of the game needs a distribution over its moves. Beliefs may be
    missing; those that are given must be distributions over the nodes of their information
    set. While one of these claims fails, `outcome`, `values` and `reach` mean nothing.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> sure = {"column": {"column": {"c1": Fraction(1), "c2": Fraction(0)}}}
    >>> torn = {"row": {"row": {"r1": Fraction(1), "r2": Fraction(1)}}}
    >>> checks = distribution_checks(game, Assessment(sure | torn))
    >>> [check.claim for check in checks if not check.holds]
    ['row: probabilities sum to 1']
    """
    places = {(place.player, place.label): place for place in game.information_sets()}
    checks = [
        *unknown_checks(places, assessment.strategies),
        *unknown_checks(places, assessment.beliefs),
    ]
    for (player, label), place in places.items():
        chances = assessment.strategies.get(player, {}).get(label, {})
        checks += simplex_checks(place_name(place), "move", place.moves, chances)
        beliefs = assessment.beliefs.get(player, {}).get(label)
        if beliefs is not None:
            checks += simplex_checks(
                f"beliefs of {place_name(place)}", "node", place.nodes, beliefs
            )
    return tuple(checks)


def place_name(place: InformationSet) -> str:
    """Name of an information set in claims; a player with one of the same name is enough."""
    return place.player if place.label == place.player else f"{place.player} at {place.label}"


def unknown_checks(places: Container[SetKey], given: PerSet) -> Iterator[Check]:
    """Refuse distributions at information sets that the game does not have."""
    for player, sets in given.items():
        for label in sets:
            if (player, label) not in places:
                yield Check(
                    f"{player} at {label}: an information set of the game",
                    ZERO,
                    "==",
                    ONE,
                    form=True,
                )


def simplex_checks(
    where: str, what: str, names: tuple[str, ...], chances: Distribution
) -> Iterator[Check]:
    """Claim that numbers are a distribution over names."""
    wrong = len(set(names) ^ set(chances))
    wrong += sum(not is_exact(chance) for chance in chances.values())
    yield Check(
        f"{where}: faults in one exact number a {what}", Fraction(wrong), "==", ZERO, form=True
    )
    if not wrong:
        for name in names:
            yield Check(
                f"{where}: probability of {name} >= 0", chances[name], ">=", ZERO, form=True
            )
        yield Check(
            f"{where}: probabilities sum to 1", sum(chances.values(), ZERO), "==", ONE, form=True
        )
