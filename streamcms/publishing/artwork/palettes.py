"""Palettes by mood, chosen by eye: a picture takes one whole and invents no colour of its own."""

from typing import NamedTuple

Colour = tuple[int, int, int]


class Palette(NamedTuple):
    """Ground is most of the sheet, ink its darkest and light its palest; the other three are the accents."""

    ground: Colour
    ink: Colour
    light: Colour
    first: Colour
    second: Colour
    third: Colour

    @property
    def is_dark(self) -> bool:
        return luminance(self.ground) < 0.32

    @property
    def lettering(self) -> Colour:
        """What can be read on the ground."""
        return self.light if contrast(self.light, self.ground) > contrast(self.ink, self.ground) else self.ink

    @property
    def night(self) -> "Palette":
        """The same six, with a dark ground: for pictures that stand behind words."""
        return self if self.is_dark else self._replace(ground=mix(self.ink, self.first, 0.12), third=self.ground)


def rgb(text: str) -> Colour:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0..1) of the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def luminance(colour: Colour) -> float:
    """Roughly how light it looks, 0..1."""
    red, green, blue = (value / 255 for value in colour)
    return (0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) ** 0.5


def contrast(first: Colour, second: Colour) -> float:
    light, dark = sorted((luminance(first) ** 2, luminance(second) ** 2), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(on: Colour, *choices: Colour) -> Colour:
    """The first choice that stands out from what it is set on, or else the one that does so most."""
    return next((c for c in choices if contrast(c, on) > 3.6), max(choices, key=lambda c: contrast(c, on)))


# ground ink light first second third
_SHEETS = {
    "deco": """
        0f2a33 07161b f3e3bd d9a441 b5482a 3c7a75
        1c1a2b 0d0c16 f2dfc0 d8a24a 8e3b46 4b5d8a
        f0e2c4 1b1a1d fbf3df b8862f 173f3f a53a2a
        3a0f1c 1c060d f4dfc3 e0a458 c14a3b 7b2d3b
        14342c 08180f f2e6c8 cfa85a a8482f 4f7f68
        e3d3bd 231815 faf0de a8442e 2d4654 c9973f
        2a2320 120d0b f1e2c6 d3a04c 7f9a94 a14a35
        243a5e 0d1626 f4e6cb d8b06a c3573f 6f8fae""",
    "agitation": """
        ecdfc6 16130f f7efdd c8281e 16130f 8a8272
        c8281e 17110e f3e6cd 17110e f3e6cd e0a02e
        e6d8b8 1d2124 f5ecd5 d2401f 2b4a57 b59a5b
        1b1b1c 0c0c0c efe3cc d8341f efe3cc 7d7a72""",
    "noir": """
        15171c 07080a ece2cd d9b25f 4b5563 a8321f
        0f1a24 060b10 e6e0d0 c9d1c4 35536b d0512e
        1e1512 0b0706 f0dfc2 c6803a 5a3a2b 8d1f1a
        20242a 0a0c0f e9e6df e3c64d 5c656f b7bcc0
        12211f 060c0b e7e3cd c8b25a 3f5f58 b8452e""",
    "pulp": """
        12263f 0a1220 f6e7c1 f2a33a e4572e 2f9c95
        2b1638 140a1c f8e6c4 f26b4e f6bf4f 4aa39a
        0d3b3e 062022 f7e8c8 f07f3c e9c46a c8553d
        e9d8a6 1a1d2b faf1d8 d1495b 1f4e5f edae49
        b4381f 1e0d0b f8e3b9 f4b942 1d4e5c f7dca1""",
    "frontier": """
        e8b25e 2b1410 f8e6bd c2502a 7c2b1c f3d08a
        d9713a 26100d f9e2b4 f2b45a 8a2f1f 5b1f1d
        f0d9a8 2a1a14 faf0d2 b5532f 5f7d78 d99b4a
        6e9aa0 1f2322 f6e8c6 d9843f a8452c ead3a0""",
    "dread": """
        10151a 05070a d9dccb 8fae9b 3b4f52 b3202a
        1a0d12 080406 ecdcc6 b51f2b 5b1a25 d9a25b
        17231d 070c09 dfe3c6 9fb45a 36513d c9412c
        231a30 0b0812 e8ddd0 9a7bb0 4a3763 e0b04a
        b31b1b 0f0808 f2e3cc 0f0808 6e0f12 f2b84b""",
    "merry": """
        f7ead0 1f2430 fffaf0 ef5b3c 2a9d8f f4b83f
        fbd7c4 2a1f3d fff6ec e4495f 3f5fb0 f6b63c
        cfe5dc 1d2b3a fdf8ea f2654a 2f6fb0 f5c445
        f5c445 1c2333 fff5dc e5482f 1f7a8c f7eede
        f26d5b 26203a fff1de ffcf56 2d4a8a f9dcc4
        2a7f86 0f2430 fbf1da f6bd4b ef6f51 cde3d3""",
    "cut paper": """
        e2502a 14110f f6ead2 14110f f6ead2 b5371a
        e9b23c 15130f faf1d8 15130f d2452a faf1d8
        2c6e7f 101416 f2e9d3 101416 e8873a f2e9d3
        f1e6cf 161412 fbf5e6 d23c2a 161412 5c7f8c
        6f2a5b 140a12 f4e3d0 140a12 ef8a3c f4e3d0""",
    "grid": """
        f2efe6 141414 ffffff e2231a 141414 b9b4a7
        e2231a 141210 f7f2e8 f7f2e8 141210 f2a3a0
        f0c419 15140f fbf7ea 15140f fbf7ea e2231a
        1f3f94 0d1330 f3f1e8 f3f1e8 f25b3a 8fb0e6
        dfe6e2 10201d fafbf7 0e6b4f 10201d e8643c""",
    "blue hour": """
        1d5c8f 0a1a2b f2ead6 7fb8d8 0a1a2b f0b93a
        d9622b 1b0f0b f6e8cf f2b24c 1b0f0b 8a2b1a
        3c6b4f 0e1a14 f1ecd6 a7c08a 0e1a14 e6a93c
        ece3cd 14151a fbf6e8 c2412d 14151a 3b6f91
        5c4a8a 15102a f2e7d9 c8a8d8 15102a f08a4b""",
    "gouache": """
        e8d9b9 1c1a1d f6ecd4 c33b2b 2e5d5a e0a23d
        20343d 0c1519 eadfc4 d8572f d9a441 7fa39a
        d98c3f 24140f f6e5c1 7a2424 1f4a4f f0c56b
        b9c4b0 1b211e f1eedb b13d2e 31504a d9a34a
        4a1f2d 1a090f f0dcc2 e0633a e3b05b 7d8f7a""",
    "voyage": """
        f3d9a4 122a3a fdf1d4 e4703c 1f6f80 0f4258
        8fc1bd 11303a fbf0d6 f08a4b 23707f 134552
        f2b27a 2a1a33 fdebd0 d9524e 6b3f6b 3a2a55
        cfdcd6 18282f fbf7e8 d9633c 5b8a8f 2f5a66
        16324a 081521 f8e8c6 f0a24b 2f7f8c 1d5468""",
    "quiet": """
        e9e4d8 1b1b1b fbfaf5 b5382a 1b1b1b a9a294
        c9d3cf 16211f f6f8f5 d2512f 29433f 8fa39d
        23303a 0d1317 ece7da e0a94b 5a7382 c5523b
        d9b8a0 2a1613 fbf0e6 a33a2a 4c2a26 f0d9c6
        b23a2e 210b09 f7e9d8 f2d7b6 210b09 e07a5f
        efc862 221a0b fdf6e0 2b2418 c04a2b fdf6e0""",
    "tender": """
        f3d4c6 3a1420 fdf2ea d1495b 8a2a44 f2a07b
        3b1a34 180915 f7dfd2 e66a6f f2a57c 7c3159
        f0e0cf 2b2233 fdf7ee c8475a 4c5a8c e8a866
        1f2f4f 0b1222 f5e4d3 f08f7a e2b36b 5b6fa0""",
    "iron": """
        2c3a34 0f1512 e9e0c5 c8b06a 586b5a c23b22
        d6c79d 1c1d17 f1e8cb a8432c 4e5a3f 8a7c4f
        3a4652 12171c e8e2d1 d9a441 6f7f8c b33a2a
        b9402a 1a0d0a f0e0c0 1a0d0a e3a34a 6e2418""",
    "toybox": """
        bfe3ea 23324a fffaf0 ff8a5b 5fb58c ffd166
        ffd9a8 3a2450 fff7ea f2617a 6a5acd ffb84d
        1f3b73 0f1b3a fff3d9 ffb347 4aa5a0 f2667a
        d7ecc4 21402f fffbe9 f58549 4f9d69 f7c548""",
    "riso": """
        f4efe6 1d1b22 fffdf8 ff5a4e 3a5bd9 f6b5c3
        14213d 0a1020 fbf5ea fca311 e85d75 4a7fb5
        e7e0f0 241b3a fdfbff 7b5ad9 ff8c61 3fb8a9
        0f2e2c 061615 f4efdc 3fb28f f2c14e f4714f""",
    "wonder": """
        1b2a4a 0a1022 f4e7c6 d9a94a 6f7fb8 8e4a7d
        2f2350 110b22 f5e3cf f0a35c b55a8a 5c8fb0
        0f3a3f 061a1d f2ead0 e0b45a 4f9a94 c8633f""",
}

PALETTES = {
    mood: tuple(Palette(*map(rgb, line.split())) for line in sheets.strip().splitlines())
    for mood, sheets in _SHEETS.items()
}
