"""Podcasts: transcript and chapters as feeds and players read them."""
