"""The wheel, and what importing it costs."""

import functools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import tokmill
from conftest import ROOT
from tokmill import _analysis, _native

WHEEL = Path(os.environ["TOKMILL_WHEEL"])
IS_FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
HAS_STABLE_ABI = sys.version_info >= (3, 12) and not IS_FREE_THREADED


@pytest.mark.parametrize("module", [_native, _analysis])
def test_the_modules_have_the_stable_abi_from_3_12_on(module):
    path = Path(module.__file__)
    name = path.name
    if HAS_STABLE_ABI:
        assert path.suffixes in ([".abi3", ".so"], [".pyd"])
        assert "-cp312-abi3-" in WHEEL.name
    else:
        assert f"cpython-{sys.version_info.major}{sys.version_info.minor}" in name
        assert f"-cp{sys.version_info.major}{sys.version_info.minor}" in WHEEL.name


def test_the_version_is_that_of_the_project():
    version = re.search(r"project\(tokmill\s+VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
    assert tokmill.__version__ == version
    assert WHEEL.name.startswith(f"tokmill-{version}-")


def test_what_the_wheel_contains(has_icu):
    with zipfile.ZipFile(WHEEL) as wheel:
        names = [name for name in wheel.namelist() if ".dist-info/" not in name]
        size = sum(info.compress_size for info in wheel.infolist())
    sources = {f"tokmill/{path.relative_to(ROOT / 'lib/python/tokmill')}"
               for path in (ROOT / "lib/python/tokmill").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    built = {f"tokmill/{Path(module.__file__).name}" for module in (_native, _analysis)}
    built |= {"tokmill/parallel.jsonl"}
    if has_icu:
        built |= {"tokmill/libtokmill.so", "tokmill/bin/tokmill"}
    else:
        built |= {"tokmill/_analysis.py"}  # loads the other module from the file of _native
    assert set(names) - sources - built == set()
    assert built - set(names) <= {"tokmill/bin/tokmill"}  # without CLI11 or fmt, there is no program
    assert sources - set(names) == set()
    print(f"the wheel has {size / 1e6:.1f} MB")
    assert size <= 32_000_000


def test_the_console_script_runs_the_program():
    script = Path(sys.executable).with_name("tokmill")
    if not (Path(tokmill.__file__).parent / "bin/tokmill").exists():
        pytest.skip("the wheel was built without CLI11, fmt or ICU")
    run = functools.partial(subprocess.run, capture_output=True, text=True, check=False)
    done = run([script, "count"], input="How many tokens is this?")
    assert (done.returncode, done.stdout, done.stderr) == (0, "6\n", "")
    assert run([script, "--version"]).stdout == f"tokmill {tokmill.__version__}\n"
    assert run([script, "count", "--no-such-option"]).returncode == 2


def test_the_console_script_says_if_there_is_no_program(tmp_path):
    package = tmp_path / "tokmill"
    shutil.copytree(Path(tokmill.__file__).parent, package, ignore=shutil.ignore_patterns("bin"))
    command = [sys.executable, "-c", "import sys, tokmill._program as program; sys.exit(program.main())"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "install CLI11, fmt and ICU" in done.stderr


@pytest.mark.parametrize("module", [_native, _analysis])
def test_modules_export_their_entry_points_only(module):
    if not shutil.which("nm") or not sys.platform.startswith("linux"):
        pytest.skip("needs nm")
    command = ["nm", "-D", "--defined-only", module.__file__]
    symbols = subprocess.run(command, capture_output=True, text=True, check=True)
    # Without ICU, both modules are in one file.
    loaded_from_it = [one for one in (_analysis, _native) if one.__file__ == module.__file__]
    assert [line.split()[-1] for line in symbols.stdout.splitlines()] == [
        f"PyInit_{one.__name__.split('.')[-1]}" for one in loaded_from_it]


def test_icu_is_not_loaded_before_it_is_needed():
    if not sys.platform.startswith("linux"):
        pytest.skip("reads /proc")
    program = """
import tokmill
encoding = tokmill.encoding('o200k_base')
encoding.encode('hello world'), encoding.chunk('a\\n\\nb', 5, boundaries=['paragraph'])
print('libicu' in open('/proc/self/maps').read())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_global_lock_stays_off():
    if not IS_FREE_THREADED:
        pytest.skip("this interpreter cannot run without the global lock")
    program = "import sys, tokmill.tiktoken, tokmill._analysis; print(sys._is_gil_enabled())"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_sub_interpreters_get_an_error():
    program = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
other = interpreters.create()
failure = interpreters.run_string(other, "import tokmill")
raise ImportError(failure.formatted)  # earlier versions raise an error of their own
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    if sys.version_info >= (3, 12):
        assert "does not support loading in subinterpreters" in done.stderr


def imported_modules(program):
    """The modules that a program imports, besides those of bare Python."""
    listing = "import sys; print(*sorted(sys.modules))"
    bare = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    done = subprocess.run([sys.executable, "-c", f"{program}; {listing}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split()) - set(bare.stdout.split())


def test_imports_are_few():
    own = imported_modules("import tokmill.tiktoken as t; t.get_encoding('o200k_base').encode('hello world')")
    assert {name for name in own if not name.startswith("tokmill")} <= {"__future__", "atexit"}
