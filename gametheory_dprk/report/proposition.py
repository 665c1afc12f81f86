r"""An atlas as a proposition for a paper: numbered cases, and how each is proved.

The text needs only `amsmath` and `amsthm`, and a theorem called `proposition`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.refinements import NAMES as REFINEMENTS
from gametheory_dprk.analysis.atlas.telling.titles import roles_of
from gametheory_dprk.analysis.atlas.telling.writing import Writer, Written
from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.expr import Compare, Expr, Name, Number, parse, to_latex
from gametheory_dprk.regions.formula import every, some
from gametheory_dprk.report.case_phrases import general_phrases, signaling_phrases
from gametheory_dprk.report.formats.latex import escape
from gametheory_dprk.report.latex_words import capital, listed, mathematics, word
from gametheory_dprk.report.proof_sketch import proof_sketch

HEAD = r"""% In the preamble:
%   \usepackage{amsmath,amsthm}
%   \newtheorem{proposition}{Proposition}"""
CRITERIA = {"intuitive": "the intuitive criterion", "d1": "D1"}
EXACT = "the equilibria are exactly the following."
OFF_EDGES = "apart from the knife edges remarked on below, " + EXACT
OPEN = "the following are equilibria; that there are no others is not proved."

UNSENT = (
    "Where something is not sent, one answer and one belief that deter from it are given; there "
    "may be others."
)


def proposition(found: Charted, title: str) -> str:
    r"""Write an atlas as a proposition with a sketch of its proof.

    Parameters
    ----------
    found : Charted
    title : str

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.atlas import atlas
    >>> from gametheory_dprk.scenario.reader import read
    >>> text = proposition(atlas(read("textbook/cho_kreps_1987")), "Beer and quiche")
    >>> text.splitlines()[3]
    '\\begin{proposition}[Beer and quiche]'
    """
    writer = Writer(found)
    written = writer.families()
    body = [opening(found, writer), r"\begin{enumerate}"]
    body += [case(found, writer, number, each) for number, each in written.items()]
    body.append(r"\end{enumerate}")
    proof = list(proof_sketch(found, writer)) if isinstance(found, Atlas) else []
    return "\n".join(
        [
            HEAD,
            rf"\begin{{proposition}}[{escape(title)}]",
            *body,
            *where(writer),
            r"\end{proposition}",
            *proof,
            *remark(found),
            "",
        ]
    )


def opening(found: Charted, writer: Writer) -> str:
    """Say what is assumed and what is claimed."""
    positive, others = [], []
    for given in found.space.assumptions:
        relation = writer.names.relation(given)
        name = positive_name(relation)
        if name is not None:
            positive.append(to_latex(name))
        else:
            others.append(mathematics(relation))
    parts = [f"let ${', '.join(positive)} > 0$"] if positive else []
    parts += [f"assume {listed(others)}"] if others else []
    complete = found.proofs.complete is True
    claim = (OFF_EDGES if found.knife_edges else EXACT) if complete else OPEN
    sentences = [f"{' and '.join(parts)}."] * bool(parts) + [claim, *later(found)]
    if any(view.options for view in found.views):
        sentences.append(UNSENT)
    return " ".join(map(capital, sentences))


def later(found: Charted) -> Iterator[str]:
    """Say what is played after the responses of a tree, which is the same in every case."""
    moves = found.continuations if isinstance(found, Atlas) else {}
    if moves:
        told = [f"{word(move)} at {word(label)}" for (_, label), move in moves.items()]
        yield f"In all of them what follows is {listed(told)}."


def positive_name(relation: Expr) -> Name | None:
    """Return the name that a relation says is positive."""
    match relation:
        case Compare(">", Name() as name, Number(Fraction(numerator=0))):
            return name
    return None


def case(found: Charted, writer: Writer, number: int, family: Written) -> str:
    """Write one family as a case."""
    title = escape(capital(family.title.short))
    roles = roles_of(found.game)
    told = signaling_phrases(roles, family) if roles else general_phrases(family)
    sentences = [
        rf"\item \emph{{{title}}}, {exists(family.condition)}. {capital('; '.join(told))}."
    ]
    if isinstance(found, Atlas):
        sentences += survives(found, writer, number)
    return " ".join(sentences)


def exists(condition: Expr | bool) -> str:
    """Say where a family exists."""
    if isinstance(condition, bool):
        return "for all parameters" if condition else "nowhere"
    return f"if and only if {mathematics(condition)}"


def survives(found: Atlas, writer: Writer, number: int) -> Iterator[str]:
    """Say which refinements a family survives."""
    family = next(each for each in found.families if each.id == number)
    sure: dict[str, list[str]] = {"always": [], "never": []}
    varying = []
    for name in REFINEMENTS:
        verdict = found.survival(family, name)
        if verdict.answer in sure:
            sure[verdict.answer].append(CRITERIA[name])
        elif verdict.regions is not None:
            region = writer.names.formula(some(every(each) for each in verdict.regions))
            varying.append(f"{CRITERIA[name]} if and only if {mathematics(region)}")
    if sure["always"]:
        yield f"It survives {listed(sure['always'])}."
    if varying:
        yield f"It survives {listed(varying)}."
    if sure["never"]:
        yield f"It fails {listed(sure['never'])}."


def where(writer: Writer) -> Iterator[str]:
    """Say what the names of thresholds stand for."""
    found = list(writer.where())
    if found:
        equations = [f"{to_latex(Name(name))} &= {to_latex(parse(text))}" for name, text in found]
        yield "Here"
        yield r"\begin{align*}"
        yield ", \\\\\n".join(f"  {each}" for each in equations) + "."
        yield r"\end{align*}"


def remark(found: Charted) -> Iterator[str]:
    """List the knife edges."""
    if found.knife_edges:
        edges = ", ".join(f"${to_latex(parse(text))}$" for text in found.knife_edges)
        yield r"\paragraph{Remark.}"
        yield (
            "The equalities set aside are "
            f"{edges}. On them, a set of measure zero, there may be further equilibria."
        )
