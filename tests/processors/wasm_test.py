"""wasm32-wasi with Debian's clang 16: builds the library without threads and exceptions, links a program, and runs it if
node is installed.

Skipped if a package is missing: clang-16, lld-16, wasi-libc, libc++-16-dev-wasm32, libc++abi-16-dev-wasm32,
libclang-rt-16-dev-wasm32.
"""

import pathlib
import shutil
import tempfile

from cross import build_consumer, require, run, skip

RUN = """
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';
const wasi = new WASI({ version: 'preview1', args: ['consumer'] });
const module = await WebAssembly.compile(await readFile(process.argv[2]));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
"""


def main():
    require("clang++-16", "wasm-ld-16")
    archivers = [tool for tool in ("llvm-ar-16", "llvm-ar-14") if shutil.which(tool)]
    if not archivers:
        skip("llvm-ar is not installed")
    archiver = shutil.which(archivers[0])
    for file in ("/usr/lib/wasm32-wasi/libc.a", "/usr/lib/wasm32-wasi/libc++.a"):
        if not pathlib.Path(file).exists():
            skip(f"{file} is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # Debian's clang does not look for the headers of libc++ there.
        flags = "-fno-exceptions -stdlib++-isystem /usr/lib/llvm-16/include/wasm32-wasi/c++/v1"
        program = build_consumer(
            folder, "-DCMAKE_SYSTEM_NAME=WASI", "-DCMAKE_SYSTEM_PROCESSOR=wasm32", "-DCMAKE_CXX_COMPILER=clang++-16",
            "-DCMAKE_CXX_COMPILER_TARGET=wasm32-wasi", f"-DCMAKE_CXX_FLAGS={flags}", f"-DCMAKE_AR={archiver}",
            f"-DCMAKE_RANLIB={archiver.replace('llvm-ar', 'llvm-ranlib')}")
        print(program.stat().st_size, "bytes")
        if not shutil.which("node"):
            print("node is not installed: the program was not run")
            return
        script = folder / "run.mjs"
        script.write_text(RUN, encoding="utf-8")
        assert run("node", "--no-warnings", script, program) == "4\n"


main()
