"""Formats: one file each; a module that exports `SPEC` is a plug-in."""
