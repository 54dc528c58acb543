"""Places without words, a place to a function: each takes a canvas of any wide shape and a brief."""
