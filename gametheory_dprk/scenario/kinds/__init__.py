"""The kinds of games a scenario can describe: one module each, exporting `SPEC`."""
