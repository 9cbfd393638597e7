"""The window's strings in other languages: ``.ts`` is edited, ``.qm`` is what the program loads."""
