"""What an editor chooses of a backdrop, and the range of each choice."""

from dataclasses import asdict, dataclass

FADES = ("edges", "oval", "down", "none")
# name -> (least, most): whole numbers all, so that a slider and a database hold them exactly.
RANGES = {
    "columns": (7, 16),
    "angle": (-30, 30),
    "gap": (2, 40),
    "radius": (0, 50),
    "blur": (0, 40),
    "seed": (0, 9999),
}


@dataclass(frozen=True, slots=True)
class Look:
    """`columns`: posters across the middle; `angle`: degrees clockwise; `gap`, `radius`: hundredths of a poster's
    width; `blur`: pixels in a picture 1920 wide; `focus`: x, y in 0..1, about which the wall stands and fades least."""

    columns: int = 9
    angle: int = -14
    gap: int = 9
    radius: int = 5
    blur: int = 0
    fade: str = "edges"
    focus: tuple[float, float] = (0.5, 0.5)
    seed: int = 1
    # Of how many hang, not of an editor's taste:
    is_staggered: bool = True  # every second column hangs half a poster lower
    shift: float = 0.0  # columns to the right
    zoom: float = 1.0

    def __post_init__(self):
        for name, (least, most) in RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is {getattr(self, name)}; it lies between {least} and {most}")
        if self.fade not in FADES:
            raise ValueError(f"fade is {self.fade!r}; it is one of {', '.join(FADES)}")

    def as_text(self):
        """The same for equal looks, for hashing."""
        return repr(sorted(asdict(self).items()))
