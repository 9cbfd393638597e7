"""Hand-off to Bitwig, Studio One, Cubase and others as DAWproject."""
