"""Game packs: a file per line, a manifest, the tables of engines, and lip-sync."""
