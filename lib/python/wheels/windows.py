"""What a build for Windows needs of Python, made without Windows: its headers and its import library."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def make_headers(source, folder):
    """Copies the headers of a Python of this machine to a folder, with the pyconfig.h of Windows."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    shutil.copy2(HERE / "pyconfig.h", folder)  # keeps its time, so that nothing is built again


# Prints the names of the stable ABI of Python 3.12 on Windows, which python3.dll exports.
LIST_NAMES = """
import abi3info
for table, kind in ((abi3info.FUNCTIONS, ""), (abi3info.DATAS, " DATA")):
    for symbol, entry in table.items():
        on_windows = entry.ifdef is None or entry.ifdef.windows is True
        if (entry.added.major, entry.added.minor) <= (3, 12) and on_windows:
            print(symbol.name + kind)
"""


def make_import_library(python, file):
    """Writes the import library of python3.dll. The Python has the packages abi3info and ziglang."""
    names = subprocess.run([python, "-c", LIST_NAMES], check=True, capture_output=True, text=True).stdout
    definitions = file.with_suffix(".def")
    definitions.write_text(f"LIBRARY python3.dll\nEXPORTS\n{names}", encoding="utf-8")
    subprocess.run([python, "-m", "ziglang", "dlltool", "-m", "i386:x86-64", "-D", "python3.dll",
                    "-d", definitions, "-l", file], check=True)
