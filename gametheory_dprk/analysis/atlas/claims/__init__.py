"""Claims about equilibria, decided over all parameter values."""
