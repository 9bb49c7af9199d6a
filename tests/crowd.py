"""Bars in seconds on a machine that others use."""

import os


def crowd() -> float:
    """How many programs want each processor, at least one: a crowded machine is slower at everything."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
