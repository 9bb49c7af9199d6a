"""The kiosk: what a family touches in the lobby."""
