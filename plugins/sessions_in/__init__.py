"""Sessions back in: what a mixer moved, turned up or muted returns to the project."""
