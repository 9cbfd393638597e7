"""A folder of sounds that people spoke, by line id: takes beside those of the engine."""
