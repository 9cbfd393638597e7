"""Audacity: label tracks, and a list of files that opens as tracks."""
