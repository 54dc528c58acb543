"""History: what things were, in django-reversion's tables, with a note of whose revision each is."""
