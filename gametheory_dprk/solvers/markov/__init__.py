"""Parts of the solvers of stochastic games."""
