"""Answers what the pip beside this Python makes of requirements files, versions, specifiers and markers.

One JSON object a line on stdin, one on stdout. Nothing is installed, no include is opened, no address is
asked, no variable of the environment is set, and the working directory is empty.

An optional argument is a folder that holds another pip.
"""

import functools
import json
import logging
import optparse
import os
import re
import sys
import warnings

os.environ.clear()
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
if len(sys.argv) > 1:
    sys.path.insert(0, sys.argv[1])

import pip
from pip._internal.req import constructors, req_file
from pip._vendor import packaging
from pip._vendor.packaging.markers import Marker
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.specifiers import Specifier, SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name
from pip._vendor.packaging.version import Version

FILE = "/requirements.txt"


def main():
    answers = {
        "file": answer_file,
        "version": answer_version,
        "compare": answer_compare,
        "specifier": answer_specifier,
        "contains": answer_contains,
        "marker": answer_marker,
    }
    hello = {
        "pip": pip.__version__,
        "packaging": packaging.__version__,
        "python": ".".join(str(part) for part in sys.version_info[:3]),
    }
    print(json.dumps(hello), flush=True)
    for line in sys.stdin:
        # A batch is a list of questions, so that neither side waits for the other after each.
        batch = json.loads(line)
        print(json.dumps([answers[asked["kind"]](asked) for asked in batch]), flush=True)


# Requirements files


def answer_file(asked):
    # Decoding a file takes its byte order mark away.
    text = asked["text"].removeprefix("\ufeff")
    return [line_answer(number, content) for number, content in req_file.preprocess(text)]


def line_answer(number, content):
    answer = {"number": number, "content": content}
    seen.clear()
    forget_shared_defaults()
    try:
        arguments, options = req_file.get_line_parser(None)(content)
        line = req_file.ParsedLine(FILE, number, arguments, options, False)
        answer.update(entry_answer(line, arguments, options))
        answer["options"] = [
            [name, given_text(name, value)] for name, value in seen if name != "--hash"
        ]
        answer["hashes"] = [value.split(":", 1) for name, value in seen if name == "--hash"]
        answer["words"] = leftover.words
    except Exception as error:
        answer.update(kind="invalid", error=error_text(error))
    return answer


def given_text(name, value):
    """Older versions of pip turn a value into something else before it is kept."""
    return None if value is None else str(value)


def entry_answer(line, arguments, options):
    requirement = getattr(line, "requirement", None)
    if requirement is None:
        return include_answer(options)
    parsed = req_file.handle_requirement_line(line)
    try:
        if parsed.is_editable:
            return requirement_answer(parsed)
        # `a @ b/../` would be the working directory.
        return with_disk(False, lambda: requirement_answer(parsed))
    except Exception as error:
        # It may be a file or folder that is not there. Would pip take it if it were?
        made = made_if_on_disk(parsed)
        if made is None:
            raise
        return {
            "kind": "if-on-disk",
            "as": "editable" if parsed.is_editable else "path",
            "where": without_extras(parsed.requirement) if parsed.is_editable else written_place(parsed.requirement),
            "extras": normalized(made.extras),
            "marker": marker_text(made.markers),
            "error": error_text(error),
        }


def include_answer(options):
    if options.requirements:
        return {"kind": "include", "as": "requirements", "target": options.requirements[0]}
    if options.constraints:
        return {"kind": "include", "as": "constraints", "target": options.constraints[0]}
    return {"kind": "options"}


def requirement_answer(parsed):
    made = constructors.install_req_from_parsed_requirement(parsed)
    common = {
        "name": made.req.name if made.req else None,
        "normalized": canonicalize_name(made.req.name) if made.req else None,
        "extras": normalized(made.extras),
        "marker": marker_text(made.markers),
    }
    if parsed.is_editable:
        return {"kind": "editable", **editable_place(parsed.requirement, made.link.url), **common}
    if made.link is None or made.req is not None and made.req.url is not None:
        return {
            "kind": "requirement",
            "specs": clauses(made.req.specifier),
            "url": made.req.url,
            **common,
        }
    # What the name of a wheel says.
    versions = sorted(clause.version for clause in made.req.specifier) if made.req else []
    return {
        "kind": "address" if is_address(parsed.requirement) else "path",
        "where": written_place(parsed.requirement) if made.link.url.startswith("file:") else made.link.url,
        "version": versions[0] if versions else None,
        **common,
    }


