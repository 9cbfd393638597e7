"""Hand-off to Pro Tools, Media Composer, Nuendo and others as AAF."""
