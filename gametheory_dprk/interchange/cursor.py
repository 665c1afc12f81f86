"""Steps through the words of a file, each of which must be of the kind that is due."""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from gametheory_dprk.interchange.words import Word, fail, read_words

MAX_NAME = 1_000
"""Characters a name may have."""


class Cursor:
    """The words of a file, one after another.

    Attributes
    ----------
    next : Word
        The word that will be taken next.
    """

    def __init__(self, text: str, file: str) -> None:
        self._words = read_words(text, file)
        self.next = next(self._words)

    def take(self) -> Word:
        """Return the next word and go on."""
        word = self.next
        if word.kind != "end":
            self.next = next(self._words)
        return word

    def sees(self, sign: str) -> bool:
        """Tell whether a sign comes next."""
        return self.next.kind == "sign" and self.next.text == sign

    def accept(self, sign: str) -> bool:
        """Go on past a sign if it comes next."""
        found = self.sees(sign)
        if found:
            self.take()
        return found

    def sign(self, sign: str, what: str) -> None:
        """Go on past a sign, which must come next."""
        if not self.accept(sign):
            self.refuse(f"'{sign}' {what}")

    def word(self, *known: str) -> str:
        """Return the next word, one of those known."""
        if self.next.kind not in ("word", "number") or self.next.text not in known:
            self.refuse(" or ".join(known))
        return self.take().text

    def text(self, what: str) -> str:
        """Return the next word, a text in quotation marks."""
        if self.next.kind != "text":
            self.refuse(f"{what} in quotation marks")
        return self.take().text

    def name(self, what: str) -> str:
        """Return the next word, a quoted name of acceptable length."""
        span = self.next.span
        name = self.text(what)
        if len(name) > MAX_NAME:
            fail(span, f"{what} has more than {MAX_NAME} characters")
        return name

    def optional_name(self, what: str) -> str:
        """Return the next word if it is a quoted name, else an empty text."""
        return self.name(what) if self.next.kind == "text" else ""

    def names(self, what: str) -> tuple[str, ...]:
        """Return the quoted names between braces."""
        self.sign("{", f"before {what}s")
        found = []
        while not self.accept("}"):
            found.append(self.name(what))
        return tuple(found)

    def number(self, what: str) -> Fraction:
        """Return the next word, a number."""
        if self.next.kind != "number":
            self.refuse(what)
        return self.take().value

    def whole(self, what: str) -> int:
        """Return the next word, a whole number."""
        word = self.next
        value = self.number(what)
        if value.denominator != 1:
            fail(word.span, f"expected {what}, a whole number, found {word}")
        return int(value)

    def payoffs(self, count: int) -> tuple[Fraction, ...]:
        """Return one payoff for each player, up to the brace; commas may part them."""
        found = []
        for k in range(count):
            found.append(self.number(f"the payoff of player {k + 1} of {count}"))
            self.accept(",")
        self.sign("}", f"after {count} payoffs")
        return tuple(found)

    def finish(self, what: str) -> None:
        """Refuse whatever comes after the last word that belongs to the game."""
        if self.next.kind != "end":
            fail(self.next.span, f"{what} is complete, but {self.next} follows")

    def refuse(self, due: str) -> NoReturn:
        """Stop at the next word."""
        fail(self.next.span, f"expected {due}, found {self.next}")
