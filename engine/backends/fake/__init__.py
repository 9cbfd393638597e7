"""A real backend without a model: tones whose length, level and pitch follow the controls.

It is deterministic, quick and honest about what it was told, so that everything around an engine can be
tried without one. It can be told to delay, fail or crash by voice settings.
"""
