"""The platforms that build.py makes wheels for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A platform of wheels."""

    platforms: str
    """The platform tag of its wheels: one or more names, joined with dots."""

    zig: str
    """The target of zig. It has the oldest version of the C library or system that the wheels run on."""

    suffix: str | None
    """The end of the file name of a module without the stable ABI, with {} for the version of Python (such as 310).

    None if only modules with the stable ABI can be made: the headers of this machine's Python do not serve for others.
    """

    @property
    def name(self):
        return self.platforms.partition(".")[0]

    @property
    def is_windows(self):
        return "windows" in self.zig


TARGETS = [
    Target("manylinux_2_17_x86_64.manylinux2014_x86_64", "x86_64-linux-gnu.2.17", ".cpython-{}-x86_64-linux-gnu.so"),
    Target("manylinux_2_17_aarch64.manylinux2014_aarch64", "aarch64-linux-gnu.2.17", ".cpython-{}-aarch64-linux-gnu.so"),
    # Python 3.10 for musl has the suffix of glibc or that of musl, depending on who built it. All have this one.
    Target("musllinux_1_2_x86_64", "x86_64-linux-musl", ".so"),
    Target("musllinux_1_2_aarch64", "aarch64-linux-musl", ".so"),
    Target("macosx_13_0_arm64", "aarch64-macos.13.0", ".cpython-{}-darwin.so"),
    Target("macosx_13_0_x86_64", "x86_64-macos.13.0", ".cpython-{}-darwin.so"),
    Target("win_amd64", "x86_64-windows-gnu", None),
]
