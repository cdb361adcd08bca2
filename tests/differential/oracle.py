"""The oracle of the differential tests: tiktoken, and a wrapper that runs tokmill on the same input."""

import json
import os
import subprocess

import tiktoken

ENCODINGS = ("gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony")

# One encoding for each combination of pattern and vocabulary. The other encodings differ only in special tokens.
DISTINCT = ("r50k_base", "p50k_base", "cl100k_base", "o200k_base")


def encoding(name):
    """Return tiktoken's Encoding of this name.

    tiktoken builds gpt2 from two files that it downloads. The table of r50k_base has the same merges, so this builds
    gpt2 from that table, with the parameters of tiktoken_ext/openai_public.py.
    """
    if name != "gpt2":
        return tiktoken.get_encoding(name)
    r50k = tiktoken.get_encoding("r50k_base")
    return tiktoken.Encoding(
        "gpt2",
        pat_str=r50k._pat_str,
        mergeable_ranks=r50k._mergeable_ranks,
        special_tokens={"<|endoftext|>": 50256},
        explicit_n_vocab=50257,
    )


class Tokmill:
    """The program under test; its path is in the environment variable TOKMILL."""

    def __init__(self):
        self.path = os.environ["TOKMILL"]

    def encode(self, encoding_name, texts, *options, as_ascii=False):
        """Return, for each text, a list of ids or an error message.

        If `as_ascii`, write characters outside ASCII as escapes.
        """
        lines = "".join(json.dumps(text, ensure_ascii=as_ascii) + "\n" for text in texts)
        return self.answers(encoding_name, lines.encode(), len(texts), *options)

    def answers(self, encoding_name, lines, count, *options):
        """Return the results for `count` lines of JSON."""
        command = [self.path, "encode", "--jsonl", "-e", encoding_name, *options]
        done = subprocess.run(command, input=lines, capture_output=True, check=False)
        answers = done.stdout.splitlines()
        if len(answers) != count:
            raise AssertionError(
                f"{' '.join(command)}: {count} lines in, {len(answers)} out, exit status {done.returncode}: "
                f"{done.stderr.decode(errors='replace').strip()}"
            )
        return [self._answer(line) for line in answers]

    @staticmethod
    def _answer(line):
        answer = json.loads(line)
        return answer["error"] if isinstance(answer, dict) else answer


def minimized(text, differs):
    """Shorten `text` by deleting parts for as long as the result still differs.

    `differs(texts)` returns a bool for each text. All candidates of one round are passed together, so that each round
    runs the program once.
    """
    size = max(len(text) // 2, 1)
    while True:
        shorter = [text[:at] + text[at + size:] for at in range(0, len(text), size)]
        found = next((t for t, differ in zip(shorter, differs(shorter)) if differ), None)
        if found is not None:
            text = found
        elif size == 1:
            return text
        else:
            size = max(size // 2, 1)


def described(text):
    """Make the text readable: keep printable ASCII and write other characters as \\u{HEX}."""
    return "".join(c if " " <= c <= "~" and c != "\\" else f"\\u{{{ord(c):X}}}" for c in text)
