"""Lineread: a script is the document, speech is derived from it."""

VERSION = "0.1.0"
