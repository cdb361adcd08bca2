"""Runs the small program of each language that uses the C library, and compares what it prints.

    smoke_test.py LANGUAGE

Programs are in the folder of the language. A language whose tools are not installed, or cannot be downloaded, is skipped.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SKIPPED = 77
EXPECTED = "6\n15339 1917\nhello world\n1 0 0\nunknown_encoding\n"

# The library, and the folders of its headers.
LIBRARY = pathlib.Path(os.environ["TOKMILL_C_LIBRARY"])
INCLUDES = [f"-I{ROOT / 'lib/include'}"]
LINK = [f"-L{LIBRARY.parent}", "-ltokmill_c", f"-Wl,-rpath,{LIBRARY.parent}"]

JNA = "net.java.dev.jna:jna:5.14.0"
KOFFI = "koffi@2.9.0"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def tool(name):
    found = shutil.which(name)
    if not found:
        skip(f"{name} is not installed")
    return found


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], check=False, text=True, timeout=600, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} failed:\n{done.stdout}")
    return done.stdout


def run_c(folder):
    run(tool(os.environ.get("CC", "cc")), "-std=c99", "-pedantic-errors", "-Wall", "-Wextra", "-Werror", *INCLUDES,
        HERE / "c/smoke.c", "-o", folder / "smoke", *LINK)
    return run(folder / "smoke")


def run_cpp(folder):
    run(tool(os.environ.get("CXX", "c++")), "-std=c++17", "-pedantic-errors", "-Wall", "-Wextra", "-Werror", *INCLUDES,
        HERE / "cpp/smoke.cpp", "-o", folder / "smoke", *LINK)
    return run(folder / "smoke")


def run_ctypes(_):
    return run(sys.executable, HERE / "ctypes/smoke.py")


def run_go(folder):
    go = tool("go")
    shutil.copy(HERE / "go/smoke.go", folder)
    environment = dict(os.environ, CGO_ENABLED="1", CGO_CFLAGS=" ".join(INCLUDES), CGO_LDFLAGS=" ".join(LINK),
                       GOCACHE=str(ROOT / "build/bindings/go"), GOFLAGS="-mod=mod", GO111MODULE="off")
    return run(go, "run", "smoke.go", cwd=folder, env=environment)


def run_rust(folder):
    run(tool("rustc"), "--edition", "2021", "-D", "warnings", HERE / "rust/smoke.rs", "-o", folder / "smoke",
        "-L", LIBRARY.parent, "-C", f"link-arg=-Wl,-rpath,{LIBRARY.parent}")
    return run(folder / "smoke")


def run_java(folder):
    java, javac, maven = tool("java"), tool("javac"), tool("mvn")
    try:
        run(maven, "-q", "-B", "dependency:copy", f"-Dartifact={JNA}", f"-DoutputDirectory={folder}", cwd=folder)
    except AssertionError as error:
        skip(f"Maven cannot download {JNA}: {str(error).splitlines()[-1]}")
    (jar,) = folder.glob("jna-*.jar")
    run(javac, "-cp", jar, "-d", folder, HERE / "java/Smoke.java")
    return run(java, "-cp", f"{jar}{os.pathsep}{folder}", "Smoke")


def run_node(folder):
    node, npm = tool("node"), tool("npm")
    try:
        run(npm, "install", "--silent", "--no-audit", "--no-fund", KOFFI, cwd=folder)
    except AssertionError as error:
        skip(f"npm cannot install {KOFFI}: {str(error).splitlines()[-1]}")
    shutil.copy(HERE / "node/smoke.js", folder)
    return run(node, "smoke.js", cwd=folder)


def run_ruby(_):
    return run(tool("ruby"), HERE / "ruby/smoke.rb")


def run_php(_):
    php = tool("php")
    if "FFI" not in run(php, "-m").split():
        skip("PHP has no FFI extension")
    return run(php, "-d", "ffi.enable=true", HERE / "php/smoke.php")


def run_lua(_):
    return run(tool("luajit"), HERE / "lua/smoke.lua")


def main(language):
    with tempfile.TemporaryDirectory() as folder:
        printed = globals()[f"run_{language}"](pathlib.Path(folder))
    if printed != EXPECTED:
        raise AssertionError(f"expected {EXPECTED!r}, got {printed!r}")


if __name__ == "__main__":
    main(sys.argv[1])
