"""The wheels that lib/python/wheels/build.py makes for other systems: their tags, files, exports and imports; and the tests
of the package with those of this machine's system, in a clean virtual environment of each interpreter.

TOKMILL_WHEEL_PLATFORMS is a list of the platforms to build for, or "all", which takes an hour of two cores. Skipped without
it, if this is no 64-bit Linux with glibc, or if PyPI cannot be reached. What this machine cannot run is checked by its
format only.
"""

import json
import os
import platform
import re
import sys
import zipfile

from foreign import HERE, ROOT, WHEELS, run, skip

TOOLS = ROOT / "build/wheels/checks"
MOST_BYTES = 32_000_000

# The libraries that each system has.
LIBRARIES = {
    "manylinux": r"(libc|libm|libpthread|libdl|librt)\.so\.\d|ld-linux-.*\.so\.\d",
    "musllinux": r"libc\.so|libc\.musl-.*\.so\.1",
    "macosx": r"/usr/lib/libSystem\.B\.dylib",
    "win": r"(?i)python3\.dll|kernel32\.dll|ntdll\.dll|api-ms-win-crt-.*\.dll|ucrtbase\.dll",
}
FORMATS = {"manylinux": "ELF", "musllinux": "ELF", "macosx": "MACHO", "win": "PE"}
PROCESSORS = {"x86_64": {"X86_64", "AMD64"}, "amd64": {"AMD64"}, "aarch64": {"AARCH64"}, "arm64": {"ARM64"}}

# Prints the format, the processor, the exported names and the imported libraries of a file.
DESCRIBE = """
import sys, lief
file = lief.parse(sys.argv[1])
format = file.format.name
header = file.header
processor = {"ELF": "machine_type", "PE": "machine", "MACHO": "cpu_type"}[format]
print(format)
print(getattr(header, processor).name)
if format == "ELF":
    names = [symbol.name for symbol in file.exported_symbols]
elif format == "PE":
    names = [entry.name for entry in file.get_export().entries]
else:
    names = [symbol.name for symbol in file.exported_symbols]
print(*sorted(names))
print(*[library if isinstance(library, str) else library.name for library in file.libraries])
"""


def make_tools():
    if not (TOOLS / "bin/auditwheel").exists():
        run(sys.executable, "-m", "venv", TOOLS)
        run(TOOLS / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "abi3audit", "auditwheel", "lief",
            reason="pip cannot install the tools that check wheels")


def check_format(wheel, system, processor):
    """Check what the extension of a wheel is, and that it needs only what every such system has."""
    extensions = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd", ".dll", ".dylib"))]
    assert len(extensions) == 1, extensions
    extension = zipfile.ZipFile(wheel).extract(extensions[0], WHEELS / "extracted" / wheel.stem)
    format, machine, exports, libraries = run(TOOLS / "bin/python", "-c", DESCRIBE, extension).splitlines()
    assert format == FORMATS[system], format
    assert machine in PROCESSORS[processor], machine
    names = [name.removeprefix("_") if system == "macosx" else name for name in exports.split()]
    # On Windows, nanobind exports the tables of two classes of its own.
    names = [name for name in names if system != "win" or not name.startswith("_ZTVN8nanobind")]
    assert names == ["PyInit__analysis", "PyInit__native"], exports
    unknown = [name for name in libraries.split() if not re.fullmatch(LIBRARIES[system], name)]
    assert not unknown, unknown


def check_files(wheel):
    """Check that a wheel has all files of the package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "lib/python/tokmill").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert f"tokmill/{path.relative_to(ROOT / 'lib/python/tokmill')}" in names, path
    assert {"tokmill/_analysis.py", "tokmill/parallel.jsonl"} <= names


def check_tag(wheel, system, python_tag):
    if system.endswith("linux"):
        # The C library of this machine must not be taken for musl.
        shown = run(TOOLS / "bin/auditwheel", "show", "--json", *(["--ldpaths", "/nonexistent"] * (system == "musllinux")), wheel)
        found, _ = json.JSONDecoder().raw_decode(shown, shown.index("{"))
        print(f"  auditwheel: {found['overall_tag']}, symbols {found['sym_tag']}, libraries {' '.join(found['external_libs'])}")
        if system == "musllinux":
            # auditwheel knows the C library by the name that Alpine gives it. The loader of musl takes both for itself.
            assert list(found["external_libs"]) == ["libc.so"], shown
            assert found["sym_tag"] in wheel.name, shown
        else:
            assert found["overall_tag"] in wheel.name, shown
    if python_tag == "cp312-abi3":
        run(TOOLS / "bin/abi3audit", "--strict", wheel)
        print("  abi3audit: no other symbols")


def check_wheel(wheel):
    match = re.fullmatch(r"tokmill-[0-9.]+-(\w+-\w+)-((manylinux|musllinux|macosx|win).*?_?(x86_64|amd64|aarch64|arm64))(\..*)?\.whl",
                         wheel.name)
    assert match, wheel.name
    size = wheel.stat().st_size
    print(f"{wheel.name}: {size / 1e6:.1f} MB")
    assert size <= MOST_BYTES
    check_files(wheel)
    check_format(wheel, match[3], match[4])
    check_tag(wheel, match[3], match[1])
    with zipfile.ZipFile(wheel) as file:
        (metadata,) = [name for name in file.namelist() if name.endswith(".dist-info/WHEEL")]
        assert f"Tag: {match[1]}-{match[2]}\n" in file.read(metadata).decode()


def run_tests():
    """Run the tests of the package with the wheel that pip chooses, for each interpreter."""
    for python in run(HERE / "pythons.sh").split():
        print(f"== {python}", flush=True)
        environment = {**os.environ, "TOKMILL_PYTHON": python, "TOKMILL_WHEELS": str(WHEELS)}
        shown = run(HERE / "environment.sh", "python", "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider",
                    HERE / "package_test.py", HERE / "encoding_test.py", HERE / "models_test.py",
                    HERE / "languages_test.py", HERE / "tiktoken/core_test.py", env=environment)
        print(shown[-600:])


def main():
    if platform.system() != "Linux" or platform.machine() != "x86_64" or platform.libc_ver()[0] != "glibc":
        skip("builds on 64-bit Linux with glibc only")
    platforms = os.environ.get("TOKMILL_WHEEL_PLATFORMS")
    if not platforms:
        skip("TOKMILL_WHEEL_PLATFORMS does not say for which platforms to build wheels; all take an hour")
    chosen = [] if platforms == "all" else platforms.split()
    make_tools()
    print(run(sys.executable, ROOT / "lib/python/wheels/build.py", "--to", WHEELS, *chosen))
    wheels = sorted(WHEELS.glob("*.whl"))
    assert wheels
    for wheel in wheels:
        check_wheel(wheel)
    if any("manylinux" in wheel.name and "x86_64" in wheel.name for wheel in wheels):
        run_tests()


main()
