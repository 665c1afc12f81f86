"""Solutions as JSON documents: names as keys, exact numbers as text.

The layout is the `solution` body that other programs rely on: strategies, beliefs, values
and outcome by name, a component as cells keyed by information set. Where information sets
vary jointly, the key joins their names by ` & ` and a vertex holds one distribution a set;
where two players use one label, the key reads `PLAYER.label`. A correlated equilibrium adds
`joint`, a probability for every profile; an isolated regular equilibrium of a two-player game
adds its `index`. An equilibrium found with trembles that show it sequential or quasi-perfect adds
`trembles`: for every move the coefficients of a polynomial in an infinitesimal, from power 0 up.
One from which a deviation may gain a little, found numerically, adds how much at most: `epsilon`.
A number that is known only between two rationals is an object with `low`, `high` and `approx`.
A component whose blocks are convex in realization weights, not in the probabilities of moves, adds
`mixing: realization_weights`. One with curved cells adds `formulas`: for each cell null, or what
varies in it besides its blocks as formulas in parameters, with conditions on these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf
from typing import Any

from gametheory_dprk.completeness import encode_completeness
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.formula_cell import FormulaCell
from gametheory_dprk.formula_json import decode_formulas, encode_formulas
from gametheory_dprk.games import Game
from gametheory_dprk.number import Number, decode_number, encode_number
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    Equilibrium,
    Mixing,
    PerSet,
    Series,
    SetKey,
    Solution,
    Trembles,
    Verdict,
    Vertex,
)

JOINT = " & "


def set_names(keys: tuple[SetKey, ...]) -> dict[SetKey, str]:
    """Name every information set uniquely: its label, or `PLAYER.label` where shared.

    Examples
    --------
    >>> set_names((("A", "start"), ("B", "start"), ("B", "talk")))[("B", "start")]
    'B.start'
    """
    shared = Counter(label for _, label in keys)
    return {key: key[1] if shared[key[1]] == 1 else ".".join(key) for key in keys}


def all_keys(strategies: PerSet) -> tuple[SetKey, ...]:
    """Every information set that a strategy profile speaks of."""
    return tuple((player, label) for player, sets in strategies.items() for label in sets)


def encode_distribution(distribution: Distribution) -> dict[str, Any]:
    """Probabilities as text, irrational ones with their decimals."""
    return {name: encode_number(value) for name, value in distribution.items()}


def encode_sets(sets: PerSet) -> dict[str, dict[str, dict[str, Any]]]:
    """Strategies or beliefs of all players."""
    return {
        player: {label: encode_distribution(each) for label, each in labels.items()}
        for player, labels in sets.items()
    }


def encode_component(component: Component | None, names: Mapping[SetKey, str]) -> Any:
    """A component, or None for an isolated equilibrium."""
    if component is None:
        return None
    cells = [dict(encode_block(block, names) for block in c.blocks) for c in component.cells]
    mixing = {} if component.mixing == "behavior" else {"mixing": component.mixing}
    bent = [encode_formulas(cell.formulas) for cell in component.cells]
    formulas = {"formulas": bent} if component.is_curved else {}
    return {"dimension": component.dimension, **mixing, "cells": cells, **formulas}


def encode_block(block: Block, names: Mapping[SetKey, str]) -> tuple[str, dict[str, Any]]:
    """The key of a block and its vertices."""
    single = len(block.information_sets) == 1

    def vertex(point: Vertex) -> Any:
        by_name = {names[key]: encode_distribution(each) for key, each in point.items()}
        return next(iter(by_name.values())) if single else by_name

    body = {
        "strategies": [vertex(point) for point in block.strategies],
        "beliefs": [vertex(point) for point in block.beliefs],
    }
    return JOINT.join(names[key] for key in block.information_sets), body


def encode_verdict(verdict: Verdict) -> Any:
    """True, false, or what it depends on."""
    return {"depends": verdict.reason} if verdict.survives is None else verdict.survives


def encode_equilibrium(equilibrium: Equilibrium) -> dict[str, Any]:
    """One equilibrium."""
    certificate = equilibrium.certificate
    names = set_names(all_keys(equilibrium.strategies))
    return {
        "id": equilibrium.id,
        "label": equilibrium.label,
        "strategies": encode_sets(equilibrium.strategies),
        "beliefs": encode_sets(equilibrium.beliefs),
        **joint_entry(equilibrium),
        "values": encode_distribution(equilibrium.values),
        "outcome": encode_distribution(equilibrium.outcome),
        "component": encode_component(equilibrium.component, names),
        **({} if equilibrium.index is None else {"index": equilibrium.index}),
        **({"rationality": dict(equilibrium.rationality)} if equilibrium.rationality else {}),
        **({"trembles": encode_trembles(equilibrium.trembles)} if equilibrium.trembles else {}),
        **({"epsilon": encode_number(equilibrium.epsilon)} if equilibrium.epsilon else {}),
        "refinements": {n: encode_verdict(v) for n, v in equilibrium.refinements.items()},
        "reasons": {n: v.reason for n, v in equilibrium.refinements.items()},
        "certificate": {
            "exact": certificate.exact,
            "valid": certificate.valid,
            "checks": len(certificate.checks),
            "max_regret": float(certificate.max_regret),
        },
    }


def joint_entry(equilibrium: Equilibrium) -> dict[str, Any]:
    """The distribution from which moves are drawn together, where they are."""
    joint = equilibrium.assessment.joint
    return {"joint": encode_distribution(joint)} if joint else {}


def encode_trembles(trembles: Trembles) -> dict[str, Any]:
    """For every move the coefficients of its polynomial, from power 0 up."""
    return {
        player: {
            label: {move: [encode_number(each) for each in series] for move, series in own.items()}
            for label, own in sets.items()
        }
        for player, sets in trembles.items()
    }


def encode_solution(solution: Solution) -> dict[str, Any]:
    """The `solution` body of a document.

    `removed` lists the equilibria that a demanded refinement removed, each with `removed_by`;
    `completeness` is there if a certificate was asked for.
    """
    certificate = solution.completeness
    return {
        "concept": solution.concept,
        "status": solution.status,
        "complete": solution.complete,
        "equilibria": [encode_equilibrium(each) for each in solution.equilibria],
        "removed": [
            {**encode_equilibrium(each), "removed_by": name} for each, name in solution.removed
        ],
        **({"completeness": encode_completeness(certificate)} if certificate else {}),
    }


WORDS = {
    "dict": "an object",
    "list": "a list",
    "str": "a text",
    "int": "an integer",
    "bool": "true or false",
}


class Malformed(AnalysisError):
    """A document that does not have the layout of a solution."""


def member(document: Any, key: str, where: str, kind: type) -> Any:
    """An entry of a JSON object, of the type expected.

    Raises
    ------
    Malformed
        Naming the place.
    """
    if not isinstance(document, dict) or not isinstance(document.get(key), kind):
        raise Malformed(f"{where}.{key}: expected {WORDS[kind.__name__]}")
    return document[key]


def decode_distribution(document: Any, where: str) -> dict[str, Number]:
    """Probabilities or values from text."""
    if not isinstance(document, dict):
        raise Malformed(f"{where}: expected an object of numbers")
    try:
        return {name: decode_number(each) for name, each in document.items()}
    except ValueError as error:
        raise Malformed(f"{where}: {error}") from None


def decode_sets(document: Any, where: str) -> dict[str, dict[str, dict[str, Number]]]:
    """Strategies or beliefs of all players."""
    if not isinstance(document, dict):
        raise Malformed(f"{where}: expected an object")
    return {
        player: {
            label: decode_distribution(each, f"{where}.{player}.{label}")
            for label, each in member(document, player, where, dict).items()
        }
        for player in document
    }


def decode_candidate(document: Any, game: Game[Any], where: str) -> Candidate:
    """The claim that an equilibrium document makes.

    Raises
    ------
    Malformed
        If the layout is not that of an equilibrium.
    """
    strategies = decode_sets(member(document, "strategies", where, dict), f"{where}.strategies")
    beliefs = decode_sets(member(document, "beliefs", where, dict), f"{where}.beliefs")
    component = document.get("component", False)
    if not isinstance(component, dict | None):
        raise Malformed(f"{where}.component: expected an object, or null")
    keys = tuple((each.player, each.label) for each in game.information_sets())
    by_name = {name: key for key, name in set_names(keys).items()}
    decoded = component and decode_component(component, by_name, f"{where}.component")
    joint = decode_distribution(document.get("joint", {}), f"{where}.joint")
    rationality = decode_rationality(document.get("rationality", {}), f"{where}.rationality")
    trembles = decode_trembles(document.get("trembles", {}), f"{where}.trembles")
    epsilon = decode_epsilon(document.get("epsilon", "0"), f"{where}.epsilon")
    assessment = Assessment(strategies, beliefs, joint)
    return Candidate(assessment, decoded or None, rationality, trembles, epsilon)


def decode_epsilon(document: Any, where: str) -> Fraction:
    """The most that a deviation may gain.

    Raises
    ------
    Malformed
    """
    found = decode_distribution({"epsilon": document}, where)["epsilon"]
    if not isinstance(found, Fraction) or found < 0:
        raise Malformed(f"{where}: expected a fraction that is not negative")
    return found


def decode_trembles(document: Any, where: str) -> dict[str, dict[str, dict[str, Series]]]:
    """The polynomial of every move.

    Raises
    ------
    Malformed
    """
    if not isinstance(document, dict):
        raise Malformed(f"{where}: expected an object")
    found: dict[str, dict[str, dict[str, Series]]] = {}
    for player in document:
        sets = member(document, player, where, dict)
        found[player] = {}
        for label in sets:
            own, place = member(sets, label, f"{where}.{player}", dict), f"{where}.{player}.{label}"
            found[player][label] = {move: decode_series(own, move, place) for move in own}
    return found


def decode_series(document: Any, move: str, where: str) -> Series:
    """Coefficients from power 0 up."""
    try:
        return tuple(decode_number(each) for each in member(document, move, where, list))
    except ValueError as error:
        raise Malformed(f"{where}.{move}: {error}") from None


def decode_rationality(document: Any, where: str) -> dict[str, float]:
    """Lambda of each player.

    Raises
    ------
    Malformed
    """
    numbers = document.values() if isinstance(document, dict) else [None]
    if not all(isinstance(each, float) and 0 <= each < inf for each in numbers):
        raise Malformed(f"{where}: expected an object of numbers that are not negative")
    return dict(document)


def decode_component(document: Any, keys: Mapping[str, SetKey], where: str) -> Component:
    """A component from its cells."""
    listed = member(document, "cells", where, list)
    formulas = decode_curved(document, len(listed), where)
    cells = tuple(
        Cell(
            tuple(
                decode_block(name, member(cell, name, f"{where}.cells[{k}]", dict), keys, where)
                for name in cell
            ),
            formulas[k],
        )
        for k, cell in enumerate(listed)
        if isinstance(cell, dict)
    )
    dimension = member(document, "dimension", where, int)
    if len(cells) != len(document["cells"]) or not cells:
        raise Malformed(f"{where}.cells: expected a list of objects, not empty")
    return Component(dimension, cells, decode_mixing(document, where))


def decode_curved(document: Any, count: int, where: str) -> list[FormulaCell | None]:
    """The formulas of every cell, none where the cell is straight.

    Raises
    ------
    Malformed
    """
    if "formulas" not in document:
        return [None] * count
    listed = member(document, "formulas", where, list)
    if len(listed) != count:
        raise Malformed(f"{where}.formulas: expected as many as there are cells")
    try:
        return [decode_formulas(each) for each in listed]
    except ValueError as error:
        raise Malformed(f"{where}.formulas: {error}") from None


def decode_mixing(document: Any, where: str) -> Mixing:
    """What is averaged between vertices.

    Raises
    ------
    Malformed
    """
    if "mixing" not in document:
        return "behavior"
    if document["mixing"] != "realization_weights":
        raise Malformed(f"{where}.mixing: expected 'realization_weights', or nothing")
    return "realization_weights"


def decode_block(name: str, body: Any, keys: Mapping[str, SetKey], where: str) -> Block:
    """One block of a cell."""
    names = (name,) if name in keys else tuple(name.split(JOINT))
    unknown = [each for each in names if each not in keys]
    if unknown:
        raise Malformed(f"{where}: no information set is called {unknown[0]!r}")
    read = vertex_reader(names, keys, f"{where}.{name}")
    strategies, beliefs = (
        tuple(read(each) for each in member(body, part, f"{where}.{name}", list))
        for part in ("strategies", "beliefs")
    )
    return Block(tuple(keys[each] for each in names), strategies, beliefs)


def vertex_reader(
    names: tuple[str, ...], keys: Mapping[str, SetKey], where: str
) -> Callable[[Any], Vertex]:
    """A function that reads a vertex of a block with these information sets."""
    if len(names) == 1:
        return lambda document: {keys[names[0]]: decode_distribution(document, where)}

    def read(document: Any) -> Vertex:
        if not isinstance(document, dict) or not set(document) <= set(names):
            raise Malformed(f"{where}: expected one distribution for each of {', '.join(names)}")
        return {keys[name]: decode_distribution(each, where) for name, each in document.items()}

    return read
