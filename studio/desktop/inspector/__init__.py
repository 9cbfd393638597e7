"""Directing: the panels that say how a line is spoken, who speaks it, and how its words are said."""
