"""Families of equilibria of signaling games: cases, what they require, and their closed forms."""
