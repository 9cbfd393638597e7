"""The timeline: every line as a waveform on its character's track, and the hand tools of time.

Rooms: ``scale`` (samples and pixels), ``waves`` (clips as arrays and columns), ``moves`` (what a drag does
to the document; no Qt in these three), ``strip`` and ``items`` (drawing), ``canvas`` (the view),
``gestures`` (the mouse), ``headers`` (the tracks at the left), ``actions`` (the commands), ``panel``.
"""
