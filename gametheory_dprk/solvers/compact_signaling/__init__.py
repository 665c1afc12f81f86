"""Parts of what finds an equilibrium of a large signaling game."""
