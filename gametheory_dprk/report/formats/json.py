"""JSON: the document, as the contract with programs describes it."""

from __future__ import annotations

import json

from gametheory_dprk.report.blocks import Report
from gametheory_dprk.report.formats.spec import FormatSpec, Page


def write(report: Report, page: Page) -> str:
    """Write the document in the order in which it was made: same input, same bytes."""
    return json.dumps(report.document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


SPEC = FormatSpec("json", (".json",), write, "one document for programs")
