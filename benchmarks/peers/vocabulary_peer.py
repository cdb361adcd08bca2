"""Driver for tokenizers that load a tokenizer.json: vocabulary_peer.py PEER TASK ENCODING FILE REPEATS THREADS.

ENCODING is the path of the tokenizer.json. All use one thread, also for several lines.
"""

import sys

import python_harness


def hugging_face(path):
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(path)
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def hugging_face_candidate(path):
    # A release candidate, in a folder of its own beside the packages of the environment.
    sys.path.insert(0, f"{sys.prefix}/release_candidates")
    return hugging_face(path)


def tokie(path):
    from tokie import Tokenizer

    tokenizer = Tokenizer.from_json(path)
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def kitoken(path):
    from kitoken import Kitoken

    tokenizer = Kitoken.from_tokenizers_file(path)
    return lambda text: tokenizer.encode(text, False)


def iree(path):
    from iree.tokenizer import Tokenizer

    return Tokenizer.from_file(path).encode


PEERS = {
    "tokenizers": hugging_face,
    "tokenizers-rc": hugging_face_candidate,
    "tokie": tokie,
    "kitoken": kitoken,
    "iree": iree,
}

load = PEERS[sys.argv.pop(1)]
python_harness.main(lambda path: (load(path), None, None))
