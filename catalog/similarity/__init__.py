"""PURE. Which titles are like which: weighted features -> nearest others with the parts of their scores.

facts.py says what is known of a title, features.py makes integers of it, scores.py finds the nearest of one title,
blocks.py those of all: by block.py with bounds from chunks.py, in processes.py. reasons.py says why, files.py keeps
features in files that are memory-mapped.
Integers decide, so results are the same anywhere.
"""
