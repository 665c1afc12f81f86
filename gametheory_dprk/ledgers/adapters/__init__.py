"""Formats of ledgers, one a module, each exporting `SPEC`."""
