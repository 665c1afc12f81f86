"""Families evaluated at many points at once."""
