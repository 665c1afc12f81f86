"""Whether posteriors mean what they say: records simulated where the truth is known."""

from gametheory_dprk.analysis.calibration.calibrating import Calibration, calibrate
from gametheory_dprk.analysis.calibration.study import Study

__all__ = ["Calibration", "Study", "calibrate"]
