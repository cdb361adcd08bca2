"""The tokenizers that are compared. To add a peer, add its driver to this folder and one entry to the list below."""

import pathlib
from dataclasses import dataclass

PEERS = pathlib.Path(__file__).resolve().parent


@dataclass(frozen=True)
class Tokenizer:
    name: str
    version: str
    command: tuple  # the driver; the arguments TASK ENCODING FILE REPEATS THREADS are appended
    requires: pathlib.Path  # exists if the tokenizer is installed
    threads: bool = True  # whether the number of threads can be set
    encodings: bool = True  # whether ENCODING can be the name of one of OpenAI's
    files: bool = False  # whether ENCODING can be the path of a tokenizer.json


REFERENCE = "tiktoken"
FILE_REFERENCE = "tokenizers"  # for vocabulary files


def tokenizers(build):
    """Return all tokenizers. `build` is the folder into which benchmarks/run installs the peers."""
    python = build / "python/bin/python"
    rust = build / "rust/release/rust_peers"
    module = build / "javascript/node_modules/gpt-tokenizer"
    site = list((build / "python/lib").glob("python3*/site-packages")) if python.exists() else []
    installed = lambda name: site[0] / name if site else build / "missing"
    driver = lambda name: (str(python), str(PEERS / name))
    file_peer = lambda name, version, package: Tokenizer(
        name, version, (*driver("vocabulary_peer.py"), name), installed(package), False, False, True)
    tokmill = build / "bin/tokmill_benchmark"
    return [
        Tokenizer("tokmill", "this build", (str(tokmill),), tokmill, files=True),
        Tokenizer(REFERENCE, "Rust core, tiktoken-rs 0.12.1", (str(rust), "tiktoken"), rust),
        Tokenizer("tiktoken.py", "0.14.0", driver("tiktoken_peer.py"), installed("tiktoken")),
        Tokenizer("bpe", "bpe-openai 0.3.2", (str(rust), "bpe"), rust),
        Tokenizer("gigatoken", "0.10.0", driver("gigatoken_peer.py"), installed("gigatoken"), False, files=True),
        Tokenizer("gpt-tokenizer", "4.0.0", ("node", str(build / "javascript/gpt_tokenizer.mjs")), module, False),
        file_peer(FILE_REFERENCE, "0.23.3", "tokenizers"),
        Tokenizer("tokenizers-rc", "1.0.0rc3", (*driver("vocabulary_peer.py"), "tokenizers-rc"),
                  build / "python/release_candidates/tokenizers", False, False, True),
        file_peer("tokie", "0.1.4", "tokie"),
        file_peer("kitoken", "0.11.1", "kitoken"),
        file_peer("iree", "iree-tokenizer 0.3.0", "iree/tokenizer"),
    ]
