"""What a format of ledgers is: how its rows are cut, and which column says what."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from gametheory_dprk.errors import AnalysisError, nearest_name
from gametheory_dprk.ledgers.dates import DateForm, iso
from gametheory_dprk.registry import discover

ADAPTERS = "gametheory_dprk.ledgers.adapters"
ROLES = ("actor", "target", "action", "source")


@dataclass(frozen=True, slots=True)
class LedgerSpec:
    """An adapter's card.

    Attributes
    ----------
    name, about : str
    needs : tuple of str
        Columns by which a file of this format is known; it must have them.
    date : str
        The column of the date.
    forms : tuple of DateForm
        How dates are written.
    columns : tuple of str or None
        Names of all columns where the file has no header; its last ones may be missing.
    fewest : int
        Columns that a file without a header has at least.
    recognises : callable or None
        Tells by the cells of its first line that a file without a header is of this format.
    roles : Mapping[str, str]
        Columns that are the actor, the target, the action or the source.
    constants : Mapping[str, str]
        Roles that every row of such a ledger has.
    refusal : str
        Why a file that is recognised is not read as a ledger; empty where it is.
    """

    name: str
    about: str
    needs: tuple[str, ...]
    date: str = "date"
    forms: tuple[DateForm, ...] = (iso,)
    columns: tuple[str, ...] | None = None
    fewest: int = 0
    recognises: Callable[[Sequence[str]], bool] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    quoted: bool = True
    encoding: str = "utf-8"
    refusal: str = ""

    def cut(self, line: str) -> list[str]:
        """The cells of one line; nothing where it cannot be cut."""
        try:
            return next(self.reader(StringIO(line)), [])
        except csv.Error:
            return []

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Cut lines into records."""
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter, strict=True)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)

    def knows(self, line: str) -> bool:
        """Whether the first line of a file looks like this format."""
        cells = self.cut(line)
        if self.recognises is not None:
            return self.recognises(cells)
        return {each.casefold() for each in self.needs} <= {cell_name(cell) for cell in cells}


def cell_name(cell: str) -> str:
    """A column's name as it is compared.

    Examples
    --------
    >>> cell_name(" Event Date ")
    'event date'
    """
    return cell.strip().casefold()


def adapters() -> Mapping[str, LedgerSpec]:
    """Every adapter by its name.

    Examples
    --------
    >>> list(adapters())
    ['csis', 'dyads', 'gdelt', 'icews', 'nti', 'own']
    """
    return discover(ADAPTERS)


def find_adapter(name: str | None, line: str, file: str) -> LedgerSpec:
    """The adapter of a name, or the one that knows a file's first line.

    Raises
    ------
    AnalysisError
        If there is none, or the file is of a format that is no ledger.
    """
    known = adapters()
    if name is None:
        found = next((each for each in known.values() if each.knows(line)), None)
    else:
        found = known.get(name)
    listed = ", ".join(each.name for each in known.values() if not each.refusal)
    if found is None and name is not None:
        hint = nearest_name(name, known) or f"adapters are {listed}"
        raise AnalysisError(f"there is no adapter {name!r:.40} ({hint})")
    if found is None:
        wanted = f"say which adapter reads it: {listed}"
        raise AnalysisError(f"{file}:1:1: no adapter knows the columns of this file ({wanted})")
    if found.refusal:
        raise AnalysisError(f"{file}:1:1: {found.refusal}")
    return found
