"""Scenario files of this package, in YAML; the scenario reader reads them."""

from __future__ import annotations

from gametheory_dprk.interchange.scenario_file import FORMS, mapping_of
from gametheory_dprk.interchange.spec import Document, FormatSpec

WIDTH = 100


def write(document: Document) -> str:
    """Write a game as a scenario file.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([["1/2", 0]], [[0, 1]])
    >>> print(write(Document(game, "Hide")).partition("payoffs:")[2])
    <BLANKLINE>
      row:
      - [1/2, 0]
      column:
      - [0, 1]
    <BLANKLINE>
    """
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Writes equal parts out instead of naming them."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    return str(
        yaml.dump(
            mapping_of(document),
            Dumper=Dumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=None,
            width=WIDTH,
        )
    )


SPEC = FormatSpec(
    name="yaml",
    suffix=".yaml",
    forms=FORMS,
    write=write,
    read=None,
    about="scenario files of this package",
)
