"""`python -m gametheory_dprk` is the command `gtd`."""

from __future__ import annotations

from gametheory_dprk.cli import main

if __name__ == "__main__":
    main()
