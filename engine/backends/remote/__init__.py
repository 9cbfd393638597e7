"""Speaks through any server that offers OpenAI's speech interface: a GPU machine in the next room, or a service.

The model runs elsewhere; what a line needs beside it (pauses, exact speed, pitch, volume, joins, checks) is done
here, so that a line sounds the same whichever server speaks it.
"""
