"""Names for what a file leaves without one, or gives one that is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def distinct(names: Sequence[str], kind: str) -> list[str]:
    """Return different names: repeated ones are numbered, missing ones made of their kind.

    Examples
    --------
    >>> distinct(["stay", "go", "go", ""], "move")
    ['stay', 'go_1', 'go_2', 'move1']
    """
    counts = Counter(names)
    taken = {name for name in names if counts[name] == 1 and name}
    numbers: Counter[str] = Counter()
    found = []
    for name in names:
        beginning = f"{name}_" if name else kind
        chosen = name
        while not name or counts[name] > 1:
            numbers[beginning] += 1
            chosen = f"{beginning}{numbers[beginning]}"
            if chosen not in taken:
                taken.add(chosen)
                break
        found.append(chosen)
    return found
