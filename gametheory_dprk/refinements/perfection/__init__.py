"""Parts of the trembling-hand refinement."""
