"""Where the packages of Debian come from, and packages of other suites and processors, whose files are unpacked and not
installed."""

import os
import pathlib
import re
import subprocess

CONFIGURATION = """
Dir::State "{folder}/state";
Dir::State::status "{folder}/state/status";
Dir::Cache "{folder}/cache";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Architecture "{processor}";
APT::Architectures "{processor}";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
"""


class Unavailable(Exception):
    """Why packages cannot be had."""


def mirror(suite):
    """The first mirror of a suite in apt's sources, or None."""
    files = [pathlib.Path("/etc/apt/sources.list"), *sorted(pathlib.Path("/etc/apt/sources.list.d").glob("*"))]
    for file in files:
        if not file.is_file():
            continue
        for entry in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
            lines = re.search(r"(?m)^deb (?:\[.*?\] )?(\S+) " + suite + r"\s", entry)
            if lines:
                return lines[1]
            uris, suites = re.search(r"(?m)^URIs: (\S+)", entry), re.search(r"(?m)^Suites: (.*)", entry)
            if uris and suites and suite in suites[1].split():
                return uris[1]
    return None


class Suite:
    """A suite for a processor, in Debian's names, with apt's lists in a folder of its own. The mirror is this machine's."""

    def __init__(self, folder, name, processor):
        self.folder = pathlib.Path(folder)
        address = mirror("bookworm")
        if not address:
            raise Unavailable("no mirror of Debian in apt's sources")
        for path in ("state/lists/partial", "cache/archives/partial", "sources"):
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        (self.folder / "state/status").touch()
        (self.folder / "sources.list").write_text(f"deb {address} {name} main\ndeb-src {address} {name} main\n",
                                                  encoding="utf-8")
        (self.folder / "apt.conf").write_text(CONFIGURATION.format(folder=self.folder, processor=processor),
                                              encoding="utf-8")
        self._run("apt-get", "update")

    def packages(self, *names):
        """Downloads packages and all that they need. Returns the paths of the files."""
        self._run("apt-get", "install", "--yes", "--download-only", *names)
        return sorted((self.folder / "cache/archives").glob("*.deb"))

    def sources(self, name):
        """Downloads the source package of a package. Returns the path of the archive of the sources as published."""
        self._run("apt-get", "source", "--download-only", name)
        (archive,) = (path for path in (self.folder / "sources").glob("*.orig.tar.*") if path.suffix != ".asc")
        return archive

    def _run(self, *command):
        environment = {**os.environ, "APT_CONFIG": str(self.folder / "apt.conf")}
        try:
            subprocess.run(command, check=True, env=environment, cwd=self.folder / "sources", stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        except FileNotFoundError:
            raise Unavailable(f"{command[0]} is not installed") from None
        except subprocess.CalledProcessError as error:
            print(error.stdout[-8000:])
            raise Unavailable(f"the mirror of Debian does not answer '{' '.join(command)}'") from None


def unpack(packages, folder):
    """Unpacks the files of packages in a folder, in which /lib and /bin are links, as in Debian."""
    for name in ("lib", "bin"):
        (folder / "usr" / name).mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(f"usr/{name}")
    for package in packages:
        archive = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
        subprocess.run(["tar", "--extract", "--keep-directory-symlink", "--directory", folder], check=True,
                       stdin=archive.stdout)
        assert archive.wait() == 0, package
