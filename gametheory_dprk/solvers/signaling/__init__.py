"""Parts of what is done for signaling games."""
