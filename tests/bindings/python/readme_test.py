"""The examples of the README run, and those of the page on engines, if the engine is installed."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

README = (ROOT / "lib" / "python" / "README.md").read_text(encoding="utf-8")
EXAMPLES = [code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if not code.startswith("# tiktoken/")]

ENGINES = (ROOT / "lib" / "python" / "engines.md").read_text(encoding="utf-8")
ENGINE_EXAMPLES = dict(re.findall(r"\n## (\w+)\n+```python\n(.*?)```", ENGINES, re.DOTALL))


@pytest.mark.parametrize("code", EXAMPLES)
def test_example(code):
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("engine", ENGINE_EXAMPLES)
def test_example_of_an_engine(engine):
    code = ENGINE_EXAMPLES[engine]
    for module in re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE):
        pytest.importorskip(module)
    if engine == "Spark" and not shutil.which("java"):
        pytest.skip("java is not installed")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300, env=environment)


def test_all_examples_are_found():
    assert len(EXAMPLES) >= 5
    assert set(ENGINE_EXAMPLES) == {"Polars", "pandas", "Dask", "DataFusion", "Spark", "PyArrow"}
    assert all("assert" in code for code in [*EXAMPLES, *ENGINE_EXAMPLES.values()])
