"""PURE. Posters become one picture, a slanted wall of them that fades into nothing; the same ones, the same bytes."""