def is_address(text):
    return constructors.is_url(text.split("; ", 1)[0].strip())


def written_place(text):
    """An address without its marker, or a path without that and its extras: pip makes it absolute."""
    if is_address(text):
        return text.split("; ", 1)[0].strip()
    path = text.split(";", 1)[0].strip()
    # pip makes the path absolute first, and so takes a slash at its end away.
    cut = without_extras(path.rstrip("/"))
    return path if cut == path.rstrip("/") else cut


def editable_place(text, url):
    try:
        named = Requirement(text).url
    except Exception:
        named = None
    if named is not None:
        return {"where": named, "isAddress": True}
    if url.startswith("file:"):
        is_written_so = text.lower().startswith("file:")
        return {"where": url if is_written_so else without_extras(text), "isAddress": is_written_so}
    return {"where": text, "isAddress": True}


def without_extras(path):
    with_extras = re.match(r"^(.+)(\[[^\]]+\])$", path)
    return with_extras.group(1).rstrip() if with_extras else path


def clauses(specifiers):
    return sorted([clause.operator, clause.version] for clause in specifiers)


def normalized(extras):
    return sorted({canonicalize_name(extra) for extra in extras})


def marker_text(marker):
    try:
        return None if marker is None else str(marker)
    except ValueError:
        # It reads, and has no text: no quotes fit around a value that holds both kinds.
        return "not to be written"


def error_text(error):
    return f"{type(error).__name__}: {getattr(error, 'msg', None) or error}"[:300]


def made_if_on_disk(parsed):
    try:
        return with_disk(True, lambda: constructors.install_req_from_parsed_requirement(parsed))
    except Exception:
        return None


def with_disk(has_everything, make):
    names = {"isdir": os.path.isdir, "installable": constructors.is_installable_dir}
    os.path.isdir = lambda path: has_everything
    constructors.is_installable_dir = lambda path: True
    try:
        return make()
    finally:
        os.path.isdir = names["isdir"]
        constructors.is_installable_dir = names["installable"]


def forget_shared_defaults():
    """pip keeps one list of features for all lines it ever reads."""
    for factory in req_file.SUPPORTED_OPTIONS:
        if isinstance(factory, functools.partial) and isinstance(factory.keywords.get("default"), list):
            factory.keywords["default"].clear()


# The options of a line as optparse takes them, in order: their usual name and value.
seen = []


class leftover:
    words = []


def record_options():
    process = optparse.Option.process
    check = optparse.OptionParser.check_values

    def recording(option, name, value, values, parser):
        seen.append((option.get_opt_string(), value))
        return process(option, name, value, values, parser)

    def keeping(parser, values, words):
        leftover.words = list(words)
        return check(parser, values, words)

    optparse.OptionParser.print_usage = lambda parser, file=None: None
    optparse.Option.process = recording
    optparse.OptionParser.check_values = keeping


# What packaging says on its own


def answer_version(asked):
    try:
        version = Version(asked["version"])
    except Exception:
        return {"valid": False}
    return {
        "valid": True,
        "text": str(version),
        "public": version.public,
        "prerelease": version.is_prerelease,
    }


def answer_compare(asked):
    try:
        left, right = Version(asked["left"]), Version(asked["right"])
    except Exception:
        return {"valid": False}
    return {"valid": True, "order": (left > right) - (left < right)}


def answer_specifier(asked):
    try:
        return {"valid": True, "specs": sorted({"".join(clause) for clause in clauses(strict_set(asked["specifier"]))})}
    except Exception:
        return {"valid": False}


def answer_contains(asked):
    try:
        specifiers = strict_set(asked["specifier"])
        return {
            "valid": True,
            "admits": specifiers.contains(asked["version"], prereleases=asked["prereleases"]),
        }
    except Exception:
        return {"valid": False}


def strict_set(text):
    """Without the specifiers from before PEP 440, which old sets still took."""
    for clause in text.split(","):
        if clause.strip():
            Specifier(clause)
    return SpecifierSet(text)


def answer_marker(asked):
    try:
        marker = Marker(asked["marker"])
    except Exception:
        return {"valid": False}
    try:
        return {"valid": True, "text": str(marker), "holds": marker.evaluate(asked["environment"])}
    except Exception as error:
        return {"valid": True, "text": str(marker), "holds": f"error:{type(error).__name__}"}


record_options()
main()
