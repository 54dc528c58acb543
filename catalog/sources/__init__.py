"""Parsers of what comes in: TMDB, IMDb, OMDb, our own JSON -> records. Pure: no database, no network."""
