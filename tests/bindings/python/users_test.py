"""Programs that were written for tiktoken, on a package `tiktoken` that is tokmill.tiktoken: their output is the same.

They are in a virtual environment of their own, which pip fills with about 150 MB.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shim

REQUIREMENTS = ["langchain-text-splitters", "llama-index-core", "ttok"]
FOLDER = Path(shim.ROOT) / "build" / "python" / "users"

TEXT = 'text = "It rained. We left early.\\n\\nOnly the dog came, \\u4f60\\u597d! " * 40\n'
PROGRAMS = {
    "langchain tokens": TEXT + """
from langchain_text_splitters import TokenTextSplitter
print(TokenTextSplitter(encoding_name="cl100k_base", chunk_size=20, chunk_overlap=5).split_text(text))
print(TokenTextSplitter(model_name="gpt-4o", chunk_size=7, chunk_overlap=0).split_text(text))
""",
    "langchain characters": TEXT + """
from langchain_text_splitters import CharacterTextSplitter, RecursiveCharacterTextSplitter
for splitter in (CharacterTextSplitter, RecursiveCharacterTextSplitter):
    print(splitter.from_tiktoken_encoder(model_name="gpt-4", chunk_size=50, chunk_overlap=10).split_text(text))
try:
    TokenTextSplitter = RecursiveCharacterTextSplitter.from_tiktoken_encoder(encoding_name="p50k_base", chunk_size=9,
                                                                            chunk_overlap=0)
    print(TokenTextSplitter.split_text("a <|endoftext|> b " * 20))
except ValueError as error:
    print(error)
""",
    "llama-index": TEXT + """
from llama_index.core.callbacks import TokenCountingHandler
from llama_index.core.node_parser import SentenceSplitter, TokenTextSplitter
from llama_index.core.utilities.token_counting import TokenCounter
from llama_index.core.utils import get_tokenizer
print(get_tokenizer()(text)[:50], TokenCounter().get_string_tokens(text))
print(SentenceSplitter(chunk_size=40, chunk_overlap=5).split_text(text))
print(TokenTextSplitter(chunk_size=40, chunk_overlap=5).split_text(text))
print(TokenCountingHandler().total_embedding_token_count)
""",
    "ttok": """
import io, sys
from click.testing import CliRunner
from ttok.cli import cli
for arguments in (["hello world"], ["-t", "2", "one two three"], ["--encode", "hello world"], ["hello", "-m", "gpt-4o"],
                  ["--decode", "9906", "1917"], ["--encode", "--tokens", "hello world"], ["-m", "nonsense", "a"],
                  ["--encode", "a <|endoftext|>"], ["--encode", "--allow-special", "a <|endoftext|>"]):
    result = CliRunner().invoke(cli, arguments)
    print(arguments, result.exit_code, result.output, repr(result.exception))
""",
}


@pytest.fixture(scope="module")
def python():
    """An interpreter with the programs, tiktoken and tokmill."""
    python = FOLDER / "bin" / "python"
    if not (FOLDER / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--retries", "1", "tiktoken==0.14.0",
                               *REQUIREMENTS], capture_output=True, text=True, timeout=1200)
        if done.returncode != 0:
            pytest.skip(f"pip cannot install the programs: {done.stderr.strip().splitlines()[-1:]}")
        (FOLDER / "complete").touch()
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall",
                    os.environ["TOKMILL_WHEEL"]], check=True)
    return str(python)


def run(python, program, folder, path=None):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run([python, "-W", "ignore", "-c", program], cwd=folder, env=environment, capture_output=True,
                          text=True, timeout=300)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(python, tmp_path, name):
    path = shim.write(tmp_path / "shim")
    probe = run(python, "import tiktoken; print(tiktoken.Encoding.__module__)", tmp_path, path)
    assert probe.stdout == "tokmill.tiktoken.core\n", probe.stderr
    expected = run(python, PROGRAMS[name], tmp_path)
    assert expected.returncode == 0 and len(expected.stdout) > 200, expected.stdout + expected.stderr
    got = run(python, PROGRAMS[name], tmp_path, path)
    assert (got.stdout, got.returncode) == (expected.stdout, 0), got.stderr
