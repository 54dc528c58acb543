"""Jobs: what `tick` does when it is due, and what became of it last."""
