"""The shipped scenarios: data, installed as `gametheory_dprk.library`."""
