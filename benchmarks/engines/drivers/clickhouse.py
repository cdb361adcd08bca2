"""ClickHouse in this process. tiktoken is in a program that ClickHouse starts as it starts tokmill."""

import json
import pathlib
import sys

import chdb
from measure import Work, timed

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Answers each row at once, as it must, because it does not know which one is the last of a block.
TIKTOKEN_PROGRAM = """#!{python}
import json, sys, tiktoken
encode = tiktoken.get_encoding("o200k_base").encode_ordinary
for line in sys.stdin.buffer:
    sys.stdout.write('{{"tokens":%d}}\\n' % len(encode(json.loads(line)["a"])))
    sys.stdout.flush()
"""
TIKTOKEN_FUNCTION = """
  <function>
    <name>tiktoken_count</name>
    <type>executable_pool</type>
    <command>tiktoken_count</command>
    <format>JSONEachRow</format>
    <argument>
      <type>String</type>
      <name>a</name>
    </argument>
    <return_type>UInt64</return_type>
    <return_name>tokens</return_name>
    <command_read_timeout>600000</command_read_timeout>
    <command_write_timeout>600000</command_write_timeout>
  </function>
</functions>"""


class Engine:
    goal = 4
    repeats = 1

    def __init__(self, texts, folder):
        (folder / "tokmill").symlink_to(ROOT / "build" / "release" / "bin" / "tokmill")
        program = folder / "tiktoken_count"
        program.write_text(TIKTOKEN_PROGRAM.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
        functions = (ROOT / "lib" / "engines" / "clickhouse" / "tokmill_function.xml").read_text(encoding="utf-8")
        (folder / "udf_config.xml").write_text(functions.replace("\n</functions>", TIKTOKEN_FUNCTION), encoding="utf-8")
        rows = folder / "rows.jsonl"
        rows.write_text("".join(json.dumps({"id": i, "a": text}) + "\n" for i, text in enumerate(texts)), encoding="utf-8")

        self.connection = chdb.connect(f":memory:?udf_path={folder}")
        self.name = f"ClickHouse {self.value('version()')}"
        self.connection.query("CREATE TABLE t(a String) ENGINE = Memory")
        # A thread takes whole blocks, so make several.
        for block in range(8):
            self.connection.query(f"INSERT INTO t SELECT a FROM file('{rows}', JSONEachRow, 'id UInt64, a String') "
                                  f"WHERE id % 8 = {block}")

    def value(self, expression):
        return str(self.connection.query(f"SELECT {expression}", "TSV")).strip()

    def query(self, sql, threads=1):
        return timed(lambda: int(self.value(f"sum({sql}) FROM t SETTINGS max_threads = {threads}")))

    def works(self):
        yield Work("tiktoken in a pool, 2 threads", "tokens", self.query("tiktoken_count(a)", 2), "tiktoken")
        yield Work("`token_count`, one thread", "tokens", self.query("token_count(a)"))
        yield Work("`token_count`, 2 threads", "tokens", self.query("token_count(a)", 2), "tokmill")
        yield Work("`token_ids`, one thread", "tokens", self.query("length(token_ids(a))"))
        yield Work("`lengthUTF8`, 2 threads", "characters", self.query("lengthUTF8(a)", 2), "floor")
