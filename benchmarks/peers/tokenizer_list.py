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


REFERENCE = "tiktoken"


def tokenizers(build):
    """Return all tokenizers. `build` is the folder into which benchmarks/run installs the peers."""
    python = build / "python/bin/python"
    rust = build / "rust/release/rust_peers"
    module = build / "javascript/node_modules/gpt-tokenizer"
    site = list((build / "python/lib").glob("python3*/site-packages")) if python.exists() else []
    installed = lambda name: site[0] / name if site else build / "missing"
    driver = lambda name: (str(python), str(PEERS / name))
    tokmill = build / "bin/tokmill_benchmark"
    return [
        Tokenizer("tokmill", "this build", (str(tokmill),), tokmill),
        Tokenizer(REFERENCE, "Rust core, tiktoken-rs 0.12.1", (str(rust), "tiktoken"), rust),
        Tokenizer("tiktoken.py", "0.14.0", driver("tiktoken_peer.py"), installed("tiktoken")),
        Tokenizer("bpe", "bpe-openai 0.3.2", (str(rust), "bpe"), rust),
        Tokenizer("gigatoken", "0.10.0", driver("gigatoken_peer.py"), installed("gigatoken"), False),
        Tokenizer("gpt-tokenizer", "4.0.0", ("node", str(build / "javascript/gpt_tokenizer.mjs")), module, False),
    ]
