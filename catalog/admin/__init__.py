"""The admin of the catalogue, a module for each noun."""

from catalog.admin import collections, identity, seasons, similar, taxonomy, titles

__all__ = ["collections", "identity", "seasons", "similar", "taxonomy", "titles"]
