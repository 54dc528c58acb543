"""Text search: how it is stored (index.py), spelled and compared (words.py), asked and ranked (find.py)."""
