"""Text with markup: Markdown in, SSML in and out."""
