"""The module of what needs ICU, in a package that was built without ICU: it is in the file of _native.

Takes the place of this module in sys.modules.
"""

import importlib.machinery
import importlib.util
import sys

from . import _native

_loader = importlib.machinery.ExtensionFileLoader(__name__, _native.__file__)
_spec = importlib.util.spec_from_loader(__name__, _loader)
sys.modules[__name__] = importlib.util.module_from_spec(_spec)
_loader.exec_module(sys.modules[__name__])
