"""Results written for people and for programs: one file a format.

A command makes one `Report`; every format in `report.formats` writes the same report.
"""
