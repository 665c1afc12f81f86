"""Games in files of other programs, and as scenario files: one module a format, with a `SPEC`."""
