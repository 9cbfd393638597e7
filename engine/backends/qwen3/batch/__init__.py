"""Many lines at once: continuous batching of frames, with a random state, settings and an end for each row."""
