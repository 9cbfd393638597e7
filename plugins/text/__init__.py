"""Scripts as text: the project's own script, in and out, and Fountain screenplays in."""
