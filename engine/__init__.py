"""The speech engine: a process of its own that turns directed text into audio.

Nothing here knows the studio. The studio starts ``python -m engine.worker`` and talks to it through
the messages of :mod:`engine.protocol`; it may also read :mod:`engine.catalogue` and :mod:`engine.plan`,
which are light and load no model.

Nothing that is spoken here leaves the machine. onnxruntime reports its use to its maker over the network, and leaves a
number in the user's cache to be known by, unless the environment says no before it is loaded; so it says no here.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
