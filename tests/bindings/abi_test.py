"""Compares the interface of the C library with abi.txt: the symbols that it exports, the value of each enumerator and
flag, and the size and the offsets of each structure, on 64-bit machines.

    abi_test.py [--write]

A change of a line breaks programs that were built before: it needs another TOKMILL_C_ABI_VERSION. New lines do not. With
--write, writes abi.txt.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEADER = ROOT / "lib/include/tokmill/tokmill.h"
LIST = HERE / "abi.txt"
LIBRARY = os.environ["TOKMILL_C_LIBRARY"]


def declared():
    """The functions, enumerators, flags and structures of the header; of structures, the names of the members."""
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(encoding="utf-8"), flags=re.DOTALL)
    functions = re.findall(r"^TOKMILL_C_EXPORT [^;]*?\b(tokmill_\w+)\(", text, re.MULTILINE)
    numbers = re.findall(r"^ +(TOKMILL_\w+) = ", text, re.MULTILINE)
    numbers += re.findall(r"^#define (TOKMILL_\w+) (?:UINT32_C\()?\d+\)?$", text, re.MULTILINE)
    structures = {
        name: re.findall(r"(\w+);", body)
        for name, body in re.findall(r"^typedef struct (\w+) \{(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    }
    return functions, numbers, structures


def exported():
    """The functions that the library exports, and its other symbols."""
    symbols = subprocess.run(["nm", "--dynamic", "--defined-only", "--format=posix", LIBRARY], check=True, text=True,
                             capture_output=True).stdout
    names = {line.split()[0].split("@")[0] for line in symbols.splitlines()}
    names = {name for name in names if not name.startswith("TOKMILL_C_")}  # the version
    return {name for name in names if name.startswith("tokmill_")}, {n for n in names if not n.startswith("tokmill_")}


def layout(numbers, structures):
    """The lines for numbers and structures, from a program that prints them."""
    prints = [f'printf("{name} = %ld\\n", (long)({name}));' for name in numbers]
    for name, members in structures.items():
        offsets = " ".join(f"{member}@%zu" for member in members)
        values = "".join(f", offsetof({name}, {member})" for member in members)
        prints.append(f'printf("struct {name}: %zu bytes: {offsets}\\n", sizeof({name}){values});')
    source = "#include <stddef.h>\n#include <stdio.h>\n#include <tokmill/tokmill.h>\nint main(void) {\n"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "layout.c").write_text(source + "\n".join(prints) + "\nreturn 0; }\n", encoding="utf-8")
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, f"-I{ROOT / 'lib/include'}", folder / "layout.c", "-o", folder / "layout"], check=True)
        return subprocess.run([folder / "layout"], check=True, text=True, capture_output=True).stdout.splitlines()


def main():
    functions, numbers, structures = declared()
    symbols, others = exported()
    assert len(functions) > 50, f"expected more than 50 functions in the header, got {len(functions)}"
    assert symbols == set(functions), f"declared or exported only: {sorted(symbols ^ set(functions))}"
    assert not others, f"the library exports other symbols: {sorted(others)[:10]}"
    lines = sorted(functions) + layout(numbers, structures)
    if sys.argv[1:] == ["--write"]:
        LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    committed = LIST.read_text(encoding="utf-8").splitlines()
    lost = [line for line in committed if line not in lines]
    new = [line for line in lines if line not in committed]
    assert not lost, f"expected the lines of abi.txt, these are missing: {lost}"
    assert not new, f"new lines; run this test with --write: {new}"


if __name__ == "__main__":
    main()
