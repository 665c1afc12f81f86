"""Parts of the support enumeration for any number of players."""
