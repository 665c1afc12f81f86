"""Game forms: data without algorithms."""

from gametheory_dprk.games.automaton import NOTHING, Automaton, AutomatonState, Rule
from gametheory_dprk.games.axis import Axis
from gametheory_dprk.games.bargaining import BargainingGame, Round
from gametheory_dprk.games.blotto import Blotto
from gametheory_dprk.games.demand import DemandGame
from gametheory_dprk.games.extensive import Chance, Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.games.frontier import FrontierGame
from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Play, Step
from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.games.normal import NormalGame, Profile
from gametheory_dprk.games.repeated import RepeatedGame
from gametheory_dprk.games.signaling import SignalingGame
from gametheory_dprk.games.stochastic import State, StochasticGame

__all__ = [
    "CHANCE",
    "NOTHING",
    "Automaton",
    "AutomatonState",
    "Axis",
    "BargainingGame",
    "Blotto",
    "Chance",
    "Decision",
    "DemandGame",
    "ExtensiveGame",
    "FrontierGame",
    "Game",
    "GridSignalingGame",
    "InformationSet",
    "Node",
    "NormalGame",
    "Path",
    "Play",
    "Profile",
    "RepeatedGame",
    "Round",
    "Rule",
    "SignalingGame",
    "State",
    "Step",
    "StochasticGame",
    "Terminal",
]
