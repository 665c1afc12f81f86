from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from gametheory_dprk.errors import AnalysisError, GtdError, ScenarioError
from gametheory_dprk.ledgers.mapping import LedgerMap, read_map
from gametheory_dprk.ledgers.reading import Ledger, read_ledger
from ledgers.fictional import CSIS, DYADS, ICEWS, ICEWS_HEAD, NTI, OWN, gdelt_row, written

ANY = "ledger: 1\nrules:\n- {plays: NK.move}\n"


def everything(folder: Path, content: str | bytes, text: str = ANY) -> Ledger:
    return read_ledger(written(folder, "rows.txt", content), None, read_map(text))


def seen(found: Ledger) -> list[tuple[str, str]]:
    return [(event.date, event.note) for event in found.events]


def test_own_rows_keep_their_precision_and_coding(tmp_path: Path) -> None:
    found = everything(tmp_path, OWN)
    assert found.adapter == "own"
    assert seen(found) == [
        ("2016-09", "Norland Sudland provoke"),
        ("2017-07-04", "Norland Sudland talk, loudly"),
        ("2018", "Sudland Norland hold"),
    ]
    first, second, _ = found.events
    assert first.details["cost"] == "low"
    assert first.source == "@gazette"
    assert (first.eta, str(second.eta)) == (None, "1/10")


def test_provocations_have_one_actor_and_quoted_text(tmp_path: Path) -> None:
    found = everything(tmp_path, CSIS)
    assert found.adapter == "csis"
    assert seen(found)[1] == ("2031-02-09", "North Korea Talks")
    # the second row spans two lines, so the third begins on the fifth
    third = found.events[2].span
    assert third is not None
    assert third.line == 5


def test_missiles_of_one_date_are_one_event(tmp_path: Path) -> None:
    found = everything(tmp_path, NTI)
    assert found.adapter == "nti"
    assert [event.date for event in found.events] == ["1984-09", "2017-07-04"]
    assert found.coverage.grouped == 1
    each = everything(tmp_path, NTI, ANY.replace("rules", "group: no\nrules"))
    assert len(each.events) == 3


def test_codes_stay_text_and_ids_need_not_differ(tmp_path: Path) -> None:
    text = "ledger: 1\nrules:\n- {when: {CAMEO Code: ['010']}, plays: A.b}\n- {drop: other}\n"
    found = everything(tmp_path, ICEWS, text)
    assert found.adapter == "icews"
    assert seen(found) == [("2016-05-01", "Norland Sudland 010")]
    assert dict(found.coverage.dropped) == {"other": 1}
    assert found.coverage.last == "2017-05-02"


@pytest.mark.parametrize("links", [True, False])
def test_rows_without_a_header(tmp_path: Path, links: bool) -> None:
    found = everything(tmp_path, gdelt_row("20160905", "0231", links))
    assert found.adapter == "gdelt"
    assert seen(found) == [("2016-09-05", "NOR SUD 0231")]


def test_memory_does_not_grow_with_the_ledger(tmp_path: Path) -> None:
    text = "ledger: 1\nrules:\n- {when: {EventCode: '1.*'}, plays: A.b}\n- {drop: other}\n"
    ledger_map = read_map(text)
    peaks = []
    for count in (500, 5000):
        path = written(tmp_path, "many.csv", gdelt_row("20160905", "0231") * count)
        tracemalloc.start()
        assert read_ledger(path, None, ledger_map).coverage.rows == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def test_counts_of_crises_are_sent_to_estimate(tmp_path: Path) -> None:
    for adapter in (None, "dyads"):
        with pytest.raises(AnalysisError, match="one row for each event"):
            read_ledger(written(tmp_path, "d.csv", DYADS), adapter)


def refused(folder: Path, content: str | bytes, adapter: str | None = None) -> list[str]:
    with pytest.raises(GtdError) as caught:
        read_ledger(written(folder, "bad.csv", content), adapter, read_map(ANY))
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_all_bad_rows_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    rows = (
        "date,actor,action,eta\n"
        "2016-13-01,A,x,\n"
        '"2016-01-01","A,B",y,2\n'
        "2016-01-01,A\n"
        "\n"
        "soon,A,x,half\n"
    )
    assert refused(tmp_path, rows) == [
        "bad.csv:2:1: date: there is no day 2016-13-01",
        "bad.csv:3:22: eta: expected a probability, found '2'",
        "bad.csv:4:1: expected 4 fields, found 2",
        "bad.csv:6:1: date: 'soon' is not a date such as 2017, 2017-07 or 2017-07-04",
        "bad.csv:6:10: eta: expected a probability, found 'half'",
    ]


def test_what_no_text_holds_is_told_with_its_place(tmp_path: Path) -> None:
    assert refused(tmp_path, b"date,actor,action\n2016,caf\xe9,x\n") == [
        "bad.csv:2:9: byte 0xE9 is not utf-8 text"
    ]
    assert refused(tmp_path, NTI.replace(b"\x96", b"\x81")) == [
        "bad.csv:4:41: byte 0x81 is not cp1252 text"
    ]
    assert refused(tmp_path, b"date,actor,action\n2016,\x00,x\n") == [
        "bad.csv:2:6: character U+0000 does not belong in a text file"
    ]
    assert refused(tmp_path, "date,actor,action\n".encode("utf-16"), "own") == [
        "bad.csv:1:1: the file is UTF-16"
    ]
    assert refused(tmp_path, 'date,actor,action\n2016,"a" b,c\n')[0].startswith(
        "bad.csv:2:1: the row cannot be read"
    )


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    assert "no adapter knows the columns of this file" in refused(tmp_path, "a,b\n1,2\n")[0]
    assert "no adapter knows" in refused(tmp_path, "")[0]
    assert (
        "there is no adapter 'icew' (did you mean 'icews'?)" in refused(tmp_path, ICEWS, "icew")[0]
    )
    assert refused(tmp_path, OWN, "csis") == [
        "bad.csv:1:1: the first line has no column 'type', 'event', 'description'"
    ]
    with pytest.raises(ScenarioError, match=r"nowhere.csv:1:1: cannot be read: No such file"):
        read_ledger("nowhere.csv")


def test_too_many_bad_rows_are_given_up(tmp_path: Path) -> None:
    lines = refused(tmp_path, ICEWS_HEAD + "x\n" * 300)
    assert len(lines) == 101
    assert lines[-1] == "and more; the rest was not read"


def test_a_record_of_a_game_has_an_end(tmp_path: Path) -> None:
    rows = "date,actor,action\n" + "2016,A,x\n" * 10_001
    ledger_map: LedgerMap = read_map(ANY.replace("rules", "group: no\nrules"))
    with pytest.raises(AnalysisError, match="more than 10000 events"):
        read_ledger(written(tmp_path, "long.csv", rows), None, ledger_map)
