"""The functions that lib/engines/duckdb/api.hpp declares have the positions and parameters of DuckDB's header."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

API = pathlib.Path(__file__).resolve().parents[3] / "lib" / "engines" / "duckdb" / "api.hpp"

# The package of Rust that has the sources of DuckDB.
MANIFEST = """[package]
name = "header"
version = "0.0.0"
edition = "2021"
[lib]
path = "lib.rs"
[dependencies]
libduckdb-sys = { version = "=1.20000.1", default-features = false }
"""

# How api.hpp writes the types of the header.
TYPES = {
    "BindInfo": "duckdb_bind_info", "Bytes": "duckdb_blob", "Connection": "duckdb_connection",
    "DataChunk": "duckdb_data_chunk", "Database": "duckdb_database", "Delete": "duckdb_delete_callback_t",
    "FunctionInfo": "duckdb_function_info",
    "Index": "idx_t", "InitInfo": "duckdb_init_info", "LogicalType": "duckdb_logical_type",
    "ScalarFunction": "duckdb_scalar_function", "ScalarFunctionSet": "duckdb_scalar_function_set",
    "State": "duckdb_state",
    "TableFunction": "duckdb_table_function", "Type": "duckdb_type", "Value": "duckdb_value",
    "Vector": "duckdb_vector",
    "void (*)(BindInfo)": "duckdb_table_function_bind_t", "void (*)(InitInfo)": "duckdb_table_function_init_t",
    "void (*)(FunctionInfo, DataChunk)": "duckdb_table_function_t",
    "void (*)(FunctionInfo, DataChunk, Vector)": "duckdb_scalar_function_t",
    "std::int64_t": "int64_t", "std::uint64_t": "uint64_t", "std::uint8_t": "uint8_t",
}


def header():
    """Return DuckDB's header for extensions."""
    if not shutil.which("cargo"):
        print("skipped: cargo is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "Cargo.toml").write_text(MANIFEST, encoding="utf-8")
        (pathlib.Path(folder) / "lib.rs").touch()
        done = subprocess.run(["cargo", "metadata", "--format-version", "1"], cwd=folder, timeout=600,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print("skipped: cargo cannot download libduckdb-sys:", done.stderr.splitlines()[-1:])
            sys.exit(77)
    (manifest,) = [package["manifest_path"] for package in json.loads(done.stdout)["packages"]
                   if package["name"] == "libduckdb-sys"]
    with tarfile.open(pathlib.Path(manifest).parent / "duckdb.tar.gz") as sources:
        return sources.extractfile("duckdb/src/include/duckdb_extension.h").read().decode()


def split_parameters(text):
    """Split a list of parameters at the commas that are not in parentheses."""
    parts = re.split(r",(?![^()]*\))", text)
    return [" ".join(part.split()) for part in parts if part.strip() not in ("", "void")]


def in_header(text):
    """Return the result and the types of parameters of each function in the structure of pointers, in order."""
    structure = text[text.index("typedef struct {"): text.index("} duckdb_ext_api_v1")]
    functions = []
    member = re.compile(r"^\t(\S[^;(]*?)\s*\(\*(duckdb_\w+)\)\(([^;]*)\);", re.MULTILINE)
    for result, name, parameters in member.findall(structure):
        # Each parameter has a name, except for an array of names, which has two stars in api.hpp.
        types = [re.sub(r"\s*\w+(\[\])?$", "", part.replace("*", " * ")) for part in split_parameters(parameters)]
        functions.append((name, plain(result), [plain(kind) for kind in types]))
    return functions


def plain(kind):
    return " ".join(re.sub(r"\*", " * ", kind).split())


def declared(text):
    """Yield position, name, result and types of parameters of each function in api.hpp."""
    macro = text[text.index("#define TOKMILL_DUCKDB_FUNCTIONS"): text.index("/// The functions.")].replace("\\\n", " ")
    for entry in re.findall(r"\bF\((\d+.*?)\)(?= +F\(|\s*$)", macro, re.DOTALL):
        position, name, result, parameters = [part.strip() for part in entry.split(",", 3)]
        types = [their_type(part) for part in split_parameters(parameters[1:-1])]
        yield int(position), "duckdb_" + name, their_type(result), types


def their_type(kind):
    if kind in TYPES:
        return TYPES[kind]
    return plain(re.sub(r"[\w:]+", lambda word: TYPES.get(word[0], word[0]), kind))


class Api(unittest.TestCase):
    def test_positions_and_parameters(self):
        theirs = in_header(HEADER)
        self.assertGreater(len(theirs), 400)
        ours = list(declared(API.read_text(encoding="utf-8")))
        self.assertEqual(len(ours), API.read_text(encoding="utf-8").count("  F("))
        for position, *function in ours:
            with self.subTest(function=function[0]):
                self.assertEqual(function, list(theirs[position]))

    def test_a_wrong_declaration_would_be_found(self):
        macro = "#define TOKMILL_DUCKDB_FUNCTIONS(F) \\\n  F(6, disconnect, int, (Connection*)) \\\n" \
                "  F(3, connect, State, (Database, void (*)(BindInfo)))\n\n/// The functions.\n"
        self.assertEqual(list(declared(macro)), [
            (6, "duckdb_disconnect", "int", ["duckdb_connection *"]),
            (3, "duckdb_connect", "duckdb_state", ["duckdb_database", "duckdb_table_function_bind_t"])])


HEADER = header()

if __name__ == "__main__":
    unittest.main()
