"""The word for a family: what its signals reveal."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.analysis.atlas.signaling.cases import Case
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.concepts.label import label
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment


def family_label(form: Form, case: Case) -> str:
    """Name a case as any equilibrium with its supports is named.

    Only supports matter to the name, so they are played with equal chances.
    """
    even = {
        form.template.sender: {
            kind: spread([m for m, s in case.items() if kind in s.kinds]) for kind in form.types
        },
        form.template.receiver: {
            m: spread(sorted(s.replies) or list(form.responses(m))[:1]) for m, s in case.items()
        },
    }
    share = Fraction(1, len(form.types))
    template = form.template
    prior: dict[str, Number] = dict.fromkeys(form.types, share)
    game: SignalingGame[Number] = SignalingGame(
        template.sender, template.receiver, prior, template.responses, {}
    )
    return label(game, Assessment(even))


def spread(names: list[str]) -> dict[str, Fraction]:
    """Give names equal chances."""
    return dict.fromkeys(names, Fraction(1, len(names)))
