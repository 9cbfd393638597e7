"""Interactive stories in: Ink and Twine, as far as lines and speakers go."""
