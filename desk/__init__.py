"""TO-Home Desk: the program of the TO-Home office in Turin."""

__version__ = "0.1.0"
