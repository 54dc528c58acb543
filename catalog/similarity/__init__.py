"""PURE. Which titles are like which: weighted features -> nearest others with the parts of their scores.

facts.py says what is known of a title, features.py makes integers of it, scores.py finds the nearest of one title,
blocks.py those of all: by all_pairs.py where there are few titles, else by block.py with bounds from cells.py and
patterns.py; both in processes.py. reasons.py says why, files.py keeps features in files that are memory-mapped.
Integers decide, so results are the same anywhere.
"""
