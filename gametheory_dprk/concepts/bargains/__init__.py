"""Parts of the checkers of bargaining games."""
