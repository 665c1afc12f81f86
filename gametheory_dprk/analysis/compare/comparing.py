"""Compares hypotheses: solves the game of each and weighs the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from gametheory_dprk.analysis.compare.comparison import Clue, Comparison, HypothesisResult
from gametheory_dprk.analysis.compare.draws import uncertain
from gametheory_dprk.analysis.compare.evidence import (
    bayes_factor,
    bounds,
    clue_chance,
    clue_decibel,
    log10,
    posterior,
    unidentified,
)
from gametheory_dprk.analysis.compare.identification import Identification, identify
from gametheory_dprk.analysis.compare.likelihood import Noise
from gametheory_dprk.analysis.compare.notices import notices
from gametheory_dprk.analysis.compare.observations import next_observations
from gametheory_dprk.analysis.compare.priors import ParameterPrior
from gametheory_dprk.analysis.compare.quantal import (
    Quantal,
    QuantalSolver,
    Unresponsive,
    quantal,
)
from gametheory_dprk.analysis.compare.rationality import GRID, RationalityPrior
from gametheory_dprk.analysis.compare.record import Offers, known_by, split
from gametheory_dprk.analysis.compare.rivals import (
    Reading,
    Rival,
    hypotheses_of,
    make_rival,
    normalised,
)
from gametheory_dprk.analysis.compare.sensitivity import Experiment
from gametheory_dprk.analysis.compare.sensitivity import sensitivity as find_sensitivity
from gametheory_dprk.analysis.compare.settings import (
    draw_settings,
    rationality_settings,
    settings,
)
from gametheory_dprk.analysis.compare.uncertainty import Draws, spread_notices, spreads
from gametheory_dprk.analysis.points import Point, definitions_at
from gametheory_dprk.analysis.solved import Solver
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import evaluate
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Hypothesis, Scenario
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution import Notice

ETA = Fraction(1, 20)
"""Share of reports that say nothing, where neither the file nor the caller says otherwise."""


def compare(
    scenario: Scenario,
    *,
    values: Mapping[str, str | Fraction | int] | None = None,
    prior: Mapping[str, Fraction] | None = None,
    eta: Fraction = ETA,
    as_of: str | None = None,
    types: Literal["redrawn", "persistent"] = "redrawn",
    concept: str | None = None,
    refine: Sequence[str] | None = None,
    rationality: RationalityPrior = GRID,
    draws: int = 0,
    seed: int = 0,
    sensitivity: bool = False,
    budget: Budget | None = None,
) -> Comparison:
    """Weigh the dated record of a scenario for its hypotheses.

    Parameters
    ----------
    scenario : Scenario
    values : Mapping, optional
        Parameter values other than the file's; what a hypothesis sets goes before them.
    prior : Mapping[str, Fraction], optional
        The analyst's prior odds; by default those of the file, or else even odds. This is not
        the players' common prior, which is part of the game.
    eta : Fraction
        Probability that the report of a move says nothing; an event's own goes before it.
    as_of : str, optional
        Use only what had happened by this year, month or day.
    types : {"redrawn", "persistent"}
        Where the record takes several plays: whether types are drawn anew for each, so that
        hypotheses about types speak of the last one, or one type plays them all.
    concept, refine : optional
        Instead of the scenario's own.
    rationality : Mapping[Fraction, Fraction]
        Weights of values of lambda for agent quantal response, payoffs rescaled to a range of 1.
    draws : int
        Draws of the parameters from their priors, at each of three widths; 0 for none. Every
        draw is solved exactly. Values that are given keep what they were given.
    seed : int
        Of the draws.
    sensitivity : bool
        Whether to ask which combinations of parameters are identified, what each parameter does
        over its range, and which values tip the comparison.
    budget : Budget, optional

    Raises
    ------
    AnalysisError
        If there is no record, or fewer than two hypotheses, or an event that the game cannot take.
    SolveError
        If the game of a hypothesis cannot be solved.

    Examples
    --------
    Charm is certain if it is meant to win over Seoul; if Seoul refuses anyway, it can only be
    a report that says nothing, and one report in twenty does.

    >>> from gametheory_dprk.scenario.reader import read
    >>> found = compare(read("dprk/alliance_wedge"))
    >>> [(each.id, str(each.posterior)) for each in found.hypotheses]
    [('wedge', '39/40'), ('refuses_anyway', '1/40')]
    """
    check_noise(eta)
    base = parameter_values(scenario, values)
    game: Game[Any] = scenario.game.at(base)
    record = known_by(scenario.observed, as_of)
    if not record:
        raise AnalysisError(f"no event is on record{f' by {as_of}' if as_of else ''}")
    reading = Reading(split(record, Offers.of(game)), Noise(eta), types == "persistent")
    demanded = None if refine is None else tuple(refine)
    solver = Solver(scenario, budget or Budget(), concept, demanded)
    named = hypotheses_of(scenario, game)
    odds = prior_odds(named, prior, definitions_at(scenario, base))
    rivals = [make_rival(solver, each, base, reading) for each in named]
    after = posterior(odds, {rival.id: rival.run[-1] for rival in rivals})
    branches = QuantalSolver(scenario, solver.budget)
    response, refusals = quantal_response(branches, rivals, reading, rationality, odds)
    drawn = Draws(draws, seed, tuple(values or ()))
    uncertain_parameters = uncertain(scenario, base, drawn.held)
    averages = spreads(solver, named, base, reading, odds, drawn)
    return Comparison(
        scenario={
            "id": scenario.id,
            "title": scenario.title,
            "kind": scenario.kind,
            "digest": scenario.digest,
        },
        parameters=base,
        hypotheses=hypothesis_results(rivals, odds, after),
        clues=clue_results(rivals, reading),
        next_observations=next_observations(rivals, reading, after),
        settings={
            **settings(rivals, reading, odds, eta, as_of),
            **rationality_settings(rationality),
            **draw_settings(drawn, averages),
        },
        warnings=(*notices(rivals, reading, odds), *refusals, *spread_notices(averages, draws)),
        quantal=response,
        spreads=averages,
        identification=open_combinations(branches, base, uncertain_parameters, rationality)
        if sensitivity
        else None,
        sensitivity=find_sensitivity(
            Experiment(solver, named, base, reading, odds), uncertain_parameters
        )
        if sensitivity
        else None,
    )


def quantal_response(
    branches: QuantalSolver,
    rivals: Sequence[Rival],
    reading: Reading,
    rationality: RationalityPrior,
    prior: Mapping[str, Number],
) -> tuple[Quantal | None, tuple[Notice, ...]]:
    """The record under agent quantal response, or why there is none."""
    try:
        return quantal(branches, rivals, reading, rationality, prior), ()
    except Unresponsive as error:
        return None, (Notice("no_quantal_response", f"no quantal response: {error}"),)


def open_combinations(
    branches: QuantalSolver,
    base: Point,
    priors: Mapping[str, ParameterPrior],
    rationality: RationalityPrior,
) -> Identification | None:
    """What outcomes leave open at the middle value of lambda; None where no branch is found."""
    middle = sorted(value for value in rationality if value)
    try:
        return identify(branches, base, priors, middle[len(middle) // 2]) if middle else None
    except Unresponsive:
        return None


def check_noise(eta: Fraction) -> None:
    """Refuse what is no probability."""
    if not 0 <= eta <= 1:
        raise AnalysisError(f"eta is a probability, not {eta}")


def prior_odds(
    named: Sequence[Hypothesis],
    prior: Mapping[str, Fraction] | None,
    values: Mapping[str, Fraction],
) -> dict[str, Number]:
    """The analyst's prior: what is given, or what the file says, or even odds.

    Raises
    ------
    AnalysisError
        If some hypothesis is left out, or weights are negative or all zero.
    """
    stated = prior
    if stated is None:
        stated = {e.id: evaluate(e.prior, values) for e in named if e.prior is not None}
        stated = stated or {each.id: Fraction(1) for each in named}
    ids = [each.id for each in named]
    if set(stated) != set(ids):
        raise AnalysisError(f"a prior is needed for each of {', '.join(ids)}, or for none")
    if min(stated.values()) < 0 or not any(stated.values()):
        raise AnalysisError("prior odds must not be negative, nor all zero")
    return normalised({name: Fraction(stated[name]) for name in ids})


def hypothesis_results(
    rivals: Sequence[Rival], prior: Mapping[str, Number], after: Mapping[str, Number]
) -> tuple[HypothesisResult, ...]:
    """What the record says of each hypothesis."""
    confused = {name for pair in unidentified(rivals) for name in pair}
    return tuple(
        HypothesisResult(
            id=rival.id,
            claim=rival.hypothesis.claim,
            evidence=rival.run[-1],
            log10_evidence=log10(rival.run[-1]),
            log10_bayes_factor=log10(bayes_factor(rival, rivals[0])),
            bounds=bounds(rival, rivals[0]),
            prior=prior[rival.id],
            posterior=after.get(rival.id),
            identified=rival.id not in confused,
        )
        for rival in rivals
    )


def clue_results(rivals: Sequence[Rival], reading: Reading) -> tuple[Clue, ...]:
    """What each event says, given the history before it."""
    events = [(k, event) for k, episode in enumerate(reading.episodes, 1) for event in episode]
    return tuple(
        Clue(
            date=event.date,
            player=event.player,
            move=event.plays,
            row=row + 1,
            episode=episode,
            likelihood={rival.id: clue_chance(rival, row) for rival in rivals},
            decibel={rival.id: clue_decibel(rival, rivals[0], row) for rival in rivals},
            cancels=len({clue_chance(rival, row) for rival in rivals}) == 1,
        )
        for row, (episode, event) in enumerate(events)
    )
