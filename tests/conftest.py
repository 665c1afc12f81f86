"""Puts this folder on the path, so that tests of several parts can share example games."""
