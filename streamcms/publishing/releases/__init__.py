"""Releases: what becomes public together, at one moment, and goes back together."""
