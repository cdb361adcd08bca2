"""Runs random commands of the program on changing folders under random limits, and records what is wrong.

What must hold, whatever happens to the folders and whichever limit is hit:
- The exit status is 0, 1, or the signal that was sent. No crash, no sanitizer report, no endless run.
- On files that do not change, the output is complete and status 0, or the status is 1 with a message.
- A file that the program writes has the old or the complete new content, and no temporary file remains.
- Each answer of a `--jsonl` stream is correct, and its memory does not grow.
"""

import errno
import json
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import threading
import time

WORKERS = 2
TIME_LIMIT = 120  # seconds for one command, which takes well under one
PIPE_SECONDS = 5  # how long the readers of a removed pipe are woken
MOST_GROWTH_KIB = 2048  # of a stream, after its first lines
FIRST_LINES = 1000  # of a stream, until its memory is steady
OLD_CONTENT = b"old content"

TEXTS = {
    "words": "The quick brown fox jumps over 1234567 lazy dogs. It didn't stop.\n" * 400,
    "scripts": "Zwölf Boxkämpfer — 今天天气很好 😀! Съешь же ещё этих мягких булок\n" * 150,
    "blanks": " " * 5000 + "\t\n" * 2000 + "end",
    "dashes": "-" * 30000,
    "empty": "",
    "ill_formed": "caf\udce9 \udcff\udcfe and more\n" * 300,
    "code": "for (int i = 0; i < 10; ++i) {\n  printf(\"%d\\n\", values[i]);\n}\n" * 300,
    "utf16": "\ufeffUTF-16 with a mark\n" * 50,
}
CHAT = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "How many tokens is this?"}] * 20})
REQUEST = json.dumps({"custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
                      "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}}) + "\n"

# Commands on files that do not change. NAME is one of TEXTS.
STABLE_COMMANDS = [
    ["count", "NAME"],
    ["count", "--json", "."],
    ["count", "-j", "8", "words", "code", "NAME"],
    ["count", "--chat", "chat"],
    ["encode", "NAME"],
    ["encode", "--json", "-e", "cl100k_base", "NAME"],
    ["encode", "--npy", "-", "NAME"],
    ["split", "NAME"],
    ["split", "--json", "-e", "r50k_base", "NAME"],
    ["chunk", "--max-tokens", "50", "NAME"],
    ["chunk", "--max-tokens", "20", "--overlap", "5", "NAME"],
    ["truncate", "--max-tokens", "100", "NAME"],
    ["truncate", "--max-tokens", "100", "--keep", "last", "NAME"],
    ["compare", "NAME"],
    ["cost", "-m", "gpt-4o", "--at", "2026-10-30", "NAME"],
    ["cost", "--at", "2026-10-30", "--chat", "chat"],
    ["cost", "--at", "2026-10-30", "--json", "--requests", "requests"],
    ["languages", "-e", "gpt2"],
    ["numbers", "1234567"],
    ["models"],
]

# Commands on files that change; their output is not known.
CHANGING_COMMANDS = [
    ["count", "FOLDER"],
    ["count", "--hidden", "--no-ignore", "-j", "8", "FOLDER", "FILE"],
    ["count", "--json", "--by", "ext", "FOLDER"],
    ["count", "FILE", "FILE", "FILE"],
    ["encode", "FILE"],
    ["split", "FILE"],
    ["split", "--json", "FILE"],
    ["chunk", "--max-tokens", "30", "FILE"],
    ["truncate", "--max-tokens", "50", "FILE"],
    ["truncate", "--max-tokens", "50", "--keep", "last", "FILE"],
    ["compare", "FILE"],
    ["cost", "-m", "gpt-4o", "FOLDER"],
    ["cost", "--chat", "FILE"],
    ["cost", "--requests", "FILE"],
    ["languages", "--corpus", "FOLDER"],
]

# Commands that write the file TARGET.
WRITING_COMMANDS = [
    ["encode", "--npy", "TARGET", "NAME"],
    ["split", "--html", "TARGET", "NAME"],
    ["split", "--svg", "TARGET", "NAME"],
    ["compare", "--svg", "TARGET", "NAME"],
    ["numbers", "--range", "0:999", "--html", "TARGET"],
    ["languages", "--html", "TARGET"],
    ["compare", "--html", "TARGET", "NAME"],
    ["cost", "--html", "TARGET", "NAME"],
]

# Streams: the command, and for each line its answer. None means any error.
STREAMS = {
    "count": (["count", "--jsonl"], [
        (b'"hello world"', {"tokens": 2}),
        (b'{"text": "hello world", "other": [1, {"a": null}]}', {"tokens": 2}),
        (b'{"other": 1}', None),
        (b"", None),
        (b'{"text": ', None),
        (b'"' + b"word " * 4000 + b'"', {"tokens": 4001}),
        (b'"' + b"-" * 5000 + b'"', {"tokens": 78}),
    ]),
    "encode": (["encode", "--jsonl"], [
        (b'"hello world"', [24912, 2375]),
        (b"[1]", None),
        (b'"' + b" word" * 3000 + b'"', [2195] * 3000),
    ]),
    "decode": (["decode", "--jsonl"], [
        (b"[24912,2375]", "hello world"),
        (b"[" + b"2195," * 3000 + b"2195]", " word" * 3001),
        (b"[99999999999999999999]", None),
        (b"[[[[", None),
    ]),
}


def encoded(name, text):
    return text.encode("utf-16-le") if name == "utf16" else text.encode(errors="surrogateescape")


class Soak:
    """A soak of `seconds`, which ends early after `most_faults`.

    `is_sanitized`: the program has a sanitizer, which reserves address space and keeps memory.
    """

    def __init__(self, program, folder, seconds, seed, is_sanitized, most_faults=10):
        self.program = program
        self.folder = folder
        self.seconds = seconds
        self.seed = seed
        self.is_sanitized = is_sanitized
        self.most_faults = most_faults
        self.faults = []
        self.retired_pipes = []  # the time at which each was removed, and its path
        self.outcomes = {}
        self.growth_kib = {}
        self.lock = threading.Lock()
        self.end = 0.0
        self.environment = {**os.environ, "XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent",
                            "ASAN_OPTIONS": "exitcode=99:allocator_may_return_null=1",
                            "UBSAN_OPTIONS": "halt_on_error=1:exitcode=99"}

    def run(self):
        """Returns the faults, of which there should be none."""
        for name in ("stable", "changing", "retired", "written"):
            os.mkdir(self.path(name))
        for name, text in TEXTS.items():
            self.write(f"stable/{name}", encoded(name, text))
        self.write("stable/chat", CHAT.encode())
        self.write("stable/requests", REQUEST.encode() * 100)
        self.expected = {}
        self.least_address_space = 0 if self.is_sanitized else self.find_least_address_space()
        self.end = time.monotonic() + self.seconds
        threads = [threading.Thread(target=self.guard, args=(self.change_folder,))]
        threads += [threading.Thread(target=self.guard, args=(self.work, n)) for n in range(WORKERS)]
        threads += [threading.Thread(target=self.guard, args=(self.feed, name)) for name in STREAMS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.faults

    # Helpers

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)

    def is_over(self):
        return time.monotonic() > self.end or len(self.faults) >= self.most_faults

    def report(self, fault):
        with self.lock:
            self.faults.append(fault)

    def guard(self, function, *arguments):
        """An exception of a thread is a fault, too."""
        try:
            function(*arguments)
        except Exception as problem:  # pylint: disable=broad-except
            self.report(f"{function.__name__}{arguments}: {problem!r}")

    def find_least_address_space(self):
        """The least address space, in steps of 512 KiB, in which the program starts."""
        least = os.path.getsize(self.program)
        while self.start(["--version"], {"AS": least}, "stable").wait() != 0:
            least += 1 << 19
            if least > 1 << 30:
                raise RuntimeError("the program does not start with 1 GiB of address space")
        return least

    # The changing folder

    def change_folder(self):
        """Adds, changes and removes files below `changing` until the end."""
        random_ = random.Random(f"{self.seed} changes")
        names = [f"{folder}{name}" for folder in ("", "a/", "a/b/") for name in ("1.txt", "2.md", ".3", "4.jsonl", "5")]
        for folder in ("changing/a", "changing/a/b"):
            os.makedirs(self.path(folder), exist_ok=True)
        for folder in ("changing", "changing/a"):
            self.write(f"{folder}/en.txt", TEXTS["words"].encode())  # stays, as the base of `languages`
        while not self.is_over():
            name = random_.choice(names)
            try:
                self.change(random_, self.path("changing/" + name))
            except OSError as problem:
                # The file or its folder has just been replaced by something else.
                if problem.errno not in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP,
                                         errno.ENXIO, errno.ENOTEMPTY):
                    raise
            self.feed_pipes(names)
            self.wake_readers()
            time.sleep(random_.random() * 0.01)
        self.retire(self.path("changing/5"))
        for name in names:
            self.retire(self.path("changing/" + name))
        while self.retired_pipes:
            self.wake_readers()
            time.sleep(0.1)

    def change(self, random_, path):
        change = random_.randrange(9)
        if change <= 2:  # grows
            with self.open_file(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND) as file:
                name = random_.choice(list(TEXTS))
                file.write(encoded(name, TEXTS[name]))
            return
        if change == 3:  # is truncated
            with self.open_file(path, os.O_WRONLY) as file:
                file.truncate(random_.randrange(200))
            return
        self.retire(path)
        if change == 4:
            os.mkfifo(path)
        elif change == 5:
            os.symlink(random_.choice(["1.txt", "../2.md", "absent", "5", "/dev/null", ".."]), path)
        elif change == 6:
            os.mkdir(path)
        elif change == 7:  # sparse
            with self.open_file(path, os.O_WRONLY | os.O_CREAT) as file:
                # A sanitized build without optimization splits 1 MB of NUL bytes in 20 s.
                file.truncate(1 << random_.randrange(16, 20 if self.is_sanitized else 23))
        os.makedirs(os.path.dirname(path), exist_ok=True)

    @staticmethod
    def open_file(path, flags):
        """Opens a regular file below `changing`, and no pipe, which could block."""
        descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW, 0o644)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.ENXIO, "not a regular file")
        return os.fdopen(descriptor, "wb")

    def retire(self, path):
        """Removes a file or folder, and wakes the readers of a pipe, which would wait for a writer."""
        retired = self.path(f"retired/{os.path.basename(path)}")
        try:
            os.rename(path, retired)
        except FileNotFoundError:
            return
        if stat.S_ISFIFO(os.lstat(retired).st_mode):
            pipe = self.path(f"retired/pipe{time.monotonic_ns()}")
            os.rename(retired, pipe)
            self.retired_pipes.append((time.monotonic(), pipe))
            self.wake_readers()
        elif os.path.isdir(retired) and not os.path.islink(retired):
            shutil.rmtree(retired)
        else:
            os.remove(retired)

    def wake_readers(self):
        """Opens the removed pipes for writing. A reader may find a pipe before it is removed and open it much later."""
        for _, pipe in self.retired_pipes:
            os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))
        while self.retired_pipes and self.retired_pipes[0][0] < time.monotonic() - PIPE_SECONDS:
            os.remove(self.retired_pipes.pop(0)[1])

    def feed_pipes(self, names):
        """Writes a line to each pipe that has a reader."""
        for name in names:
            path = self.path("changing/" + name)
            try:
                if not stat.S_ISFIFO(os.lstat(path).st_mode):
                    continue
                descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
            except OSError:
                continue  # no reader
            try:
                os.write(descriptor, b'{"lang": "en", "text": "from a pipe"}\n')
            except OSError:
                pass  # the reader has left
            os.close(descriptor)

    # Commands

    def work(self, number):
        """Runs random commands until the end."""
        random_ = random.Random(f"{self.seed} commands {number}")
        while not self.is_over():
            kind = random_.randrange(10)
            if kind < 5:
                self.run_stable(random_)
            elif kind < 8:
                self.run_changing(random_)
            else:
                self.run_writing(random_, f"written/{number}")

    def limits(self, random_):
        """Random limits by name, at most two of them; often none."""
        # The sanitizers load libraries, open pipes to check addresses, and need more stack.
        least_files, least_stack = (16, 2048) if self.is_sanitized else (3, 64)
        choices = {
            "NOFILE": lambda: random_.randrange(least_files, 40),
            "FSIZE": lambda: random_.choice([0, 1, 100, 4096, 100000]),
            "STACK": lambda: random_.randrange(least_stack, 8192) << 10,
        }
        if not self.is_sanitized:
            choices["AS"] = lambda: self.least_address_space + (1 << random_.randrange(16, 27))
        names = random_.sample(sorted(choices), random_.choice([0, 0, 1, 1, 2]))
        return {name: choices[name]() for name in names}

    def start(self, arguments, limits, folder, **streams):
        def set_limits():
            for name, value in limits.items():
                resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **streams}
        return subprocess.Popen([self.program, *arguments], cwd=self.path(folder), preexec_fn=set_limits,
                                env=self.environment, **streams)

    def finish(self, random_, arguments, limits, folder):
        """Runs a command, possibly with a signal; returns its status, output and errors, or None after a fault."""
        sent = random_.choice([0] * 9 + [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
        delay = random_.random() * 0.1
        # Files, not pipes, so that a limit of file sizes applies.
        with open(self.path(f"retired/output{threading.get_ident()}"), "w+b") as output, \
                open(self.path(f"retired/errors{threading.get_ident()}"), "w+b") as errors:
            process = self.start(arguments, limits, folder, stdout=output, stderr=errors)
            if sent:
                time.sleep(delay)
                process.send_signal(sent)
            endless = False
            try:
                process.wait(TIME_LIMIT)
            except subprocess.TimeoutExpired:
                endless = True
                with open(f"/proc/{process.pid}/wchan", encoding="ascii") as file:
                    waits_for = file.read()  # "0": it runs
                process.kill()
                process.wait()
            output.seek(0)
            errors.seek(0)
            status, text, message = process.returncode, output.read(), errors.read().decode(errors="replace")
        fault = ""
        if endless:
            fault = f"no end after {TIME_LIMIT} s (waits for: {waits_for})"
        elif "Sanitizer" in message or "runtime error:" in message:
            fault = "sanitizer report"
        elif status not in (0, 1, -sent):
            fault = "undocumented exit status"
        elif status == 1 and not message and limits.get("FSIZE", 1 << 30) > 10000:  # errors go to a file, too
            fault = "no message"
        with self.lock:
            outcome = "signal" if status < 0 else f"status {status}"
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        if fault:
            self.report(f"{' '.join(arguments)} in {folder}, limits {limits}, signal {sent}: {fault}: "
                        f"status {status}, {message[-4000:]!r}")
            return None
        return status, text, message

    def output_of(self, arguments, folder, name=None):
        """The output (or the file `name`) of a command without limits."""
        key = " ".join(arguments)
        if key not in self.expected:
            done = subprocess.run([self.program, *arguments], cwd=self.path(folder), stdin=subprocess.DEVNULL,
                                  capture_output=True, env=self.environment, timeout=TIME_LIMIT, check=False)
            if done.returncode != 0:
                self.report(f"{key} in {folder}: status {done.returncode} without limits: {done.stderr[-4000:]!r}")
            result = done.stdout
            if name is not None:
                with open(self.path(f"{folder}/{name}"), "rb") as file:
                    result = file.read()
            self.expected[key] = result
        return self.expected[key]

    def run_stable(self, random_):
        text = random_.choice(list(TEXTS))
        arguments = [text if word == "NAME" else word for word in random_.choice(STABLE_COMMANDS)]
        expected = self.output_of(arguments, "stable")
        limits = self.limits(random_)
        done = self.finish(random_, arguments, limits, "stable")
        if done is None:
            return
        status, output, message = done
        if status == 0 and output != expected:
            self.report(f"{' '.join(arguments)}, limits {limits}: wrong output with status 0")
        if status == 1 and not limits:
            self.report(f"{' '.join(arguments)}: status 1 without limits: {message}")

    def run_changing(self, random_):
        folders = ["../changing", "../changing/a"]
        names = ("1.txt", "2.md", ".3", "4.jsonl", "5", "a/1.txt", "a/2.md", "a/b/5")
        files = [f"../changing/{name}" for name in names]
        arguments = [random_.choice(folders) if word == "FOLDER" else random_.choice(files) if word == "FILE" else word
                     for word in random_.choice(CHANGING_COMMANDS)]
        self.finish(random_, arguments, self.limits(random_), "stable")

    def run_writing(self, random_, folder):
        text = random_.choice(list(TEXTS))
        arguments = [f"../../stable/{text}" if word == "NAME" else word for word in random_.choice(WRITING_COMMANDS)]
        shutil.rmtree(self.path(folder), ignore_errors=True)
        os.mkdir(self.path(folder))
        arguments = ["new" if word == "TARGET" else word for word in arguments]
        expected = self.output_of(arguments, folder, "new")
        exists = random_.random() < 0.5
        if exists:
            self.write(f"{folder}/new", OLD_CONTENT)
        elif os.path.exists(self.path(f"{folder}/new")):
            os.remove(self.path(f"{folder}/new"))
        limits = self.limits(random_)
        done = self.finish(random_, arguments, limits, folder)
        if done is None:
            return
        context = f"{' '.join(arguments)}, limits {limits}, status {done[0]}: "
        names = os.listdir(self.path(folder))
        if any(name != "new" for name in names):
            self.report(context + f"a temporary file remains: {names}")
        content = None
        if "new" in names:
            with open(self.path(f"{folder}/new"), "rb") as file:
                content = file.read()
        is_old = content == (OLD_CONTENT if exists else None)
        if content != expected and (done[0] == 0 or not is_old):
            self.report(context + "neither the old nor the complete new content")

    # Streams

    def feed(self, name):
        """Writes random lines to a stream until the end, and checks its answers and its memory."""
        arguments, cases = STREAMS[name]
        random_ = random.Random(f"{self.seed} {name}")
        process = self.start(arguments, {}, "stable", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        lines, first_kib, kib = 0, 0, 0
        while not self.is_over():
            # In parts, as from a socket.
            line, answer = random_.choice(cases)
            cut = random_.randrange(len(line) + 1)
            try:
                for part in (line[:cut], line[cut:] + b"\n"):
                    process.stdin.write(part)
                    process.stdin.flush()
            except BrokenPipeError:
                break
            got = process.stdout.readline()
            if not got:
                break
            if not self.is_answer(json.loads(got), answer):
                self.report(f"{name} --jsonl: wrong answer {got[:200]!r} to {line[:200]!r}")
            lines += 1
            if lines % 100 == 0:
                with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                    kib = next(int(row.split()[1]) for row in status if row.startswith("VmHWM"))
                first_kib = kib if lines <= FIRST_LINES else first_kib
                time.sleep(0.05)  # leaves most of the processor to the commands
        is_early = not self.is_over()
        process.stdin.close()
        process.stdout.close()
        status = process.wait(TIME_LIMIT)
        if is_early or status not in (0, 1):
            self.report(f"{name} --jsonl: ended after {lines} lines with status {status}")
        with self.lock:
            self.growth_kib[name] = (lines, first_kib, kib - first_kib)
        if not self.is_sanitized and kib - first_kib > MOST_GROWTH_KIB:
            self.report(f"{name} --jsonl: {kib - first_kib} KiB more after {lines} lines than after {FIRST_LINES}")

    @staticmethod
    def is_answer(got, expected):
        return got == expected if expected is not None else isinstance(got, dict) and "error" in got
