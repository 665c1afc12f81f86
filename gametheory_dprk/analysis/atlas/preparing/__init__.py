"""What an atlas is made from: assumptions, parts of the parameter space, games that are folded."""
