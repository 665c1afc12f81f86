"""The flagship game and its equilibria, built by hand algebra and not by the program."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gametheory_dprk.expr import CLAIM_FUNCTIONS, parse
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Claim
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Cell,
    Certificate,
    Component,
    Equilibrium,
    Solution,
    Verdict,
)

ZERO, ONE = Fraction(0), Fraction(1)
GAIN = {"genuine": Fraction("1.2"), "ploy": Fraction(1)}
ARSENAL = {"genuine": Fraction("0.3"), "ploy": Fraction(1)}
PAIN, RELIEF, POCKET, FINE = (Fraction(text) for text in ("0.5", "1", "0.6", "0.1"))
WORTH, GIFT, CALM, DANGER = (Fraction(text) for text in ("2", "0.5", "0.1", "1"))


def game(p: Fraction, c: Fraction) -> ExtensiveGame[Fraction]:
    """The flagship at its other default values."""

    def ends(dprk: Fraction, us: Fraction) -> Terminal[Fraction]:
        return Terminal({"DPRK": dprk, "US": us})

    def opening(kind: str) -> Decision[Fraction]:
        arsenal = ARSENAL[kind]
        deal: dict[str, Node[Fraction]] = {
            "comply": ends(RELIEF - c, WORTH - GIFT),
            "defect": ends(arsenal + POCKET - FINE - c, -DANGER - GIFT),
        }
        answer: dict[str, Node[Fraction]] = {
            "relief": Decision("DPRK", f"{kind}.talk.relief", deal),
            "hold": ends(arsenal - PAIN - c, CALM - DANGER),
        }
        moves: dict[str, Node[Fraction]] = {
            "talk": Decision("US", "after_talk", answer),
            "provoke": ends(arsenal - PAIN, -DANGER),
        }
        return Decision("DPRK", kind, moves)

    return ExtensiveGame(
        ("DPRK", "US"),
        Chance(
            {"genuine": p, "ploy": 1 - p}, {"genuine": opening("genuine"), "ploy": opening("ploy")}
        ),
    )


def assessment(genuine: Fraction, ploy: Fraction, relief: Fraction, belief: Fraction) -> Assessment:
    """Talk by each type, relief after talk, and the belief that talk is genuine."""
    strategies = {
        "DPRK": {
            "genuine": {"talk": genuine, "provoke": 1 - genuine},
            "ploy": {"talk": ploy, "provoke": 1 - ploy},
            "genuine.talk.relief": {"comply": ONE, "defect": ZERO},
            "ploy.talk.relief": {"comply": ZERO, "defect": ONE},
        },
        "US": {"after_talk": {"relief": relief, "hold": 1 - relief}},
    }
    beliefs = {"US": {"after_talk": {"genuine.talk": belief, "ploy.talk": 1 - belief}}}
    return Assessment(strategies, beliefs)


SEMI = assessment(ONE, Fraction(4, 9), Fraction(1, 5), Fraction(1, 5))
SILENT = assessment(ZERO, ZERO, ZERO, ZERO)


def no_talk() -> Component:
    """Nobody talks: hold at any belief up to mu, relief up to c/g_G at belief mu (c = .2)."""
    key = ("US", "after_talk")

    def belief(chance: Fraction) -> dict[tuple[str, str], dict[str, Fraction]]:
        return {key: {"genuine.talk": chance, "ploy.talk": 1 - chance}}

    def relief(chance: Fraction) -> dict[tuple[str, str], dict[str, Fraction]]:
        return {key: {"relief": chance, "hold": 1 - chance}}

    mu = Fraction(1, 5)
    hold = Block((key,), (relief(ZERO),), (belief(ZERO), belief(mu)))
    mix = Block((key,), (relief(ZERO), relief(Fraction(1, 6))), (belief(mu),))
    return Component(1, (Cell((hold,)), Cell((mix,))))


def equilibrium(
    number: int,
    of: Assessment,
    values: Mapping[str, Number],
    component: Component | None = None,
    **verdicts: bool | None,
) -> Equilibrium:
    """An equilibrium whose certificate nobody asks for."""
    judged = {name: Verdict(survives, "") for name, survives in verdicts.items()}
    return Equilibrium(number, "", of, values, {}, component, judged, Certificate(()))


def solution(*equilibria: Equilibrium, complete: bool = True) -> Solution:
    """A solution of these equilibria."""
    return Solution("pbe", "ok", complete, equilibria, ())


def semi_separating() -> Solution:
    """p = .1, c = .2: the semi-separating equilibrium, and the component without talk."""
    return solution(
        equilibrium(1, SEMI, {"DPRK": Fraction("0.434"), "US": Fraction("-0.95")}, d1=True),
        equilibrium(2, SILENT, {"DPRK": Fraction("0.43"), "US": Fraction(-1)}, no_talk(), d1=False),
    )


def claim(text: str) -> Claim:
    """Read a claim without checking its names."""
    quantifier, colon, formula = text.partition(":")
    if not colon:
        quantifier, formula = "some", text
    return Claim(text, quantifier, parse(formula, functions=CLAIM_FUNCTIONS))  # type: ignore[arg-type]
