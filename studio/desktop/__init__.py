"""The window. The only room that knows Qt; it has no logic of its own about documents, states or time."""
