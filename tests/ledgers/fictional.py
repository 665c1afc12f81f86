"""Small ledgers in public formats. Every row is invented; no country or event is meant."""

from __future__ import annotations

from pathlib import Path

OWN = """\
date,date_precision,actor,target,action,cost,reversible,observable,source,eta
2016-09-05,month,Norland,Sudland,provoke,low,no,yes,@gazette,
2017-07-04,day,Norland,Sudland,"talk, loudly",none,yes,yes,@gazette,1/10
2018,,Sudland,Norland,hold,low,yes,yes,@gazette,
"""

CSIS = '''\
date,type,event,description
2031-02-01,Missile,Kite flown,"A kite, red, flown ""high"""
2/9/2031,Talks,Tea offered,"Tea and
biscuits"
2031-03-01,Drill,Fireworks,Rehearsal
'''

NTI = (
    "F1,Date,Date Entered/Updated,Missile Name,Missile Type,Test Outcome,Additional Information\n"
    "1,Sep-84,1-Jan-20,Kite-A,KITE,Success,Launched from a caf\u00e9\n"
    "2,4-Jul-17,1-Jan-20,Kite-B,KITE,Failure,\n"
    "3,4-Jul-17,1-Jan-20,Kite-B,KITE,Success,\u2013\n"
).encode("cp1252")

ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tTarget Name\t"
    "Target Country\tPublisher\n"
)
ICEWS = (
    f"{ICEWS_HEAD}"
    'x1\t2016-05-01\tBaker "Bo"\tNorland\tMake statement\t010\tMiller\tSudland\tGazette\n'
    "x1\t5/2/2017\tBaker\tNorland\tThreaten\t0138\tMiller\tSudland\tGazette\n"
)

DYADS = "ccode1,ccode2,decade,sq,cd,sf,bd\n1,2,1,100,2,1,0\n"


def gdelt_row(day: str, code: str, links: bool = True) -> str:
    """One row of GDELT 1.0, with or without its link."""
    cells = [""] * (58 if links else 57)
    cells[0], cells[1], cells[7], cells[17], cells[26] = "7", day, "NOR", "SUD", code
    return "\t".join(cells) + "\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with some content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
