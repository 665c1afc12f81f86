"""Kernels: arrays in, arrays out. Imported only by what is itself imported lazily."""
