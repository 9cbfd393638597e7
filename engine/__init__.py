"""The speech engine: a process of its own that turns directed text into audio.

Nothing here knows the studio. The studio starts ``python -m engine.worker`` and talks to it through
the messages of :mod:`engine.protocol`; it may also read :mod:`engine.catalogue` and :mod:`engine.plan`,
which are light and load no model.
"""
