"""The admin of the catalogue, a module for each noun."""

from catalog.admin import collections, seasons, similar, taxonomy, titles

__all__ = ["collections", "seasons", "similar", "taxonomy", "titles"]
