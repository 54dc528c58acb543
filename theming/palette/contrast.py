"""Contrast as WCAG 2.2 defines it: the ratio of two relative luminances, 1 to 21."""


def luminance(rgb):
    """Relative luminance of (red, green, blue), 0 to 255."""
    red, green, blue = (_linear(channel / 255) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def ratio(front, ground):
    """Of two Colours as a screen shows them; `front` may be translucent, `ground` may not."""
    lighter, darker = sorted((luminance(front.over(ground).rgb), luminance(ground.rgb)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
