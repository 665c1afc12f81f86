"""Parts of the refinements of beliefs after unsent signals."""
