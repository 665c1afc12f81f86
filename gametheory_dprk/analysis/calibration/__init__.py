"""Whether posteriors mean what they say: records simulated where the truth is known."""
