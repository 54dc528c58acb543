"""Buildings seen as patterns: a stairwell, and the windows across the yard."""

from streamcms.publishing.artwork.lettering import Box
from streamcms.publishing.artwork.motifs import people
from streamcms.publishing.artwork.palettes import mix, readable
from streamcms.publishing.artwork.schools.brief import HEIGHT, MARGIN, WIDTH, letter, sign


def stairs(canvas, brief):
    """Flights that cross the sheet one below the other, lit from the top; somebody comes up, or down."""
    random, p = brief.random, brief.palette
    lamp = readable(p.ink, p.first, p.light)
    flip = random.choice((-1, 1))
    top_light = canvas.towards((WIDTH / 2, -60), (WIDTH / 2, 840))
    canvas.flood(canvas.wash(top_light, mix(lamp, p.light, 0.4), lamp, mix(lamp, p.ground, 0.55), p.ground))
    flights, climb = 4, 196
    for number in range(flights + 1):
        side = flip * (1 if number % 2 else -1)
        foot_y = number * climb + 70
        shade = mix(mix(p.ground, lamp, 0.3), p.ink, 0.3 + 0.7 * number / flights)
        _flight(canvas, side, foot_y, climb, shade)
        if number == 2:
            with canvas.paint(p.ink) as pen:
                people.walker(pen, WIDTH / 2 + side * 36, foot_y - climb * 0.42, 150, side)
    with canvas.paint(p.ink, airbrush=canvas.towards((0, 500), (0, 830)) * 1.1) as pen:
        pen.box(0, 480, WIDTH, HEIGHT)
    letter(
        canvas,
        brief,
        Box(MARGIN, 836, WIDTH - MARGIN, HEIGHT - 92),
        "gothic",
        p.light,
        stand="bottom",
        largest=210,
        leading=1.1,
    )
    sign(canvas, brief, MARGIN, HEIGHT - 42, lamp, size=30, face="narrow", tracking=0.14)


def _flight(canvas, side, foot_y, climb, colour):
    """A sawtooth from one wall to the other, with its rail."""
    steps = 11
    tread, rise = (WIDTH + 60) / steps, climb / steps
    edge = []
    for step in range(steps + 1):
        x, y = -30 + step * tread, foot_y - step * rise
        edge += [(x, y), (x, y - rise)]
    edge = [(WIDTH - x if side < 0 else x, y) for x, y in edge]
    under = [(x, y + 46) for x, y in (edge[-1], edge[0])]
    with canvas.paint(colour) as pen:
        pen.polygon([*edge, *under])
        rail = [(x, y - 84) for x, y in (edge[0], edge[-1])]
        pen.line(rail, 6)
        for x, y in edge[1::2]:
            pen.line([(x + side * tread / 2, y), (x + side * tread / 2, y - 82)], 2.5)


def facade(canvas, brief):
    """A wall of windows at night. Blinds are down; in one there is light, and a person."""
    random, p = brief.random, brief.palette
    wall = p.ground if p.is_dark else readable(p.light, p.second, p.first, p.ink)
    canvas.flood(canvas.wash(canvas.towards((0, 0), (WIDTH, 860)), wall, mix(wall, p.ink, 0.35)))
    columns, rows = random.choice((3, 4)), 4
    wide, tall = WIDTH / columns, 840 / rows
    chosen = random.randrange(columns), random.randrange(1, rows - 1)
    lamp = next(c for c in (p.first, p.third, p.light) if c not in (wall, p.ink))
    with canvas.paint(mix(wall, p.ink, 0.55)) as pen:
        for number in range(14):
            pen.box(0, number * 62 + 26, WIDTH, number * 62 + 28)
    for row in range(rows):
        for column in range(columns):
            left, top = column * wide + wide * 0.2, row * tall + tall * 0.14
            right, bottom = (column + 1) * wide - wide * 0.2, (row + 1) * tall - tall * 0.12
            _window(canvas, brief, (left, top, right, bottom), wall, lamp if (column, row) == chosen else None)
    with canvas.paint(p.ink) as pen:
        pen.box(0, 838, WIDTH, HEIGHT)
    letter(
        canvas,
        brief,
        Box(MARGIN, 872, WIDTH - MARGIN, HEIGHT - 92),
        "narrow",
        p.light,
        stand="middle",
        largest=170,
        tracking=0.01,
        leading=1.16,
    )
    sign(canvas, brief, MARGIN, HEIGHT - 42, readable(p.ink, lamp), size=28, face="narrow", tracking=0.16)


def _window(canvas, brief, frame, wall, lamp):
    random, p = brief.random, brief.palette
    left, top, right, bottom = frame
    glass = lamp or mix(p.ink, wall, random.choice((0.12, 0.2, 0.3)))
    with canvas.paint(mix(wall, p.light, 0.28)) as pen:
        pen.box(left - 12, bottom, right + 12, bottom + 12)
    with canvas.paint(mix(p.ink, wall, 0.1)) as pen:
        pen.box(left - 7, top - 7, right + 7, bottom)
    with canvas.paint(glass) as pen:
        pen.box(left, top, right, bottom)
    if lamp:
        with canvas.paint(p.light, airbrush=canvas.around((left + right) / 2, top, 0, (bottom - top) * 0.9)) as pen:
            pen.box(left, top, right, bottom)
        with canvas.paint(p.ink) as pen:
            people.man_in_hat(pen, (left + right) / 2 + 8, bottom + (bottom - top) * 0.62, (bottom - top) * 1.42)
        with canvas.paint(wall) as pen:
            pen.box(left - 12, bottom + 12, right + 12, bottom + (bottom - top) * 0.65)
        with canvas.paint(mix(wall, p.light, 0.28)) as pen:
            pen.box(left - 12, bottom, right + 12, bottom + 12)
    blind = random.choice((0.0, 0.3, 0.55, 0.8, 1.0)) if not lamp else 0.14
    with canvas.paint(mix(wall, p.light, 0.16) if not lamp else mix(lamp, p.ink, 0.35)) as pen:
        slats = int((bottom - top) * blind / 9)
        for slat in range(slats):
            pen.box(left, top + slat * 9, right, top + slat * 9 + 6)
    with canvas.paint(mix(p.ink, wall, 0.1)) as pen:
        pen.box((left + right) / 2 - 3, top, (left + right) / 2 + 3, bottom)
        pen.box(left, top + (bottom - top) * 0.46, right, top + (bottom - top) * 0.46 + 5)
