"""Extensive games read from nested nodes or from a list of stages."""
