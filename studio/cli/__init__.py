"""The command ``lineread``: every room of the studio without a window."""
