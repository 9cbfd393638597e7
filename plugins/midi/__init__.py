"""MIDI: words as lyrics and guide notes on a tempo map, a track per character."""
