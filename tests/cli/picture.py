"""Reads the pictures that --svg writes."""

import xml.etree.ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def read_picture(content):
    """Parse a picture. Return its title, its description, and its texts in order with their classes."""
    root = xml.etree.ElementTree.fromstring(content)
    texts = [("".join(text.itertext()), text.get("class", "")) for text in root.iter(SVG + "text")]
    return root.findtext(SVG + "title"), root.findtext(SVG + "desc"), texts


def boxes(content, classes):
    """Return x and width of each box of one of these classes, in order."""
    root = xml.etree.ElementTree.fromstring(content)
    return [(float(box.get("x")), float(box.get("width"))) for box in root.iter(SVG + "rect") if box.get("class") in classes]
