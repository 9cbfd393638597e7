"""Hearing a project: a transport whose sample counter is the truth, and thin shells around audio devices.

No window in here. A device asks :meth:`studio.playback.transport.Transport.render` for the next samples; tests
ask it by hand and compare what comes with what an export contains.
"""
