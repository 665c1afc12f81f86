"""Linear algebra on one thread, so that times are of one core and do not depend on the load."""

from __future__ import annotations

import os
import sys
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1]))  # some share helpers with the tests
