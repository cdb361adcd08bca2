"""The WebAssembly module gives the recorded results of tiktoken, in node. Skipped without node."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[2]
ENCODINGS = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony"]


def main():
    if not shutil.which("node"):
        print("skipped: node is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        chosen = [word for name in ENCODINGS for word in ("-e", name)]
        subprocess.run([os.environ["TOKMILL"], "page", "--html", page, *chosen], check=True)
        # Node reads a file as a module only if it is called so.
        core = shutil.copy(ROOT / "cli" / "commands" / "page" / "live" / "core.js", pathlib.Path(folder, "core.mjs"))
        done = subprocess.run(["node", FOLDER / "golden.mjs", core, page, ROOT / "tests" / "golden", *ENCODINGS],
                              check=False, capture_output=True, text=True)
    print(done.stdout[:4000], done.stderr[:4000])
    return 0 if done.returncode == 0 and done.stdout == "" else 1


if __name__ == "__main__":
    sys.exit(main())
