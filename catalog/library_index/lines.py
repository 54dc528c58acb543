"""PURE. Many short texts in one run of bytes, found by number without an object for each."""

from typing import NamedTuple

import numpy as np


class Lines(NamedTuple):
    """`blob` is UTF-8 with a newline after each text; text i is blob[starts[i]:starts[i + 1] - 1]. `starts`: n + 1."""

    blob: bytes
    starts: np.ndarray

    @classmethod
    def of(cls, texts):
        encoded = [text.encode() for text in texts]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) + 1 for text in encoded], out=starts[1:]) if encoded else None
        return cls(b"".join([text + b"\n" for text in encoded]), starts)

    def __call__(self, row):
        """One text."""
        return self.blob[self.starts[row] : self.starts[row + 1] - 1].decode()

    def take(self, rows):
        """Those texts, in that order, as Lines."""
        lengths = (self.starts[1:] - self.starts[:-1])[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        # For each byte of the result the byte of the blob that it is.
        places = np.arange(starts[-1]) + np.repeat(self.starts[:-1][rows] - starts[:-1], lengths)
        return Lines(np.frombuffer(self.blob, np.uint8)[places].tobytes(), starts)

    def followed_by(self, other):
        return Lines(self.blob + other.blob, np.concatenate((self.starts, other.starts[1:] + self.starts[-1])))

    def rows_at(self, places):
        """The text that each of these places in the blob lies in."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def texts(self):
        """All of them, as a list: for what needs each."""
        ends = (self.starts[1:] - 1).tolist()
        return [self.blob[start:end].decode() for start, end in zip(self.starts[:-1].tolist(), ends, strict=True)]
