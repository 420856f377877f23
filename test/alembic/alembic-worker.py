"""Runs Alembic for one test process: one JSON object a line on stdin, one on stdout.

The program `alembic` itself is run, without the half second that it takes to start. Nothing of one project
is left for the next: neither its modules, nor its environment, nor what it logs to.

Projects lie in the folder that the first line names; it is gone when standard input ends.
"""

import contextlib
import io
import json
import logging
import os
import shutil
import sys
import tempfile
import traceback
import warnings


class Switch(io.TextIOBase):
    """Alembic keeps the standard output of the moment it is imported; this one leads where it should."""

    target = io.StringIO()

    def write(self, text):
        return self.target.write(text)

    def isatty(self):
        return False


answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
out, err = Switch(), Switch()
sys.stdout, sys.stderr = out, err
sys.dont_write_bytecode = True
os.environ["COLUMNS"] = "1000"
sys.argv = ["alembic"]

import alembic
import sqlalchemy
from alembic import autogenerate
from alembic.config import CommandLine, Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

FOLDER = os.path.realpath(tempfile.mkdtemp(prefix="lk-alembic-"))
PATH = list(sys.path)
listdir = os.listdir


def main():
    # Before 1.9 Alembic loads files in the order of the disk, which decides between two with one id.
    os.listdir = lambda *path: sorted(listdir(*path))
    tell({"folder": FOLDER, "alembic": alembic.__version__, "sqlalchemy": sqlalchemy.__version__})
    try:
        for line in sys.stdin:
            tell(answer(json.loads(line)))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def tell(value):
    answers.write(json.dumps(value) + "\n")
    answers.flush()


def answer(question):
    out.target, err.target = io.StringIO(), io.StringIO()
    told = {"exit": 0, "errors": [], "value": None}
    with alone(question["folder"], question.get("environment", {})), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            told["value"] = ASKED[question["ask"]](question)
        except SystemExit as end:
            told["exit"] = exit_code(end.code)
            told["errors"] = chain(end.__context__)
        except BaseException as error:
            traceback.print_exc()
            told["exit"] = 1
            told["errors"] = chain(error)
    told["output"], told["log"] = out.target.getvalue(), err.target.getvalue()
    told["warnings"] = [str(warning.message) for warning in warned if warning.category is UserWarning]
    return told


@contextlib.contextmanager
def alone(folder, environment):
    before = dict(os.environ)
    os.environ.update(environment)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(FOLDER)
        os.environ.clear()
        os.environ.update(before)
        sys.path[:] = PATH
        # "." is another folder by then.
        sys.path_importer_cache.clear()
        for name, module in list(sys.modules.items()):
            if (getattr(module, "__file__", None) or "").startswith(FOLDER):
                del sys.modules[name]
            elif any(place.startswith(FOLDER) for place in getattr(module, "__path__", ())):
                del sys.modules[name]
        for name in [None, *logging.root.manager.loggerDict]:
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.disabled = False


def exit_code(code):
    return 0 if code is None else code & 255 if isinstance(code, int) else 1


def chain(error):
    """The error that ended it first, then what it came from."""
    errors = []
    while error is not None:
        errors.append({"type": type(error).__name__, "message": str(error)})
        error = error.__cause__ or error.__context__
    return errors


def run(question):
    CommandLine(prog="alembic").main(question["arguments"])


def graph(question):
    revisions = scripts().revision_map
    loaded = {key: script for key, script in revisions._revision_map.items() if script is not None}
    return {
        "heads": sorted(revisions.heads),
        "realHeads": sorted(revisions._real_heads),
        "bases": sorted(revisions.bases),
        "realBases": sorted(revisions._real_bases),
        "revisions": {
            key: {
                "file": os.path.relpath(script.path),
                "parents": list(script._versioned_down_revisions),
                "dependsOn": sorted(script._resolved_dependencies),
                "labels": sorted(script._orig_branch_labels),
            }
            for key, script in loaded.items()
            if key == script.revision
        },
    }


def order(question):
    """The ids in the order in which `upgrade heads` runs them on an empty database."""
    return [step.revision.revision for step in scripts()._upgrade_revs("heads", None)]


def drift(question):
    """What `alembic check` of newer versions asks: what would make the database what the models say."""
    found = []

    def compare(revision, context):
        found.extend(autogenerate.compare_metadata(context, context.opts["target_metadata"]))
        return []

    configuration = Config("alembic.ini")
    directory = ScriptDirectory.from_config(configuration)
    with EnvironmentContext(configuration, directory, fn=compare):
        directory.run_env()
    return [describe(difference) for difference in found]


def describe(difference):
    if isinstance(difference, list):
        return [describe(inner) for inner in difference]
    return " ".join(str(getattr(part, "name", part)) for part in difference if part is not None)


def scripts():
    return ScriptDirectory.from_config(Config("alembic.ini"))


ASKED = {"run": run, "graph": graph, "order": order, "drift": drift}

main()
