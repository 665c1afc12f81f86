"""Pictures of games: a layout makes marks, a writer turns marks into SVG or TikZ."""
