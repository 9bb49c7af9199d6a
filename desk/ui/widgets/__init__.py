"""The kit: one small file per kind of control."""

from desk.ui import constants as constants  # before the first click on any of them
