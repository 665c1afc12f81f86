"""Exact phase diagrams: which families exist where on a plane of two parameters."""
