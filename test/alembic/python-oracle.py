"""Answers what CPython thinks of texts: whether it reads them, what they ask for, what expressions come to.

One JSON question a line on stdin, one JSON answer a line on stdout.
"""

import ast
import importlib.util
import json
import pathlib
import re
import sys
import warnings

# A place in a text that only a run would fill.
OPEN = "\ue000"


def main():
    # Strange escapes are none of ours.
    warnings.simplefilter("ignore")
    calls = counter()
    print(json.dumps(sys.version.split()[0]), flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        print(
            json.dumps(
                {
                    "files": [calls.answer_text(text.encode()) for text in question["texts"]],
                    "values": [value(expression) for expression in question["expressions"]],
                }
            ),
            flush=True,
        )


def counter():
    """The counter of calls beside this file, whose name is none that Python imports."""
    path = pathlib.Path(__file__).with_name("count-calls.py")
    spec = importlib.util.spec_from_file_location("count_calls", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Unknown(str):
    """What any name stands for: it is open, and so is all that is done with it."""

    def __call__(self, *values, **named):
        return values[0] if values else next(iter(named.values()), self)

    def __getattr__(self, name):
        return self

    def __getitem__(self, key):
        return self

    def __mod__(self, other):
        return self

    def __format__(self, how):
        return OPEN

    def __repr__(self):
        return OPEN

    def format(self, *values, **named):
        return self

    def keys(self):
        return []


class Names(dict):
    def __missing__(self, name):
        return Unknown(OPEN)


def value(expression):
    """The text it comes to; None where that takes more than texts and names."""
    try:
        tree = ast.parse(f"({expression}\n)", mode="eval")
        if not all(is_harmless(node) for node in ast.walk(tree)):
            return None
        found = eval(compile(tree, "expression", "eval"), {"__builtins__": {}}, Names())
    except Exception:
        return None
    return found if isinstance(found, str) and not has_half(found) else None


HARMLESS = (
    ast.Expression, ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Add, ast.Mod, ast.Name,
    ast.Load, ast.Tuple, ast.Dict, ast.Call, ast.Attribute, ast.keyword, ast.Subscript, ast.Starred, ast.List,
)


def is_harmless(node):
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("_")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        # Nobody needs a width of a million.
        return not re.search(r"\d{5}", node.value)
    return isinstance(node, HARMLESS)


def has_half(text):
    return any("\ud800" <= character <= "\udfff" for character in text)


main()
