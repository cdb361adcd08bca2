"""A drop-in replacement for tiktoken 0.14.0.

    import tokmill.tiktoken as tiktoken

The functions, classes, arguments, results and errors are those of tiktoken. The built-in encodings need no download.
lib/python/README.md lists the differences.
"""

from .core import Encoding as Encoding
from .model import encoding_for_model as encoding_for_model
from .model import encoding_name_for_model as encoding_name_for_model
from .registry import get_encoding as get_encoding
from .registry import list_encoding_names as list_encoding_names

__version__ = "0.14.0"
