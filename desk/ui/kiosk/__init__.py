"""The kiosk: what a family touches in the lobby."""

from desk.ui import constants as constants  # they call Qt for days
