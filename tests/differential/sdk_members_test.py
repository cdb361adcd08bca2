"""Compare the tables of lib/chat/members.cpp with the types of the requests in OpenAI's and Anthropic's SDKs.

Every member of a request, a message, a content part, a function and a format of the answer must have a row, so that
somebody decided what it means for the count. Tables may have more: members that the SDKs no longer have, and those of
other providers. The packages are named in sdk_members.txt and downloaded once, into build/sdk_members. Skipped, with a
message, if they cannot be downloaded.
"""

import ast
import functools
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "build" / "sdk_members"
REQUIREMENTS = HERE / "sdk_members.txt"


def download():
    """Download the packages; return the reason if that fails."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    mark = FOLDER / "made-from.txt"
    if mark.exists() and mark.read_bytes() == REQUIREMENTS.read_bytes():
        return None
    for wheel in FOLDER.glob("*.whl"):
        wheel.unlink()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1",
               "--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", str(FOLDER),
               "--requirement", str(REQUIREMENTS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=FOLDER, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode != 0:
        return f"pip cannot download the packages: {done.stderr.strip().splitlines()[-1:]}"
    mark.write_bytes(REQUIREMENTS.read_bytes())
    return None


class Types:
    """The typed dictionaries of a package, read from its source."""

    def __init__(self, package):
        (wheel,) = FOLDER.glob(f"{package}-*.whl")
        self.archive = zipfile.ZipFile(wheel)
        self.package = package

    @functools.cache
    def module(self, path):
        """Return the classes, the aliases and the imports of a module."""
        file = f"{self.package}/types/{path}.py"
        tree = ast.parse(self.archive.read(file) if file in self.archive.namelist() else "")
        definitions, imports = {}, {}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                definitions[node.name] = node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                definitions[node.target.id] = node.value
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                definitions[node.targets[0].id] = node.value
            elif isinstance(node, ast.ImportFrom) and node.level:
                folder = path.split("/")[:-node.level]
                target = "/".join([*folder, *(node.module or "").split(".")])
                for name in node.names:
                    imports[name.asname or name.name] = (target, name.name)
        return definitions, imports

    def find(self, path, name):
        """Return the module that defines a name, and the definition; None if it is not of the package."""
        definitions, imports = self.module(path)
        if name in definitions:
            return path, definitions[name]
        if name in imports:
            return self.find(*imports[name])
        return None

    def classes(self, path, node):
        """Yield the module and the class of each typed dictionary in a type, not those in their members."""
        for part in ast.walk(node):
            name = part.id if isinstance(part, ast.Name) else part.value if isinstance(part, ast.Constant) else None
            found = self.find(path, name) if isinstance(name, str) else None
            if not found:
                continue
            module, definition = found
            if isinstance(definition, ast.ClassDef):
                if self.is_typed_dictionary(module, definition):
                    yield module, definition
            elif definition is not node:
                yield from self.classes(module, definition)

    def is_typed_dictionary(self, module, definition):
        if not isinstance(definition, ast.ClassDef):
            return isinstance(definition, ast.Call)  # TypedDict("Name", {"async": …})
        for base in definition.bases:
            if isinstance(base, ast.Name):
                found = self.find(module, base.id)
                if base.id == "TypedDict" or found and self.is_typed_dictionary(*found):
                    return True
        return False

    def named(self, path, name):
        module, definition = self.find(path, name)
        if isinstance(definition, ast.ClassDef):
            return [(module, definition)]
        return list(self.classes(module, definition))

    def members(self, module, definition):
        """Return the members of a typed dictionary with their types, inherited ones included."""
        members = {}
        for base in definition.bases:
            if not isinstance(base, ast.Name) or base.id == "TypedDict":
                continue
            base_module, base_definition = self.find(module, base.id)
            if isinstance(base_definition, ast.ClassDef):
                members |= self.members(base_module, base_definition)
            elif isinstance(base_definition, ast.Call):
                keys, values = base_definition.args[1].keys, base_definition.args[1].values
                members |= {key.value: value for key, value in zip(keys, values, strict=True)}
        for node in definition.body:
            if isinstance(node, ast.AnnAssign):
                members[node.target.id] = node.annotation
        return members

    def type_names(self, members):
        """Return the strings that the member `type` may be."""
        if "type" not in members:
            return []
        return [node.value for node in ast.walk(members["type"])
                if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def tables(text):
    """Return the tables of members.cpp: names and uses of members, and rows of parts."""
    members = {name: dict(re.findall(r'\{"([^"]+)", (\w+)\}', rows))
               for name, rows in re.findall(r"constexpr Member (\w+)\[\] = \{(.*?)\n\};", text, re.S)}
    (rows,) = re.findall(r"constexpr Part parts\[\] = \{(.*?)\n\};", text, re.S)
    parts = {name: (use, content)
             for name, use, content in re.findall(r'\{"([^"]+)", PartUse::(\w+), "([^"]*)"\}', rows)}
    return members, parts


REQUESTS = (
    ("openai", "chat/completion_create_params", "CompletionCreateParamsNonStreaming", "chat_members"),
    ("openai", "responses/response_create_params", "ResponseCreateParamsNonStreaming", "responses_members"),
    ("openai", "embedding_create_params", "EmbeddingCreateParams", "embeddings_members"),
    ("openai", "completion_create_params", "CompletionCreateParamsNonStreaming", "completions_members"),
    ("anthropic", "message_create_params", "MessageCreateParamsNonStreaming", "anthropic_members"),
    ("anthropic", "beta/message_create_params", "MessageCreateParamsNonStreaming", "anthropic_members"),
)

MESSAGES = (
    ("openai", "chat/chat_completion_message_param", "ChatCompletionMessageParam"),
    ("openai", "responses/easy_input_message_param", "EasyInputMessageParam"),
    ("openai", "responses/response_output_message_param", "ResponseOutputMessageParam"),
    ("anthropic", "message_param", "MessageParam"),
    ("anthropic", "beta/beta_message_param", "BetaMessageParam"),
)

PARTS = (
    ("openai", "chat/chat_completion_content_part_param", "ChatCompletionContentPartParam"),
    ("openai", "chat/chat_completion_content_part_refusal_param", "ChatCompletionContentPartRefusalParam"),
    ("openai", "responses/response_input_param", "ResponseInputItemParam"),
    ("openai", "responses/response_input_message_content_list_param", "ResponseInputContentParam"),
    ("openai", "responses/response_output_text_param", "ResponseOutputTextParam"),
    ("openai", "responses/response_output_refusal_param", "ResponseOutputRefusalParam"),
    ("anthropic", "content_block_param", "ContentBlockParam"),
    ("anthropic", "beta/beta_content_block_param", "BetaContentBlockParam"),
    ("anthropic", "tool_reference_block_param", "ToolReferenceBlockParam"),
)

# The members of an object in a part or a request, and the table that has them.
OBJECTS = (
    ("openai", "chat/chat_completion_content_part_image_param", "ImageURL", "members_of_source"),
    ("openai", "chat/chat_completion_function_tool_param", "ChatCompletionFunctionToolParam", "members_of_tool"),
    ("openai", "shared_params/function_definition", "FunctionDefinition", "members_of_tool"),
    ("openai", "chat/chat_completion_custom_tool_param", "Custom", "members_of_tool"),
    ("openai", "responses/function_tool_param", "FunctionToolParam", "members_of_tool"),
    ("openai", "responses/custom_tool_param", "CustomToolParam", "members_of_tool"),
    ("openai", "shared_params/response_format_json_schema", "ResponseFormatJSONSchema", "members_of_format"),
    ("openai", "shared_params/response_format_json_schema", "JSONSchema", "members_of_format"),
    ("openai", "responses/response_format_text_json_schema_config_param", "ResponseFormatTextJSONSchemaConfigParam",
     "members_of_format"),
    ("openai", "responses/response_text_config_param", "ResponseTextConfigParam", "members_of_text"),
    ("anthropic", "tool_param", "ToolParam", "members_of_tool"),
    ("anthropic", "beta/beta_tool_param", "BetaToolParam", "members_of_tool"),
    ("anthropic", "output_config_param", "OutputConfigParam", "members_of_output_config"),
    ("anthropic", "beta/beta_output_config_param", "BetaOutputConfigParam", "members_of_output_config"),
    ("anthropic", "image_block_param", "Source", "members_of_source"),
    ("anthropic", "document_block_param", "Source", "members_of_source"),
)

# What lib/chat/parts.cpp counts besides the content of the row.
COUNTED = {
    "image": {"image_url"},
    "document": {"title", "context"},
    "call": {"name"},
    "call_result": {"title", "source"},
}


def missing(types, known):
    """Return what of the SDKs has no row, as lines."""
    members, parts = known
    lines = set()

    def compare(package, path, name, table, more=()):
        found = types[package].named(path, name)
        assert found, name
        for module, definition in found:
            for member in types[package].members(module, definition):
                if member not in members[table] and member not in more:
                    lines.add(f"{table}: {member} of {package}'s {definition.name}")

    for package, path, name, table in (*REQUESTS, *OBJECTS):
        compare(package, path, name, table)
    for package, path, name in MESSAGES:
        compare(package, path, name, "members_of_message")
    for package, path, name in PARTS:
        for module, definition in types[package].named(path, name):
            of_part = types[package].members(module, definition)
            if "role" in of_part and "tools" not in of_part:
                continue  # a message
            for part in types[package].type_names(of_part):
                if part not in parts:
                    lines.add(f"parts: {part} of {package}'s {definition.name}")
                    continue
                use, content = parts[part]
                if use in ("unknown", "uncounted", "message"):
                    continue
                for member in of_part:
                    if member not in {content, *COUNTED.get(use, ())} and member not in members["members_of_part"]:
                        lines.add(f"members_of_part: {member} of {package}'s {definition.name}")
    return sorted(lines)


class SdkMembers(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        reason = download()
        if reason:
            print(f"skipped: {reason}")
            sys.exit(77)
        cls.types = {package: Types(package) for package in ("openai", "anthropic")}
        cls.text = (ROOT / "lib" / "chat" / "members.cpp").read_text()

    def test_every_member_has_a_row(self):
        self.assertEqual(missing(self.types, tables(self.text)), [])

    def test_a_missing_row_is_found(self):
        for row, line in (
                ('    {"seed", setting},\n', "chat_members: seed of openai's CompletionCreateParamsNonStreaming"),
                ('    {"weight", setting},  // of fine-tuning\n', None),
                ('    {"tool_call_id", counted},\n',
                 "members_of_message: tool_call_id of openai's ChatCompletionToolMessageParam"),
                ('    {"input_image", PartUse::image, ""},\n',
                 "parts: input_image of openai's ResponseInputImageParam"),
                ('    {"transformations", setting},\n',
                 "members_of_part: transformations of anthropic's ImageBlockParam"),
        ):
            self.assertIn(row, self.text)
            found = missing(self.types, tables(self.text.replace(row, "")))
            self.assertEqual(found == [], line is None, row)
            if line:
                self.assertIn(line, found)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
