"""Builds the Debian package, checks it with lintian, and installs, runs and removes it in a bare Debian made by
debootstrap.

Skipped if a tool or root is missing, or if no mirror answers. The mirror is the one that the system's apt uses.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from debian import mirror

BUILD = pathlib.Path(os.environ["TOKMILL_BUILD"])
SUITE = "bookworm"
SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, capture_output=True, **options).stdout


def files_of(root):
    """All files of the bare system, except what dpkg itself writes."""
    written_by_dpkg = ("var/lib/dpkg", "var/log", "var/cache", "etc/ld.so.cache")
    found = set()
    for folder, folders, names in os.walk(root):
        at = os.path.relpath(folder, root)
        if at in ("proc", "sys", "dev") or at.startswith(written_by_dpkg):
            folders.clear()
            continue
        found.update(os.path.normpath(os.path.join(at, name)) for name in folders + names)
    return {name for name in found if not name.startswith(written_by_dpkg)}


def check_lintian(package):
    if not shutil.which("lintian"):
        print("lintian is not installed")
        return
    done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", package], check=False, text=True,
                          capture_output=True)
    print("lintian:", done.stdout or "no tags")
    assert done.returncode == 0, done.stdout + done.stderr


def check_in_bare_debian(package, root):
    def inside(*command):
        return run("chroot", root, *command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"})

    before = files_of(root)
    shutil.copy(package, root / "tokmill.deb")
    inside("dpkg", "--install", "/tokmill.deb")
    assert re.fullmatch(r"tokmill \d+\.\d+\.\d+\n", inside("tokmill", "--version"))
    assert inside("tokmill", "count", "-t", "Hello, world!") == "4\n"
    assert (root / "usr/share/bash-completion/completions/tokmill").is_file()
    assert "OpenAI" in (root / "usr/share/doc/tokmill/copyright").read_text(encoding="utf-8")
    # A bare system has no man; the page of the package must still be one.
    page = root / "usr/share/man/man1/tokmill-count.1.gz"
    if shutil.which("man"):
        assert "tokmill count" in run("man", "-l", page, env=os.environ | {"MANPAGER": "cat", "MANWIDTH": "80"})
    else:
        print("man is not installed: the manual page was not shown")
    inside("dpkg", "--purge", "tokmill")
    (root / "tokmill.deb").unlink()
    assert files_of(root) == before, files_of(root) ^ before


def main():
    for tool in ("cpack", "debootstrap", "dpkg-deb"):
        if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin"):
            skip(f"{tool} is not installed")
    if os.geteuid() != 0:
        skip("debootstrap needs root")
    address = mirror(SUITE)
    if not address:
        skip(f"no mirror of {SUITE} in apt's sources")

    with tempfile.TemporaryDirectory() as folder:
        packages = pathlib.Path(folder, "packages")
        run("cpack", "-G", "DEB", "-B", packages, cwd=BUILD)
        (package,) = packages.glob("*.deb")
        print(package.name, package.stat().st_size, "bytes")
        print(run("dpkg-deb", "--info", package))
        check_lintian(package)
        root = pathlib.Path(folder, "debian")
        made = subprocess.run(["debootstrap", "--variant=minbase", SUITE, root, address], check=False,
                              capture_output=True, text=True)
        if made.returncode != 0:
            skip("debootstrap failed: " + (made.stdout + made.stderr).strip().rpartition("\n")[2])
        check_in_bare_debian(package, root)


main()
