"""Finding the words of a line in its finished audio, by aligning it with the embedded voice saying the same."""
