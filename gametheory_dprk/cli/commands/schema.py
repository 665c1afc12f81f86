"""`gtd schema`: JSON Schema of scenario files, for editors."""

from __future__ import annotations

import json

import click

from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run


@click.command("schema")
@common_options("json")
def COMMAND(run: Run) -> None:  # noqa: N802
    """Write the JSON Schema of scenario files, for editors."""
    from gametheory_dprk.scenario.schema import json_schema

    run.emit_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
