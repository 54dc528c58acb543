"""Ways of composing a poster, a movement or a genre to a function: it takes a canvas of 720 x 1080 and a brief."""
