"""The contrast ratio of two colors, from 1 to 21, as defined by WCAG 2.2."""


def luminance(red, green, blue):
    """The relative luminance of a color whose channels are 0 to 255."""
    channels = [c / 255 for c in (red, green, blue)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast of two colors, each given as three channels."""
    dark, light = sorted((luminance(*one), luminance(*other)))
    return (light + 0.05) / (dark + 0.05)
