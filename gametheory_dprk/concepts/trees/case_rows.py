"""What is linear in every perfect Bayesian equilibrium of a tree with given supports.

For a player and a subgame, or an information set of that player, a *weight* belongs to each choice
of moves by the others after a node where weights begin: the product of their probabilities, times
the belief in that node where weights begin at an information set. The player's *value* at an
information set is what the player expects there, not divided by the weight of the set; payoffs
count from the player's least one in the game, so that no value is negative.

- Weights where they begin sum to one; a weight splits at the next decision of another player; it
  is positive if all its moves are played (and the node believed), zero if one is not.
- A value is at least what each move brings, and not more than a move that is played brings; nor
  more than the best the player could get.

By perfect recall a player's own moves say nothing of the others', and by Bayes' rule beliefs at
later sets of the player are proportional to their weights, wherever these are positive. Only what
a single player's weights have in common is used; that others' moves are independent is not linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.concepts.completeness import UNIT, Row, Variable
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Decision, Path, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey

ZERO, ONE = Fraction(0), Fraction(1)
Move = tuple[SetKey, str]
NamedRow = tuple[str, Row]
Form = dict[Variable, Number]


def fact(move: Move) -> str:
    """That a move is played."""
    return f"{move[0][0]} plays {move[1]} at {move[0][1]}"


def belief_fact(key: SetKey, path: Path) -> str:
    """That a node has positive belief."""
    return f"{key[0]} believes {'.'.join(path)} at {key[1]}"


def set_name(key: SetKey) -> str:
    """An information set."""
    return f"{key[0]} at {key[1]}"


def row_systems(tree: Tree) -> dict[str, dict[str, Row]]:
    """The rows of every system, by name."""
    found = {"moves": dict(move_rows(tree))}
    for root in tree.subgame_roots:
        for player in tree.game.players:
            about = f"{player} from {'.'.join(root) or 'the start'}"
            found[about] = dict(Weighing(tree, player, (root,)).rows())
    for key, paths in tree.members.items():
        about = f"beliefs of {set_name(key)}"
        found[about] = dict(Weighing(tree, key[0], tuple(paths), key).rows())
    return found


def sign_rows(variable: Variable, facts: Sequence[str]) -> Iterator[NamedRow]:
    """A variable is not negative, positive if all its facts hold, zero if one does not."""
    (name,) = variable
    form: Form = {variable: ONE}
    yield f"{name} >= 0", Row(form, ">=", {})
    if facts:
        yield f"{name} > 0", Row(form, ">", dict.fromkeys(facts, True))
    for each in facts:
        reason = "" if len(facts) == 1 else f": not ({each})"
        yield f"{name} = 0{reason}", Row(form, "==", {each: False})


def move_rows(tree: Tree) -> Iterator[NamedRow]:
    """Something is played at every information set."""
    for key, place in tree.places.items():
        total: Form = {UNIT: -ONE}
        for move in place.moves:
            chance = (f"chance of {move} of {set_name(key)}",)
            total[chance] = ONE
            yield from sign_rows(chance, [fact((key, move))])
        yield f"chances of {set_name(key)} sum to 1", Row(total, "==", {})


@dataclass
class Weighing:
    """Weights and values of one player, from some nodes on.

    Attributes
    ----------
    belief : SetKey or None
        The information set that the nodes are, if weights begin with its belief.
    facts : dict
        The facts of every weight.
    splits : dict
        For a weight and the next decision of another, the weights after its moves.
    brings, most : dict
        What each move brings, and the most that can be had at an information set.
    """

    tree: Tree
    player: str
    starts: tuple[Path, ...]
    belief: SetKey | None = None
    facts: dict[Variable, list[str]] = field(default_factory=dict)
    splits: dict[tuple[Variable, SetKey], list[Variable]] = field(default_factory=dict)
    brings: dict[Move, Form] = field(default_factory=dict)
    most: dict[SetKey, Form] = field(default_factory=dict)

    def rows(self) -> Iterator[NamedRow]:
        """All rows."""
        begin = [self.weight(start, []) for start in self.starts]
        for start in self.starts:
            for path in self.tree.nodes:
                if path[: len(start)] == start:
                    self.look(start, path)
        for variable, facts in self.facts.items():
            yield from sign_rows(variable, facts)
        total: Form = {UNIT: -ONE, **dict.fromkeys(begin, ONE)}
        yield "weights sum to 1", Row(total, "==", {})
        for (before, key), after in self.splits.items():
            form: Form = {before: ONE, **dict.fromkeys(after, -ONE)}
            yield f"{before[0]} splits at {set_name(key)}", Row(form, "==", {})
        yield from self.value_rows()

    def value_rows(self) -> Iterator[NamedRow]:
        """Values and what moves bring."""
        for key, most in self.most.items():
            value = value_of(key)
            yield from sign_rows(value, [])
            yield f"{value[0]} <= most", Row({value: -ONE, **most}, ">=", {})
            for move in self.tree.places[key].moves:
                brings = self.brings.get((key, move), {})
                less: Form = {value: ONE, **{name: -x for name, x in brings.items()}}
                yield f"{value[0]} >= {move}", Row(less, ">=", {})
                more: Form = {name: -x for name, x in less.items()}
                yield f"{value[0]} <= {move}", Row(more, ">=", {fact((key, move)): True})

    def weight(self, start: Path, moves: Sequence[Move]) -> Variable:
        """The weight of some moves of the others after a node."""
        texts = [fact(move) for move in sorted(set(moves))]
        after = f" after {', '.join(texts)}" if texts else ""
        variable = (f"weight of {'.'.join(start) or 'the start'}{after}",)
        believed = [] if self.belief is None else [belief_fact(self.belief, start)]
        self.facts[variable] = [*believed, *texts]
        return variable

    def look(self, start: Path, path: Path) -> None:
        """Take account of one node."""
        made = self.tree.decisions(path, len(start))
        others = [move for move in made if move[0][0] != self.player]
        own = [move for move in made if move[0][0] == self.player]
        weight, node = self.weight(start, others), self.tree.nodes[path]
        if isinstance(node, Terminal):
            if own:
                pay = self.likelihood(start, path) * self.counted(node)
                add(self.brings.setdefault(own[-1], {}), weight, pay)
        elif isinstance(node, Decision):
            key = (node.player, node.information_set)
            if key[0] != self.player:
                after = [self.weight(start, [*others, (key, move)]) for move in node.moves]
                self.splits[weight, key] = after
                return
            if own:
                self.brings.setdefault(own[-1], {})[value_of(key)] = ONE
            best = self.likelihood(start, path) * self.best(path)
            add(self.most.setdefault(key, {}), weight, best)

    def likelihood(self, start: Path, path: Path) -> Number:
        """Probability of the moves of chance between two nodes."""
        found: Number = ONE
        for step in self.tree.steps(path, len(start)):
            if step.probability is not None:
                found *= step.probability
        return found

    def counted(self, end: Terminal[Number]) -> Number:
        """The player's payoff at an end, less the least one in the game."""
        ends = (node for node in self.tree.nodes.values() if isinstance(node, Terminal))
        return end.payoffs[self.player] - min(each.payoffs[self.player] for each in ends)

    def best(self, path: Path) -> Number:
        """The most that the player can get after a node."""
        return max(
            self.counted(node)
            for each, node in self.tree.nodes.items()
            if isinstance(node, Terminal) and each[: len(path)] == path
        )


def value_of(key: SetKey) -> Variable:
    """The variable for a value."""
    return (f"value of {set_name(key)}",)


def add(form: Form, variable: Variable, amount: Number) -> None:
    """Add to a coefficient."""
    form[variable] = form.get(variable, ZERO) + amount
