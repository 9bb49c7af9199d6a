from desk.ui import constants as constants  # before the first click on any of them
