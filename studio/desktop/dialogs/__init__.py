"""Sheets that ask before something happens: import, export, recovery."""
