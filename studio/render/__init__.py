"""From lines to takes: what a line asks of an engine, which takes there are, and who speaks when."""
