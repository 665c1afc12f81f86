"""Parts of the two-player normal-form solvers."""
