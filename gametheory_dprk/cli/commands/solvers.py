"""`gtd solvers`: what solves what."""

from __future__ import annotations

import click

from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run


@click.command("solvers")
@common_options()
def COMMAND(run: Run) -> None:  # noqa: N802
    """Tell what solves what: solvers, concepts, refinements."""
    from gametheory_dprk.report.solvers import solvers_report

    run.emit(solvers_report())
