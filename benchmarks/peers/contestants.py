"""Who takes part: a name, a version, and the command that starts it. A peer is added by one entry and its file."""

import pathlib
from dataclasses import dataclass

PEERS = pathlib.Path(__file__).resolve().parent


@dataclass(frozen=True)
class Contestant:
    name: str
    version: str
    command: tuple  # takes TASK ENCODING FILE REPEATS THREADS after it
    needs: pathlib.Path  # is there where the contestant could be installed
    threads: bool = True  # whether it can be asked for a number of threads


REFERENCE = "tiktoken"


def contestants(build):
    """`build` is the folder that benchmarks/run installs the peers in."""
    python = build / "python/bin/python"
    rust = build / "rust/release/contestants"
    module = build / "javascript/node_modules/gpt-tokenizer"
    site = list((build / "python/lib").glob("python3*/site-packages")) if python.exists() else []
    installed = lambda name: site[0] / name if site else build / "nothing"
    return [
        Contestant("tokmill", "this build", (str(build / "bin/tokmill_contestant"),), build / "bin/tokmill_contestant"),
        Contestant(REFERENCE, "Rust core, tiktoken-rs 0.12.1", (str(rust), "tiktoken"), rust),
        Contestant("tiktoken.py", "0.14.0", (str(python), str(PEERS / "tiktoken_peer.py")), installed("tiktoken")),
        Contestant("bpe", "bpe-openai 0.3.2", (str(rust), "bpe"), rust),
        Contestant("gigatoken", "0.10.0", (str(python), str(PEERS / "gigatoken_peer.py")), installed("gigatoken"), False),
        Contestant("gpt-tokenizer", "4.0.0", ("node", str(build / "javascript/gpt_tokenizer.mjs")), module, False),
    ]
