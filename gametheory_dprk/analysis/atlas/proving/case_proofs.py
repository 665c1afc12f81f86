"""Proofs about a solved case: what holds wherever it has an equilibrium."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.proving.certificate import Names, Writer, square_root
from gametheory_dprk.analysis.atlas.signaling.cases import State
from gametheory_dprk.analysis.atlas.signaling.closed_forms import (
    ClosedForm,
    square_factors,
)
from gametheory_dprk.analysis.atlas.signaling.constraints import Label, rho
from gametheory_dprk.analysis.atlas.signaling.enumeration import subsets
from gametheory_dprk.analysis.atlas.signaling.families import Solved, substituted
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative
from gametheory_dprk.regions import (
    Condition,
    Refutation,
    Row,
    SignSplit,
    Term,
    condition,
    negation,
)
from gametheory_dprk.regions.condition import strict
from gametheory_dprk.regions.coverage import Gap, Tree, cover

DEPTHS = ((0, 1), (1, 1), (1, 2))

DEEPER = ((2, 2),)
"""How far products go where only beliefs, or only answers, are refuted."""

Prover = Callable[[Sequence[Row], frozenset[str]], "Refutation | Tree | None"]


class CaseProofs:
    """Proofs about one solved case."""

    def __init__(self, writer: Writer, lemmas: Lemmas, solved: Solved) -> None:
        self.writer = writer
        self.lemmas = lemmas
        self.form = lemmas.form
        self.space = lemmas.form.space
        self.solved = solved
        self.labels = list(self.inequalities())
        self.known = [
            (f"k{i}", c)
            for i, label in enumerate(self.labels)
            if isinstance(c := self.core(label), Condition)
        ]
        self.free = {row.key: label for label, row in solved.rows.items()}

    def inequalities(self) -> Iterator[Label]:
        """Name the inequalities of the case, in the checker's order."""
        case = self.solved.case
        sent = [m for m, s in case.items() if s.kinds]
        for t in self.form.types:
            mine = [m for m in sent if t in case[m].kinds]
            yield from (("sends", t, m) for m in mine if len(mine) > 1)
            yield from (("prefers", t, self.solved.paths[t], m) for m in sent if m not in mine)
        for m in sent:
            replies = case[m].replies
            yield from (("answers", m, r) for r in sorted(replies) if len(replies) > 1)
            others = [r for r in self.form.responses(m) if r not in replies]
            yield from (("reply", m, min(replies), r) for r in others)

    def raw(self, label: Label) -> Condition:
        """Return an inequality with the formulas put in."""
        found = substituted(
            self.block_of(label), self.lemmas.constraints.row(label), self.form.ring
        )
        assert isinstance(found, Condition)
        return found

    def core(self, label: Label) -> Condition | None:
        """Return what an inequality comes to; None where it is settled or has free unknowns."""
        if label in self.solved.rows:
            return None
        given = self.raw(label)
        core = self.space.strip(given.polynomial).core
        core, _ = square_factors(core, self.block_of(label))
        settled = core.is_one() or (core.is_zero() and given.relation == ">=")
        return None if settled else condition(core, given.relation)

    def block_of(self, label: Label) -> ClosedForm:
        """Return the formulas that an inequality on the path speaks of."""
        return self.solved.receiver if label[0] in ("sends", "reply") else self.solved.sender

    def names(self, *more: tuple[str, Sequence[Condition]]) -> dict[str, str]:
        """Name the assumptions, what the case implies, and further conditions."""
        found = dict(self.writer.assumed)
        found |= {c.key: name for name, c in self.known}
        for letter, conditions in more:
            for i, one in enumerate(conditions):
                found.setdefault(one.key, f"{letter}{i}")
        return found

    def conditions(self) -> list[Condition]:
        """Return what the case implies for the parameters."""
        return list({c.key: c for _, c in self.known}.values())

    # writing what is solved

    def solution(self) -> dict[str, Any]:
        """Write the case, its formulas, and what its inequalities come to."""
        solved = self.solved
        case = {m: [sorted(s.kinds), sorted(s.replies)] for m, s in solved.case.items()}
        reduced = [
            [list(label), self.writer.hint(self.raw(label), self.block_of(label))]
            for label in self.labels
            if label not in solved.rows
        ]
        return {
            "case": case,
            "sender": self.block(solved.sender),
            "receiver": self.block(solved.receiver),
            "reduced": reduced,
        }

    def block(self, form: ClosedForm) -> dict[str, Any]:
        """Write formulas with the multiples of equalities that give them."""
        text = self.writer.text
        return {
            "denominator": text(form.denominator),
            "factors": self.writer.product(form.denominator),
            "free": list(form.free),
            "numerators": {
                u: {key: text(f) for key, f in parts.items()}
                for u, parts in form.numerators.items()
                if parts or u in form.multipliers
            },
            "multipliers": {
                u: [[list(label), text(f)] for label, f in multiples.items()]
                for u, multiples in form.multipliers.items()
            },
        }

    # necessity

    def consequence(self, claim: Condition) -> Any:
        """Prove that a condition holds wherever the case has an equilibrium."""
        opposite = negation(claim)
        root = square_root(claim.polynomial)
        if root is not None and claim.relation == ">":
            return {
                "path": [["1", None, [f"n{self.writer.surface(root)[1:]}!"]], ["1", None, ["p0"]]]
            }
        for tried in (opposite, strict(opposite)):
            direct = self.path_proof([tried], [opposite])
            if direct is not None:
                return {"path": direct}
            for m in self.solved.unsent:
                cases = self.every_answer(m, [tried], [opposite])
                if cases is not None:
                    return {"unsent": m, "cases": cases}
        self.writer.open.append(
            f"that {self.writer.text(claim.polynomial)} {claim.relation} 0 is necessary"
        )
        return {}

    def path_proof(self, path: Sequence[Condition], stated: Sequence[Condition] = ()) -> Any:
        """Refute conditions together with what the case implies, if need be off boundaries.

        Parameters
        ----------
        stated
            The conditions as the checker knows them, where the path is their interior.
        """
        rows = list(self.solved.rows.values())
        for given in (self.conditions(), [strict(c) for c in self.conditions()]):
            proof: Refutation | SignSplit | None
            if rows:
                proof = self.space.refutation([*given, *path], rows, frozenset(), DEPTHS)
            else:
                proof = self.space.contradiction([*given, *path])
            if proof is not None:
                return self.settled(proof, stated or path)
        return None

    def settled(
        self,
        proof: Refutation | SignSplit,
        path: Sequence[Condition],
        sides: Names | None = None,
        depth: int = 0,
    ) -> Any:
        """Write a contradiction, perhaps one on either side of a surface."""
        if isinstance(proof, Refutation):
            return self.written(proof, path, self.free, sides)
        whole = Refutation((Term(Fraction(1), None, (proof.source,)),))
        written: dict[str, Any] = {
            "source": self.written(whole, path, self.free, sides)[0][2][0],
            "factor": self.writer.text(proof.factor.polynomial),
            "quotient": self.writer.text(proof.quotient),
        }
        for name, part, side in (("above", proof.above, 1), ("below", proof.below, -1)):
            signs = {
                condition(proof.factor.polynomial * side, ">").key: f"g{depth}",
                condition(proof.quotient * side, ">").key: f"h{depth}",
            }
            written[name] = self.settled(part, path, {**(sides or {}), **signs}, depth + 1)
        return written

    def written(
        self,
        proof: Refutation,
        path: Sequence[Condition],
        labels: Mapping[str, Label],
        more: Names | None = None,
    ) -> Any:
        """Write a refutation whose conditions come from the case or a path."""
        names = {
            **(more or {}),
            **self.interior_names(proof),
            **self.names(),
            **self.writer.named(proof, path, "p"),
        }
        return self.writer.terms(proof, names, labels)

    def interior_names(self, proof: Refutation) -> dict[str, str]:
        """Name what the case implies off its boundaries, where a proof uses it."""
        used, own, found = proof.conditions(), {c.key for _, c in self.known}, {}
        for name, one in self.known:
            inner = strict(one)
            if inner.key in used and inner.key not in own:
                self.writer.surface(one.polynomial)
                found[inner.key] = f"{name}!"
        return found

    def every_answer(
        self, m: str, path: Sequence[Condition], stated: Sequence[Condition] = ()
    ) -> Any:
        """Refute conditions for every set of answers to a signal off the path."""
        given = self.conditions()

        def prove(rows: Sequence[Row], absent: frozenset[str]) -> Refutation | None:
            found = self.space.refutation([*given, *path], rows, absent, DEPTHS)
            if found is not None:
                return found
            for letters, said in (("mu(", []), ("rho(", list(path))):
                own = [r for r in rows if all(u.startswith(letters) for u in r.coefficients if u)]
                found = self.space.refutation(said, own, absent, DEEPER, crossing=False)
                if found is not None:
                    return found
            return None

        def write(proof: Any, labels: Mapping[str, Label]) -> tuple[Any, list[Refutation]]:
            return self.written(proof, stated or path, labels), [proof]

        return self.answers(m, prove, write)

    def exhausted(self, m: str, options: Sequence[Alternative]) -> Any:
        """Prove that one of the options is possible, for every set of answers."""
        regions = [option.conditions for option in options]
        given = self.conditions()

        def prove(rows: Sequence[Row], absent: frozenset[str]) -> Tree | None:
            def refuter(path: Sequence[Condition]) -> Refutation | None:
                return self.space.refutation([*given, *path], rows, absent, DEPTHS)

            found = cover(self.space, regions, refuter=refuter)
            return None if isinstance(found, Gap) else found

        def write(proof: Any, labels: Mapping[str, Label]) -> tuple[Any, list[Refutation]]:
            names = self.names()
            return self.writer.tree(proof, regions, names, labels), leaves_of(proof)

        found = self.answers(m, prove, write)
        if found is None:
            self.writer.open.append(f"that nothing else deters from {m}")
            return []
        return found

    def answers(
        self,
        m: str,
        prove: Prover,
        write: Callable[[Any, Mapping[str, Label]], tuple[Any, list[Refutation]]],
    ) -> Any:
        """Prove something for every set of answers; a proof may serve for several."""
        found: list[Any] = []
        for replies in subsets(self.form.responses(m)):
            if any(set(a) <= replies and not set(w) & replies for a, w, _ in found):
                continue
            labels, rows = self.rows(m, replies)
            absent = {rho(m, r): r for r in self.form.responses(m) if r not in replies}
            proof = prove(rows, frozenset(absent))
            if proof is None:
                return None
            written, refutations = write(proof, labels)
            used = {labels[t.row.key] for p in refutations for t in p.terms if t.row is not None}
            answered = sorted({label[2] for label in used if label[0] == "belief"})
            found.append([answered, sorted(absent.values()), written])
        return found

    def rows(self, m: str, replies: frozenset[str]) -> tuple[dict[str, Label], list[Row]]:
        """Return the rows on answers to a signal off the path and on beliefs there."""
        state = State(frozenset(), replies)
        labels: list[Label] = [("prefers", t, n, m) for t, n in self.solved.paths.items()]
        labels += [("total", "rho", m), *(("rho", m, r) for r in sorted(replies))]
        labels += list(self.lemmas.belief_labels(m, state))
        named: dict[str, Label] = dict(self.free)
        rows = list(self.solved.rows.values())
        for label in labels:
            row = self.lemmas.constraints.row(label)
            if label[0] == "prefers":
                row = self.offered(row)
            named[row.key] = label
            rows.append(row)
        return named, rows

    def offered(self, row: Row) -> Row:
        """Put the formulas into what a signal off the path pays."""
        found = self.solved.sender.substitute(row.coefficients, self.form.ring)
        text = ";".join(f"{unknown}:{f}" for unknown, f in found.items())
        return Row(found, row.relation, f"{row.relation}{text}")


def leaves_of(tree: Tree) -> list[Refutation]:
    """Return all refutations of a tree."""
    from gametheory_dprk.regions.coverage import Closed

    if isinstance(tree, Closed):
        return [tree.proof]
    return [proof for branch in tree.branches for proof in leaves_of(branch)]
