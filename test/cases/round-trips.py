"""Runs revisions of a history up and down again on PostgreSQL, and compares what pg_dump writes before and after.

Each revision is tried on a copy of a database that stands just before it, so that none sees what another one left.
Standard input holds one JSON object: the folder of the environment, how to reach PostgreSQL, where its programs are
and which revisions to try. A line of JSON for each of them goes to standard output.
"""

import importlib.abc
import importlib.machinery
import json
import os
import re
import subprocess
import sys
import types

import sqlalchemy
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

question = json.load(sys.stdin)
# What revisions print is no answer.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
HOST, USER, BIN = question["host"], question["user"], question["bin"]
TRIED = set(question["tried"])
os.environ |= question["environment"]


class Absent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The application of a history is not here: what revisions import of it is a name without a meaning."""

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in question["absent"]:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        module.__getattr__ = stand_in


class CITEXT(sqlalchemy.types.UserDefinedType):
    """SQLAlchemy has it from 2.0 on."""

    cache_ok = True

    def get_col_spec(self, **kw):
        return "CITEXT"


if not hasattr(postgresql, "CITEXT"):
    postgresql.CITEXT = CITEXT


class Nothing(type):
    """Holds nothing, and whatever of it is asked for is nothing as well."""

    def __getattr__(cls, name):
        return stand_in(name)

    def __getitem__(cls, key):
        return stand_in(str(key))

    def __call__(cls, *args, **kwargs):
        return cls

    def __contains__(cls, item):
        return False

    def __iter__(cls):
        return iter(())


def stand_in(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in question["types"]:
        return getattr(sqlalchemy, question["types"][name])
    return Nothing(name, (), {})


def main():
    sys.meta_path.append(Absent())
    scripts = in_order()
    administer("CREATE DATABASE main_line")
    for script in scripts:
        told = {"id": script.revision}
        if script.revision in TRIED:
            tell(told | round_trip(script))
        problem = run("main_line", script.module.upgrade)
        if problem is not None:
            tell({"id": script.revision, "stopped": problem})
    administer("DROP DATABASE main_line")


def in_order():
    """As `upgrade heads` runs them on an empty database."""
    scripts = ScriptDirectory(question["folder"], version_locations=question["locations"])
    return [step.revision for step in scripts._upgrade_revs("heads", None)]


def round_trip(script):
    before = dumped("main_line")
    administer("CREATE DATABASE trial TEMPLATE main_line")
    try:
        problem = run("trial", script.module.upgrade)
        if problem is not None:
            return {"outcome": "no upgrade", "problem": problem}
        if not hasattr(script.module, "downgrade"):
            return {"outcome": "no downgrade", "problem": "there is none"}
        problem = run("trial", script.module.downgrade)
        if problem is not None:
            return {"outcome": "no downgrade", "problem": problem}
        after = dumped("trial")
        if after != before:
            before = dumped_as_valid(before, valid_constraints("trial"))
        if after == before:
            return {"outcome": "same"}
        return {
            "outcome": "differs",
            "gone": [line for line in before if line not in after],
            "left": [line for line in after if line not in before],
        }
    finally:
        administer("DROP DATABASE trial WITH (FORCE)")


def valid_constraints(database):
    rows = ask(database, "SELECT conrelid::regclass::text || ' ' || conname FROM pg_constraint WHERE convalidated")
    return [row[0] for row in rows]


def dumped_as_valid(before, valid):
    """
    A constraint that was NOT VALID and has been checked since is the same one: it keeps out the same rows, and nobody
    can have it forget that all of them keep to it.
    """
    where = "NOT convalidated AND conrelid::regclass::text || ' ' || conname = ANY(:valid)"
    changed = ask("main_line", f"UPDATE pg_constraint SET convalidated = true WHERE {where} RETURNING oid", valid=valid)
    if not changed:
        return before
    oids = [row[0] for row in changed]
    try:
        return dumped("main_line")
    finally:
        ask("main_line", "UPDATE pg_constraint SET convalidated = false WHERE oid = ANY(:oids) RETURNING 1", oids=oids)


def run(database, direction):
    """What it fails with, in one line."""
    engine = sqlalchemy.create_engine(
        f"postgresql+psycopg2://{USER}@/{database}?host={HOST}", poolclass=sqlalchemy.pool.NullPool
    )
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection)
            with context.begin_transaction(_per_migration=True), Operations.context(context):
                direction()
    except BaseException as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    finally:
        engine.dispose()
    return None


def dumped(database):
    """All that there is, rows included, each part by itself: the order in which it was made is none of them."""
    program = [os.path.join(BIN, "pg_dump"), "-h", HOST, "-U", USER, "--no-owner", database]
    text = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    found = []
    for statement in re.split(r"\n{2,}", re.sub(r"^--.*$", "", text, flags=re.MULTILINE)):
        first, *rest = statement.strip("\n").split("\n")
        # How far a sequence has counted is nobody's concern, and some versions write a key that is always another.
        if first.startswith(("SELECT pg_catalog.setval", "\\")):
            continue
        if first.startswith("COPY "):
            first = first.split(" (")[0]
        parts = rest if first.startswith(("COPY ", "CREATE TABLE ")) else []
        found += [f"{first} {part.strip(' ,')}" for part in parts if part not in (");", "\\.")]
        found.append(first if parts else "\n".join([first, *rest]))
    return sorted(found)


def administer(statement):
    connected("postgres", statement)


def ask(database, statement, **values):
    return connected(database, statement, **values).all()


def connected(database, statement, **values):
    engine = sqlalchemy.create_engine(
        f"postgresql+psycopg2://{USER}@/{database}?host={HOST}",
        isolation_level="AUTOCOMMIT",
        poolclass=sqlalchemy.pool.NullPool,
    )
    with engine.connect() as connection:
        result = connection.execute(sqlalchemy.text(statement), values)
        rows = result.freeze() if result.returns_rows else None
    engine.dispose()
    return rows and rows()


def tell(value):
    answers.write(json.dumps(value) + "\n")
    answers.flush()


main()
