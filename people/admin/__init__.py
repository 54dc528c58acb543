"""The admin of people."""

from people.admin import people

__all__ = ["people"]
