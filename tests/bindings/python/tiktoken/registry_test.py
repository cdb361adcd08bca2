"""get_encoding, list_encoding_names and plug-ins, compared with tiktoken where plug-ins do not matter."""

import os
import subprocess
import sys
import threading

import pytest
import tiktoken as oracle
from outcomes import assert_same

import tokmill.tiktoken as tiktoken
from tokmill.tiktoken import registry

BUILT_IN = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony"]
PLUGIN = """
RANKS = {{bytes([byte]): byte for byte in range(256)}}

def make():
    return {{"name": "{name}", "pat_str": ".", "mergeable_ranks": RANKS, "special_tokens": {{}}}}

ENCODING_CONSTRUCTORS = {{"{name}": make}}
"""


def run(folder, program):
    """Run a program that can import the plug-ins of a folder."""
    paths = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120,
                          env=os.environ | {"PYTHONPATH": paths})
    return done.stdout + done.stderr


def write_plugin(folder, module, text):
    package = folder / "tiktoken_ext"
    package.mkdir(exist_ok=True)
    (package / f"{module}.py").write_text(text)


def test_the_same_object_every_time():
    assert tiktoken.get_encoding("gpt2") is tiktoken.get_encoding("gpt2")
    assert tiktoken.encoding_for_model("gpt-4o") is tiktoken.get_encoding("o200k_base")
    assert registry.ENCODINGS["gpt2"] is tiktoken.get_encoding("gpt2")


def test_the_same_object_in_all_threads():
    found = []
    registry.ENCODINGS.pop("p50k_edit", None)
    threads = [threading.Thread(target=lambda: found.append(tiktoken.get_encoding("p50k_edit"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


def test_names():
    assert tiktoken.list_encoding_names() == oracle.list_encoding_names() == BUILT_IN


@pytest.mark.parametrize("name", ["nope", "", "CL100K_BASE", "cl100k", None, 5, b"gpt2", ["gpt2"], "a\nb", "\ud83d"])
def test_unknown_names(name):
    assert_same(lambda: tiktoken.get_encoding(name), lambda: oracle.get_encoding(name), name)


def test_constructors_return_the_arguments_of_encodings():
    tiktoken.list_encoding_names()
    for name in ("r50k_base", "o200k_harmony"):
        mine, theirs = registry.ENCODING_CONSTRUCTORS[name](), oracle.registry.ENCODING_CONSTRUCTORS[name]()
        theirs.pop("explicit_n_vocab", None)
        assert mine == theirs


def test_plugins_are_read(tmp_path):
    write_plugin(tmp_path, "mine", PLUGIN.format(name="mine"))
    output = run(tmp_path, """
import tokmill.tiktoken as tiktoken
encoding = tiktoken.get_encoding("mine")
print(encoding, encoding.encode("hi"), encoding is tiktoken.get_encoding("mine"), tiktoken.list_encoding_names()[-1])
print(tiktoken.registry._available_plugin_modules())
""")
    assert "<Encoding 'mine'> [104, 105] True mine\n" in output
    assert "tiktoken_ext.mine" in output


def test_built_in_encodings_need_no_plugins(tmp_path):
    write_plugin(tmp_path, "broken", "raise RuntimeError('broken')")
    output = run(tmp_path, """
import tokmill.tiktoken as tiktoken
print(tiktoken.get_encoding("gpt2").encode("hello world"))
for _ in range(2):
    try:
        tiktoken.get_encoding("other")
    except RuntimeError as error:
        print(error)
""")
    assert output == "[31373, 995]\nbroken\nbroken\n"


@pytest.mark.parametrize("text, message", [
    ("", "tiktoken plugin tiktoken_ext.mine does not define ENCODING_CONSTRUCTORS"),
    (PLUGIN.format(name="gpt2"), "Duplicate encoding name gpt2 in tiktoken plugin tiktoken_ext.mine"),
])
def test_errors_of_plugins_are_raised_on_each_try(tmp_path, text, message):
    write_plugin(tmp_path, "mine", text)
    output = run(tmp_path, """
import tokmill.tiktoken as tiktoken
for _ in range(2):
    try:
        tiktoken.list_encoding_names()
    except ValueError as error:
        print(error)
""")
    assert output == f"{message}\n{message}\n"


def test_constructors_can_be_added_and_replaced(tmp_path):
    output = run(tmp_path, """
import tokmill.tiktoken as tiktoken
from tokmill.tiktoken import registry
tiktoken.list_encoding_names()
ranks = {bytes([byte]): byte for byte in range(256)}
arguments = {"name": "x", "pat_str": ".", "mergeable_ranks": ranks, "special_tokens": {}}
registry.ENCODING_CONSTRUCTORS["x"] = registry.ENCODING_CONSTRUCTORS["gpt2"] = lambda: arguments
print(tiktoken.get_encoding("x").encode("a"), tiktoken.get_encoding("gpt2").encode("a"))
""")
    assert output == "[97] [97]\n"
