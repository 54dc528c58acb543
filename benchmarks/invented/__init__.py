"""Catalogues that nobody made: titles with the distributions of real ones, the same for the same seed."""
