"""The admin of the catalogue, a module for each noun."""

from catalog.admin import collections, health, health_rules, identity, people, seasons, similar, taxonomy, titles

__all__ = ["collections", "health", "health_rules", "identity", "people", "seasons", "similar", "taxonomy", "titles"]
