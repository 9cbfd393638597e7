"""Exporters and importers. Each folder is one plug-in; :mod:`plugins.api` is the only door they use."""
