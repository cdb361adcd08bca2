"""What the tests of other processors share: building the library with a cross compiler, and a small program that uses it."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77

CONSUMER = """
#include <tokmill/encodings.hpp>
#include <cstdio>

int main() {
  const auto& encoding = tokmill::gpt2();
  std::vector<tokmill::TokenId> ids;
  encoding.encode_ordinary("Hello, world!", ids);
  const auto bytes = encoding.decode(ids);
  std::printf("%zu\\n", ids.size());
  return ids.size() == 4 && bytes && *bytes == "Hello, world!" ? 0 : 1;
}
"""


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def require(*tools):
    for tool in tools:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], check=False, text=True, capture_output=True, **options)
    if done.returncode != 0:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n")
        raise SystemExit(f"{command[0]} failed with status {done.returncode}")
    return done.stdout


def zig_toolchain(target):
    """The options of a cross build with the compiler of the PyPI package ziglang, for one of zig's targets."""
    python = os.environ.get("TOKMILL_ZIG", sys.executable)
    if subprocess.run([python, "-c", "import ziglang"], check=False, capture_output=True).returncode != 0:
        skip("the Python package ziglang is not installed")
    return [f"-DCMAKE_TOOLCHAIN_FILE={ROOT}/lib/cmake/zig.cmake", f"-DTOKMILL_ZIG_PYTHON={python}",
            f"-DTOKMILL_ZIG_TARGET={target}"]


def build_consumer(folder, *options):
    """Builds the library with one encoding, and CONSUMER, from the options of a cross build. Returns the program."""
    project = pathlib.Path(folder, "consumer")
    project.mkdir()
    (project / "consumer.cpp").write_text(CONSUMER, encoding="utf-8")
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\n"
        "project(consumer LANGUAGES CXX)\n"
        f"add_subdirectory({ROOT} tokmill)\n"
        "add_executable(consumer consumer.cpp)\n"
        "target_link_libraries(consumer PRIVATE tokmill::tokmill)\n",
        encoding="utf-8",
    )
    build = pathlib.Path(folder, "build")
    run("cmake", "-S", project, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DTOKMILL_ENCODINGS=gpt2",
        f"-DTOKMILL_HOST_TOOLS={os.environ['TOKMILL_HOST_TOOLS']}", *options)
    run("cmake", "--build", build, "--target", "consumer")
    return build / "consumer"
