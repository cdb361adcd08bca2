"""Driver for tiktoken, through its Python interface. TIKTOKEN_CACHE_DIR contains the vocabularies."""

import tiktoken

import python_harness


def make(name):
    encoding = tiktoken.get_encoding(name)

    def encode_lines(lines, threads):
        if threads == 1:
            return sum(len(encoding.encode_ordinary(line)) for line in lines)
        return sum(map(len, encoding.encode_ordinary_batch(lines, num_threads=threads)))

    return encoding.encode_ordinary, None, encode_lines


python_harness.main(make)
