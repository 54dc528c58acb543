"""What measures pages in a real browser: the site under load, inputs, paint, script time."""
