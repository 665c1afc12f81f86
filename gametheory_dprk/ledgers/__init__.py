"""Ledgers of events: files of dated rows, read one at a time and mapped to moves of a scenario."""
