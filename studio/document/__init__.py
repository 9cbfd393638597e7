"""The document: what a script is, as frozen values, and the pure edits that change it.

Standard library only. Everything here can be read without knowing any other room.
"""
