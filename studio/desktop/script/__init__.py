"""The script editor: the document as rows that are read at a glance and written in place."""
