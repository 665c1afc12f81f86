"""Which information sets of a game a record ever shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_dprk.analysis.compare.likelihood import EpisodeMatch
from gametheory_dprk.analysis.compare.record import Episode, Offers, split
from gametheory_dprk.scenario.model import Event, Scenario
from gametheory_dprk.solution import SetKey


@dataclass(frozen=True, slots=True)
class ObservedSets:
    """Information sets, by player and label.

    Attributes
    ----------
    observed : tuple
        Those at which some event may have happened; where nobody sees the type of a player, an
        event may have happened at several.
    unobserved : tuple
    """

    episodes: int
    observed: tuple[SetKey, ...]
    unobserved: tuple[SetKey, ...]

    @property
    def share(self) -> float:
        """The share of all information sets that are observed."""
        return len(self.observed) / max(len(self.observed) + len(self.unobserved), 1)


def observed_sets(scenario: Scenario, record: Sequence[Event]) -> ObservedSets:
    """Hold a record against every play of a game.

    Raises
    ------
    AnalysisError
        Naming the event that no play of the game can make, with its row.

    Examples
    --------
    >>> from gametheory_dprk.scenario.reader import read
    >>> flagship = read("dprk/agreed_framework_1994")
    >>> found = observed_sets(flagship, flagship.observed)
    >>> found.episodes, round(found.share, 2)
    (4, 0.6)
    """
    offers = Offers.of(scenario.game)
    episodes = split(record, offers)
    different: dict[tuple[tuple[str, str], ...], Episode] = {}
    for episode in episodes:
        different.setdefault(tuple((e.player, e.words) for e in episode), episode)
    seen = {key for each in different.values() for key in sets_of(offers, each)}
    return ObservedSets(
        len(episodes),
        tuple(key for key in offers.moves if key in seen),
        tuple(key for key in offers.moves if key not in seen),
    )


def sets_of(offers: Offers, episode: Episode) -> set[SetKey]:
    """The information sets at which the events of an episode may have happened."""
    plays = list(offers.game.plays())
    steps = (
        plays[number].steps[position]
        for number, events in EpisodeMatch.of(offers, episode).prefixes[-1]
        for position in events
    )
    return {(step.player, step.information_set) for step in steps}
