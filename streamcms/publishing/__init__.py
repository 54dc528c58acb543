"""The ground floor: who may see what and when, where a value came from, pictures, what changed."""
