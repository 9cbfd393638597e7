"""Hand-off to REAPER as a project."""
