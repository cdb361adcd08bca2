"""The program, with which the answers of the engines are compared."""

import os
import subprocess

TOKMILL = os.environ["TOKMILL"]


def program(*arguments, text):
    return subprocess.run([TOKMILL, *arguments], input=text, capture_output=True, timeout=300, check=True).stdout
