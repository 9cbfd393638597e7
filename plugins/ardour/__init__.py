"""Hand-off to Ardour and Mixbus as a session."""
