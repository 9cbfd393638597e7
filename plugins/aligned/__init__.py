"""Aligned text: every word and sound with its samples, for editors, phoneticians and programs."""
