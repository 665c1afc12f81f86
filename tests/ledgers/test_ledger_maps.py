from __future__ import annotations

from pathlib import Path

import pytest

from gametheory_dprk.errors import ConsistencyError, GtdError
from gametheory_dprk.ledgers.mapping import read_map
from gametheory_dprk.ledgers.reading import Ledger, read_ledger
from gametheory_dprk.scenario.reader import read
from ledgers.fictional import written

ROWS = """\
date,actor,action
2017-01-01,N,test
2016-01-01,N,talk
2018-01-01,S,hold
2018-01-02,S,wait
"""
FLAGSHIP = "dprk/agreed_framework_1994"


def mapped(folder: Path, rules: str, rows: str = ROWS) -> Ledger:
    ledger_map = read_map(f"ledger: 1\n{rules}")
    return read_ledger(written(folder, "rows.csv", rows), None, ledger_map, read(FLAGSHIP))


def test_the_first_rule_that_fits_holds(tmp_path: Path) -> None:
    found = mapped(
        tmp_path,
        """\
rules:
- {when: {actor: N, action: [test]}, plays: DPRK.provoke, cost: low}
- {when: {actor: N}, plays: DPRK.talk, eta: 1/4}
- {when: {action: h.*}, plays: not US.relief}
- {drop: nothing happened}
""",
    )
    assert [(e.player, e.words) for e in found.events] == [
        ("DPRK", "provoke"),
        ("DPRK", "talk"),
        ("US", "not relief"),
    ]
    assert found.events[0].details == {"cost": "low"}
    assert str(found.events[1].eta) == "1/4"
    assert dict(found.coverage.dropped) == {"nothing happened": 1}


def test_a_pattern_has_to_fit_the_whole_field(tmp_path: Path) -> None:
    found = mapped(tmp_path, "rules: [{when: {action: es}, plays: DPRK.talk}]\n")
    assert found.coverage.unmapped == 4


def test_rows_that_map_nowhere_and_events_out_of_order_are_named(tmp_path: Path) -> None:
    found = mapped(tmp_path, "rules: [{when: {actor: N}, plays: DPRK.talk}]\n")
    assert found.coverage.out_of_order == 1
    with pytest.raises(ConsistencyError) as caught:
        found.record()
    lines = str(caught.value).replace(f"{tmp_path}/", "").splitlines()
    assert lines == [
        "rows.csv:4:1: row 3: no rule fits 2018-01-01 'S hold' (add a rule, or a last one such as "
        "{drop: of no concern here})",
        "rows.csv:5:1: row 4: no rule fits 2018-01-02 'S wait'",
        "rows.csv:3:1: date: 2016-01-01 stands after 2017-01-01, but was before (sort: yes in the "
        "map file)",
    ]


def test_events_are_put_in_order_if_asked(tmp_path: Path) -> None:
    rules = "sort: yes\nrules: [{when: {actor: N}, plays: DPRK.talk}, {drop: others}]\n"
    assert [event.date for event in mapped(tmp_path, rules).record()] == [
        "2016-01-01",
        "2017-01-01",
    ]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("rules: [{plays: DPRK.tolk}]", "has no move 'DPRK.tolk' (did you mean 'DPRK.talk'?)"),
        ("rules: [{plays: talk}]", "2:17: plays: expected PLAYER.move, found 'talk'"),
        ("rules: [{when: {actor: N}}]", "a rule says either plays"),
        ("rules: [{plays: DPRK.talk, drop: x}]", "a rule says either plays"),
        ("rules: [{drop: ''}]", "say why such rows are left out"),
        ("rules: [{when: {action: '('}, drop: x}]", "2:25: when.action: '(' is not a regular"),
        ("rules: [{when: {action: {a: b}}, drop: x}]", "expected a list of codes, or a regular"),
        ("rules: [{when: {actoin: x}, drop: x}]", "no field 'actoin' (did you mean 'action'?)"),
        ("rules: []", "rules"),
        ("sort: maybe\nrules: [{drop: x}]", "expected yes or no, found 'maybe'"),
        ("rules: [{plays: DPRK.talk, eta: 2}]", "eta: 2 is not a probability"),
        ("rules: [{plas: DPRK.talk}]", "unknown key 'plas' (did you mean 'plays'?)"),
    ],
)
def test_bad_maps_are_refused(tmp_path: Path, rules: str, message: str) -> None:
    with pytest.raises(GtdError) as caught:
        mapped(tmp_path, rules + "\n")
    assert message in str(caught.value)


def test_the_map_may_name_the_adapter(tmp_path: Path) -> None:
    with pytest.raises(GtdError, match="no column 'type'"):
        mapped(tmp_path, "adapter: csis\nrules: [{drop: x}]\n")
