"""`gtd atlas`: every equilibrium as formulas, with the region of parameters where it exists."""

from __future__ import annotations

import click

from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.run import Run

LIMIT = 5


@click.command("atlas")
@scenario_argument
@parameter_option
@common_options()
def COMMAND(run: Run, scenario: str, parameters: tuple[tuple[str, str], ...]) -> int:  # noqa: N802
    """Derive every equilibrium as formulas, and where it exists.

    For signaling games, and trees that are one once what follows the responses is folded. -p fixes
    parameters at numbers. With -o OUT.json the proofs are written too; gtd verify rechecks them.
    """
    from gametheory_dprk.analysis.atlas.atlas import atlas
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.report.atlas import atlas_report

    model = read_scenario(scenario)
    values = read_values(model, parameters)
    fixed = {name: values[name] for name, _ in parameters}
    found = atlas(model, fixed=fixed, budget=run.budget)
    run.emit(atlas_report(found, model, fixed))
    return LIMIT if found.limit is not None else 0
