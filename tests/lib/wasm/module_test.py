"""Building the WebAssembly module again gives the committed bytes.

Skipped if the packages that lib/wasm/tokmill.wasm.txt names are missing or have other versions.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

MODULE = pathlib.Path(__file__).resolve().parents[3] / "lib" / "wasm" / "tokmill.wasm"


def installed_version(package):
    done = subprocess.run(["dpkg-query", "--show", "--showformat", "${Version}", package], check=False,
                          capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def main():
    facts = dict(line.split() for line in MODULE.with_name("tokmill.wasm.txt").read_text(encoding="utf-8").splitlines())
    digest = facts.pop("SHA-256")
    assert hashlib.sha256(MODULE.read_bytes()).hexdigest() == digest, "tokmill.wasm.txt is of another module"
    for package, version in facts.items():
        if installed_version(package) != version:
            print(f"skipped: {package} {version} is not installed, but {installed_version(package)}")
            return 77
    with tempfile.TemporaryDirectory() as folder:
        again = pathlib.Path(folder, "tokmill.wasm")
        subprocess.run([MODULE.with_name("build"), again], check=True, env=os.environ)
        assert again.read_bytes() == MODULE.read_bytes(), "the sources give another module: run lib/wasm/build"
    return 0


if __name__ == "__main__":
    sys.exit(main())
