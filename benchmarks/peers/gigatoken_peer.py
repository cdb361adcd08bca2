"""Driver for gigatoken, through its Python interface. Uses one thread or the number that gigatoken chooses."""

import os

import gigatoken

import python_harness

VOCABULARIES = os.environ["TOKMILL_VOCABULARIES"]


def make(name):
    if os.path.isabs(name):
        with open(name, "rb") as file:
            tokenizer = gigatoken.Tokenizer.from_json(file.read())
    else:
        tokenizer = gigatoken.Tokenizer.from_tiktoken(os.path.join(VOCABULARIES, f"{name}.tiktoken"))

    def encode(text):
        return tokenizer.encode(text)

    def encode_lines(lines, threads):
        if threads == 1:
            return sum(len(tokenizer.encode(line)) for line in lines)
        return sum(map(len, tokenizer.encode_batch(lines, parallel=True)))

    return encode, None, encode_lines


python_harness.main(make)
