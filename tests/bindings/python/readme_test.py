"""The examples of the README run."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

README = (ROOT / "lib" / "python" / "README.md").read_text(encoding="utf-8")
EXAMPLES = [code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if not code.startswith("# tiktoken/")]


@pytest.mark.parametrize("code", EXAMPLES)
def test_example(code):
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_all_examples_are_found():
    assert len(EXAMPLES) >= 5
    assert all("assert" in code for code in EXAMPLES)
