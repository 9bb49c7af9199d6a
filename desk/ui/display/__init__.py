"""The display: the numbers called, for everybody in the lobby."""

from desk.ui import constants as constants  # they call Qt for days
