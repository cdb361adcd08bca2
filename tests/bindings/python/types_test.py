"""The types of the package: mypy in strict mode, and whether the stubs say what the module has."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import tokmill
from tokmill import _analysis, _native

PACKAGE = Path(tokmill.__file__).parent
PROGRAM = """
import numpy as np
import tokmill
import tokmill.tiktoken as tiktoken

encoding = tokmill.encoding("o200k_base")
count: int = encoding.count("a")
ids: list[int] = encoding.encode(b"a", special="allow")
counts: list[int | None] = encoding.count_batch(["a", b"b", None], threads=2)
array: np.typing.NDArray[np.int64] = encoding.count_batch(np.array(["a"]), result="numpy")
column: tokmill.ArrowColumn = encoding.encode_batch(["a"], result="arrow")
flat, offsets = encoding.encode_batch(iter(["a"]), result="numpy")
part: str = encoding.truncate("a", 1)
text: str = encoding.decode(flat)
chunks: list[tokmill.Chunk] = encoding.chunk("a", 5, boundaries=["sentence"])
model = tokmill.encoding_for_model("gpt-4o")
exact: bool = model.exact
grown = tokmill.AppendableCounter(encoding)
grown.append(b"a")
size: int = grown.size + grown.count() + tokmill.IntervalCounter(encoding, "a").count(0, -1)
survey = tokmill.languages(encoding, {"en": "a", "de": ["a", "b"]}, threads=2)
premium: float | None = survey.rows[0].premium

old: tiktoken.Encoding = tiktoken.get_encoding("gpt2")
old_ids: list[int] = old.encode("a", allowed_special={"<|endoftext|>"}, disallowed_special=())
old_text: str = old.decode(old_ids, errors="strict")
ranks: dict[bytes, int] = old._mergeable_ranks
names: set[str] = old.special_tokens_set
made = tiktoken.Encoding("a", pat_str=".", mergeable_ranks=ranks, special_tokens={})
"""
WRONG = [
    "tokmill.encoding('gpt2').count(5)",
    "tokmill.encoding('gpt2').count('a', special='nonsense')",
    "tokmill.encoding('gpt2').truncate('a')",
    "tiktoken.get_encoding('gpt2').encode(5)",
    "tiktoken.get_encoding('gpt2').encode('a', allowed_special=['a'])",
    "tiktoken.get_encoding('gpt2').nonsense",
    "x: str = tokmill.encoding('gpt2').count('a')",
]


def mypy(folder, *arguments):
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-incremental", *arguments], cwd=folder,
                          capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def test_the_package_in_strict_mode(tmp_path):
    status, output = mypy(tmp_path, "-p", "tokmill")
    assert status == 0, output


def test_a_program(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    status, output = mypy(tmp_path, "program.py")
    assert status == 0, output


def test_errors_are_found(tmp_path):
    for number, line in enumerate(WRONG):
        (tmp_path / f"wrong{number}.py").write_text(f"import tokmill\nfrom tokmill import tiktoken\n\n{line}\n")
    _, output = mypy(tmp_path, ".")
    assert [f"wrong{number}.py:4: error" in output for number in range(len(WRONG))] == [True] * len(WRONG), output


def test_the_program_runs(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    subprocess.run([sys.executable, "program.py"], cwd=tmp_path, check=True, timeout=60)


def stub_members(module):
    """Yield the qualified name of each class, function and method of the stub, and its parameters."""
    stub = PACKAGE / f"{module.__name__.split('.')[-1]}.pyi"
    for node in ast.parse(stub.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, parameters(node)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_Arrow"):
            yield node.name, None
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    yield f"{node.name}.{member.name}", parameters(member)


def parameters(node):
    return [argument.arg for argument in node.args.posonlyargs + node.args.args + node.args.kwonlyargs]


def runtime(module, name):
    found = module
    for part in name.split("."):
        found = getattr(found, part)
    return found


@pytest.mark.parametrize(("module", "least"), [(_native, 60), (_analysis, 6)])
def test_the_stubs_are_those_of_the_modules(module, least):
    stub = dict(stub_members(module))
    assert len(stub) >= least
    for name, expected in stub.items():
        member = runtime(module, name)
        try:
            signature = inspect.signature(member)
        except (TypeError, ValueError):
            continue
        # The functions of nanobind do not tell their parameters.
        if expected is not None and list(signature.parameters) != ["args", "kwargs"]:
            assert list(signature.parameters) == expected, name
    names = [name for name in dir(module) if not name.startswith("_")]
    for name in list(names):
        if isinstance(getattr(module, name), type):
            names += [f"{name}.{member}" for member in vars(getattr(module, name)) if not member.startswith("_")]
    assert [name for name in names if name not in stub and name != "version"] == []
