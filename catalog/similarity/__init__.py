"""PURE. Which titles are like which: weighted features -> nearest others with the parts of their scores.

facts.py says what is known of a title, features.py makes integers of it, scores.py finds the nearest, reasons.py says
why, files.py keeps features in files that are memory-mapped. Integers throughout, so results are the same anywhere.
"""
