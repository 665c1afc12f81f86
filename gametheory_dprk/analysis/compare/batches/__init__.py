"""Likelihoods at many parameter points at once, in floating point."""
