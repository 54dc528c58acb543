"""Things that are drawn in more than one picture; each takes a pen and a place, and knows nothing of colour."""
