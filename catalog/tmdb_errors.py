"""What can go wrong with TMDB, as far as the person who runs the import can act on it. Messages are sentences."""


class TmdbError(Exception):
    """TMDB did not give what was asked for."""


class NotFound(TmdbError):
    """TMDB has no such id, or no longer."""


class Unauthorised(TmdbError):
    """The token is missing or refused: nothing else will work either."""


class Unavailable(TmdbError):
    """No answer after all attempts. Asking again later may help."""


class UnusableAnswer(TmdbError):
    """An answer that asking again will not mend."""
