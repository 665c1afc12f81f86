"""Scenario files: YAML text read into checked data, every error told at once with its place."""
