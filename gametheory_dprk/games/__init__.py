"""Game forms: data without algorithms."""

from gametheory_dprk.games.extensive import Chance, Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Play, Step
from gametheory_dprk.games.normal import NormalGame, Profile
from gametheory_dprk.games.signaling import SignalingGame

__all__ = [
    "CHANCE",
    "Chance",
    "Decision",
    "ExtensiveGame",
    "Game",
    "InformationSet",
    "Node",
    "NormalGame",
    "Path",
    "Play",
    "Profile",
    "SignalingGame",
    "Step",
    "Terminal",
]
