"""Parts of what is done for trees."""
