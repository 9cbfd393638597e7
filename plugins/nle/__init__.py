"""Video editors: OpenTimelineIO, Final Cut XML of both kinds and edit lists, with media that begins on a frame."""
