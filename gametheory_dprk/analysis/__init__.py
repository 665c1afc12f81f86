"""Questions over solved games: claims, checks of what scenarios promise, rival hypotheses."""
