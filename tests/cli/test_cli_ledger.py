from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Outcome

Gtd = Callable[..., Outcome]

ROWS = """\
date,type,event,description
2031-03-01,Kite,"Red, high",
2031-03-01,Kite,"Blue",
2031-05-01,Tea,"With biscuits",
2031-06-01,Rain,"All day",
2031-04-01,Silence,,
"""
MAP = """\
ledger: 1
sort: yes
rules:
  - {when: {type: Kite}, plays: DPRK.provoke, cost: low}
  - {when: {type: Tea}, plays: DPRK.talk, cost: none}
  - {when: {type: Silence}, plays: US.hold}
"""
REST = "  - {drop: weather}\n"
FLAGSHIP = "dprk/agreed_framework_1994"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    ledger, map_file = tmp_path / "kites.csv", tmp_path / "map.yaml"
    ledger.write_text(ROWS, encoding="utf-8")
    map_file.write_text(MAP.replace("Silence", "Nothing") + REST, encoding="utf-8")
    return str(ledger), str(map_file)


def test_a_ledger_alone_tells_what_has_to_be_mapped(here: Gtd, files: tuple[str, str]) -> None:
    told = here("ledger", files[0])
    assert told.code == 0
    assert "5 read by adapter csis, 2031-03-01 to 2031-06-01" in told.out
    assert "North Korea Kite" in told.out


def test_every_row_is_accounted_for(here: Gtd, files: tuple[str, str]) -> None:
    told = here("ledger", files[0], FLAGSHIP, "--map", files[1], "--json")
    found = json.loads(told.out)["coverage"]
    rows = found["mapped"] + sum(found["dropped"].values()) + found["unmapped"]
    assert rows == found["rows"] == 5
    assert (found["events"], found["grouped"], found["out_of_order"]) == (2, 1, 1)
    assert found["dropped"] == {"weather": 2}
    assert found["information_sets"]["observed"] == ["DPRK.genuine", "DPRK.ploy"]
    assert found["information_sets"]["share"] == 0.4


def test_unmapped_rows_are_listed_with_their_number(here: Gtd, files: tuple[str, str]) -> None:
    Path(files[1]).write_text(MAP.replace("Silence", "Nothing"), encoding="utf-8")
    found = json.loads(here("ledger", files[0], "--map", files[1], "--json").out)["coverage"]
    assert [(row["row"], row["line"]) for row in found["unmapped_rows"]] == [(4, 5), (5, 6)]
    refused = here("compare", FLAGSHIP, "--ledger", files[0], "--map", files[1])
    assert refused.code == 3
    assert "kites.csv:5:1: row 4: no rule fits 2031-06-01 'North Korea Rain'" in refused.err


def test_a_ledger_is_the_record(here: Gtd, files: tuple[str, str]) -> None:
    asked = ("--ledger", files[0], "--map", files[1], "--draws", "0", "--json")
    found = json.loads(here("compare", FLAGSHIP, *asked).out)
    clues = [(clue["date"], clue["move"]) for clue in found["clues"]]
    assert clues == [("2031-03-01", "provoke"), ("2031-05-01", "talk")]
    assert found["settings"]["record"]["ledger"] == "kites.csv"
    assert len(found["settings"]["rerun"]["record"]["events"]) == 2


def test_a_move_that_no_player_has_and_a_date_out_of_order_are_named(
    here: Gtd, files: tuple[str, str]
) -> None:
    asked = ("compare", FLAGSHIP, "--ledger", files[0], "--map", files[1])
    Path(files[1]).write_text(MAP.replace("DPRK.talk", "DPRK.sing") + REST, encoding="utf-8")
    refused = here(*asked)
    assert refused.code == 3
    assert "map.yaml:5:32: plays: dprk/agreed_framework_1994 has no move" in refused.err
    Path(files[1]).write_text(MAP.replace("sort: yes\n", "") + REST, encoding="utf-8")
    refused = here(*asked)
    assert refused.code == 3
    assert "kites.csv:6:1: date: 2031-04-01 stands after 2031-05-01, but was before" in refused.err


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--map", "MAP"), 2, "--map and --adapter are about a --ledger"),
        (("--ledger", "LEDGER"), 2, "--ledger needs --map"),
        (("--ledger", "LEDGER", "--map", "MAP", "--adapter", "cia"), 3, "no adapter 'cia'"),
        (("--ledger", "none.csv", "--map", "MAP"), 3, "none.csv:1:1: cannot be read"),
        (("--ledger", "LEDGER", "--map", "none.yaml"), 3, "none.yaml:1:1: no such file"),
    ],
)
def test_what_cannot_be_asked(
    here: Gtd, files: tuple[str, str], options: tuple[str, ...], code: int, message: str
) -> None:
    names = {"LEDGER": files[0], "MAP": files[1]}
    found = here("compare", FLAGSHIP, *(names.get(each, each) for each in options))
    assert found.code == code
    assert message in found.err
    assert "Traceback" not in found.err
