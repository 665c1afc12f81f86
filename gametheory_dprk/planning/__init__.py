"""How a game is matched with a solver, and how what it finds is certified and judged."""
