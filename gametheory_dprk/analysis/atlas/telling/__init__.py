"""Families, conditions and thresholds in words."""
