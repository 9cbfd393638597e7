"""Stems: a file per character, all from zero and of one length, the mix that is their sum, and every line."""
