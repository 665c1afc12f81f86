"""Judgement: candidates are certified, then judged by the refinements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from gametheory_dprk.concepts.index import equilibrium_index
from gametheory_dprk.concepts.label import label
from gametheory_dprk.concepts.realization import realized_outcome, realized_values
from gametheory_dprk.concepts.spec import ConceptSpec
from gametheory_dprk.errors import LimitReached, NoSolverError, NotCertifiedError
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.planning.cards import REFINEMENTS, describe, find
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.registry import discover
from gametheory_dprk.solution import Candidate, Certificate, Equilibrium, Verdict

JUDGED_PLAYS = 150
"""Plays up to which every refinement judges a game: some look at sets of types, or of moves."""


def certify(
    game: Game[Any], concept: ConceptSpec, candidates: Sequence[Candidate]
) -> list[tuple[Candidate, Certificate]]:
    """Check every candidate; refuse them all if one fails.

    Curved components are left out instead: where the proof of one is not found, it may still be.

    Raises
    ------
    NotCertifiedError
        Naming the claims that fail.
    """
    check = concept.checks[type(game)]
    certified = [(candidate, check(game, candidate)) for candidate in candidates]
    for k, (candidate, certificate) in enumerate(certified, 1):
        if not certificate.valid and not is_curved(candidate):
            failed = "; ".join(each.claim for each in certificate.failures()[:3])
            raise NotCertifiedError(
                f"candidate {k} is not a {concept.name} equilibrium ({failed}); "
                "this is an error of the program, please report it with the scenario"
            )
    return [pair for pair in certified if pair[1].valid]


def is_curved(candidate: Candidate) -> bool:
    """Whether a candidate is a component with formulas."""
    return candidate.component is not None and candidate.component.is_curved


def refinement_cards(
    game: Game[Any], concept: ConceptSpec, demanded: Sequence[str]
) -> list[RefinementSpec]:
    """The refinements that judge this game form; those demanded must be among them.

    Raises
    ------
    NoSolverError
        If one of these is not, or the concept is numerical: refinements judge exactly.
    """
    for name in demanded:
        find(REFINEMENTS, name, type(game), "judges", "refinement")
    if not concept.exact:
        if demanded:
            raise NoSolverError(
                f"refinement {demanded[0]!r} judges exact equilibria, and those of "
                f"{concept.name} are numerical"
            )
        return []
    return [card for card in discover(REFINEMENTS).values() if type(game) in card.judges]


def refined(
    game: Game[Any],
    certified: Sequence[tuple[Candidate, Certificate]],
    cards: Sequence[RefinementSpec],
    demanded: Sequence[str],
    budget: Budget,
) -> tuple[list[Equilibrium], list[tuple[Equilibrium, str]]]:
    """Judge every equilibrium, and set aside those that a demanded refinement removes.

    Raises
    ------
    NoSolverError
        If a demanded refinement has no verdicts on this game.
    """
    candidates = [candidate for candidate, _ in certified]
    verdicts = {card.name: judged_by(card, game, candidates, demanded, budget) for card in cards}
    for card in cards:
        if card.name in demanded and len(verdicts[card.name]) < len(candidates):
            raise NoSolverError(
                f"refinement {card.name!r} does not judge this game ({describe(type(game))}); "
                f"it judges {card.scope}"
            )
    kept: list[Equilibrium] = []
    removed: list[tuple[Equilibrium, str]] = []
    for k, (candidate, certificate) in enumerate(certified):
        judged = {name: each[k] for name, each in verdicts.items() if k < len(each)}
        equilibrium = describe_equilibrium(game, k + 1, candidate, certificate, judged)
        killers = [name for name in demanded if judged[name].survives is False]
        if killers:
            removed.append((equilibrium, killers[0]))
        else:
            kept.append(equilibrium)
    return kept, removed


def large(game: Game[Any]) -> bool:
    """Whether a game has so many plays that refinements judge it on demand only."""
    return sum(1 for _ in islice(game.plays(), JUDGED_PLAYS + 1)) > JUDGED_PLAYS


def judged_by(
    card: RefinementSpec,
    game: Game[Any],
    candidates: Sequence[Candidate],
    demanded: Sequence[str],
    budget: Budget,
) -> Sequence[Verdict]:
    """What a refinement says of each equilibrium; nothing where that takes too much.

    On a spent budget, and of a large game, only those demanded are asked.

    Raises
    ------
    LimitReached
        If it takes too much, and the refinement is demanded.
    """
    try:
        if card.name not in demanded:
            budget.tick()
            if large(game):
                return ()
        verdicts: Sequence[Verdict] = card.judges[type(game)](game, candidates)
    except LimitReached:
        if card.name in demanded:
            raise
        return ()
    return verdicts


def describe_equilibrium(
    game: Game[Any],
    number: int,
    candidate: Candidate,
    certificate: Certificate,
    verdicts: Mapping[str, Verdict],
) -> Equilibrium:
    """Put together all that is said of one certified candidate."""
    assessment = candidate.assessment
    return Equilibrium(
        id=number,
        label=label(game, assessment),
        assessment=assessment,
        values=realized_values(game, assessment),
        outcome=realized_outcome(game, assessment),
        component=candidate.component,
        refinements=verdicts,
        certificate=certificate,
        rationality=candidate.rationality,
        trembles=candidate.trembles,
        epsilon=candidate.epsilon,
        index=equilibrium_index(game, candidate),
    )
