"""The symbolic atlas: every equilibrium of a game as formulas, with proofs."""
