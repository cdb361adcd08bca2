"""A package `tiktoken` that is tokmill.tiktoken, as lib/python/README.md shows it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def source():
    """Return the code of tiktoken/__init__.py in the README."""
    readme = (ROOT / "lib" / "python" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(# tiktoken/__init__\.py\n.*?)```", readme, re.DOTALL)
    assert found, "the README has no tiktoken/__init__.py"
    return found[1]


def write(folder):
    """Write the package into a folder, and return the folder."""
    package = Path(folder) / "tiktoken"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(source(), encoding="utf-8")
    return Path(folder)
