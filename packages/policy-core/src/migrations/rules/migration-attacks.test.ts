import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { isOfRule } from '../../testing/describe-rule.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

const FOUND = 'fail';
const OPEN = 'undetermined';

/** What somebody writes so that nobody finds it: what is above upgrade(), its lines, and what is said of it. */
type Attack = readonly [name: string, module: string, upgrade: string, said: typeof FOUND | typeof OPEN];

const DROP = 'op.drop_column("users", "email")';
const SQL = 'ALTER TABLE users DROP COLUMN email';

const NAMED_OTHERWISE: readonly Attack[] = [
  ['by letters that Python takes for others', '', 'ｏｐ.ｄｒｏｐ_column("users", "email")', FOUND],
  ['by another name', 'from alembic import op as o', 'o.drop_column("users", "email")', FOUND],
  [
    'by the name of what is harmless',
    'from alembic.op import drop_column as create_index',
    'create_index("users", "email")',
    FOUND,
  ],
  ['by the module', 'import alembic as a', 'x = a.op\nx.drop_column("users", "email")', FOUND],
  [
    'by an object of its class',
    'from alembic.operations import Operations',
    'Operations(op.get_context()).drop_column("users", "email")',
    FOUND,
  ],
  [
    'by importlib',
    'import importlib',
    'importlib.import_module("alembic.op").drop_column("users", "email")',
    OPEN,
  ],
  ['by importlib of another file', 'import importlib', 'importlib.import_module("tools").run()', OPEN],
  ['by __import__', '', '__import__("alembic").op.drop_column("users", "email")', FOUND],
  ['by __import__ of another file', '', '__import__("tools").run()', OPEN],
  ['by sys.modules', 'import sys', 'sys.modules["alembic.op"].drop_column("users", "email")', OPEN],
  ['by sys.modules, of this very file', 'import sys', 'sys.modules[__name__].downgrade()', OPEN],
  ['by getattr', '', 'getattr(op, "drop_column")("users", "email")', FOUND],
  ['by getattr of a computed name', '', 'getattr(op, "drop" + kind)("users", "email")', OPEN],
  ['by another getattr', 'g = getattr', 'g(op, "drop_column")("users", "email")', OPEN],
  ['by the dictionary of op', '', 'op.__dict__["drop_column"]("users", "email")', OPEN],
  ['by vars of op', '', 'vars(op)["drop_column"]("users", "email")', OPEN],
  ['by methodcaller', 'import operator', 'operator.methodcaller("drop_column", "users", "email")(op)', OPEN],
  ['by attrgetter', 'import operator', 'operator.attrgetter("drop_column")(op)("users", "email")', OPEN],
  ['by what op stands for', '', 'op._proxy.drop_column("users", "email")', OPEN],
  ['by the implementation', '', `op.get_context().impl._exec("${SQL}")`, OPEN],
  ['by __call__ of the operation', '', 'op.drop_column.__call__("users", "email")', OPEN],
];

const HANDED_ON: readonly Attack[] = [
  ['partial', 'from functools import partial', 'partial(op.drop_column, "users")("email")', OPEN],
  ['map', '', 'list(map(op.drop_column, ["users"], ["email"]))', OPEN],
  [
    'starmap',
    'import itertools',
    'for _ in itertools.starmap(op.drop_column, [("users", "email")]):\n    pass',
    OPEN,
  ],
  [
    'a thread',
    'import threading',
    'threading.Thread(target=op.drop_column, args=("users", "email")).start()',
    OPEN,
  ],
  ['an assignment in the call', '', '(d := op.drop_column)("users", "email")', OPEN],
  ['a dictionary', '', '{"a": op.drop_column}["a"]("users", "email")', OPEN],
  ['a condition', '', '(op.drop_column if yes else op.create_index)("users", "email")', OPEN],
  ['an alternative', '', '(None or op.drop_column)("users", "email")', OPEN],
  ['an attribute', 'class S:\n    pass', 'S.x = op.drop_column\nS.x("users", "email")', OPEN],
  ['op in a list', '', 'run = [op]\nrun[0].drop_column("users", "email")', OPEN],
  ['op as an attribute', 'class S:\n    pass', 'S.x = op\nS.x.drop_column("users", "email")', OPEN],
  ['a function', '', '(lambda f: f("users", "email"))(op.drop_column)', FOUND],
  ['op.invoke', 'from alembic.operations import ops', 'op.invoke(ops.DropColumnOp("users", "email"))', OPEN],
  ['a function of another file', 'from tools import run', 'run(op)', OPEN],
  ['a function of another file that is called for its effect', 'import tools', 'tools.run()', OPEN],
];

const RUN_BY_PYTHON: readonly Attack[] = [
  ['__init__', `class X:\n    def __init__(self):\n        ${DROP}`, 'X()', FOUND],
  ['__call__', `class X:\n    def __call__(self):\n        ${DROP}`, 'X()()', FOUND],
  ['__enter__', `class X:\n    def __enter__(self):\n        ${DROP}`, 'with X():\n    pass', FOUND],
  ['__del__', `class X:\n    def __del__(self):\n        ${DROP}`, 'X()', FOUND],
  ['a property', `class X:\n    @property\n    def go(self):\n        ${DROP}`, 'X().go', FOUND],
  [
    'a metaclass',
    `class M(type):\n    def __new__(cls, *a):\n        ${DROP}`,
    'class X(metaclass=M):\n    pass',
    FOUND,
  ],
  ['the body of a class', '', `class Y:\n    ${DROP}`, FOUND],
  ['a generator', `def gen():\n    ${DROP}\n    yield`, 'for _ in gen():\n    pass', FOUND],
  ['asyncio', `import asyncio\nasync def go():\n    ${DROP}`, 'asyncio.run(go())', FOUND],
  ['a default of a parameter', '', `def x(y=${DROP}):\n    pass`, FOUND],
  ['a comprehension', '', '[op.drop_column(table, "email") for table in ["users"]]', FOUND],
  ['a decorator', '', `@lambda f: ${DROP}\ndef x():\n    pass`, FOUND],
  ['__getattr__ of the module', `def __getattr__(name):\n    ${DROP}`, 'pass', FOUND],
];

const OTHER_CODE: readonly Attack[] = [
  ['exec', '', 'exec("x")', OPEN],
  ['exec by another name', 'e = exec', 'e("x")', OPEN],
  ['exec of builtins', 'import builtins', 'builtins.exec("x")', OPEN],
  ['exec of __builtins__', '', '__builtins__["exec"]("x")', OPEN],
  [
    'a function made of text',
    'import types',
    'types.FunctionType(compile("x", "x", "exec"), globals())()',
    OPEN,
  ],
  ['pickle', 'import pickle', 'x = pickle.loads(b"")', OPEN],
  ['os.system', 'import os', 'os.system("psql -c \'DROP TABLE users\'")', OPEN],
  ['os.popen, imported by name', 'from os import popen as p', 'x = p("psql")', OPEN],
  ['subprocess', 'import subprocess', 'x = subprocess.run(["psql"])', OPEN],
  ["Alembic's commands", 'from alembic import command', 'command.downgrade(config, "base")', OPEN],
  ['a function of the database', '', 'op.get_bind().connection.cursor().callproc("drop_everything")', OPEN],
  [
    'a listener',
    'from sqlalchemy import event',
    `event.listen(users, "after_create", sa.DDL("${SQL}"))`,
    OPEN,
  ],
  [
    'a connection of the driver',
    '',
    `op.get_bind().engine.raw_connection().cursor().execute("${SQL}")`,
    FOUND,
  ],
  ['pandas', 'import pandas as pd', `pd.read_sql("${SQL}", op.get_bind())`, OPEN],
  ['a table of the models', 'from app import users', 'users.drop(op.get_bind())', OPEN],
];

const WHOLE: readonly Attack[] = [
  ['a schema', '', 'op.execute("DROP SCHEMA public CASCADE")', OPEN],
  ['a database', '', 'op.execute("DROP DATABASE shop")', OPEN],
  ['what a role owns', '', 'op.execute("DROP OWNED BY app")', OPEN],
];

const ANOTHER_MEANING: readonly Attack[] = [
  [
    'an operation that is replaced',
    'op.create_index = op.drop_column',
    'op.create_index("users", "email")',
    OPEN,
  ],
  [
    'an operation that another file replaces',
    'import tools\nop.create_index = tools.run',
    'op.create_index("users", "email")',
    OPEN,
  ],
  ['an operation that is replaced by setattr', 'setattr(op, "create_index", op.drop_column)', 'pass', OPEN],
  ['op of another file', 'from tools import op', 'op.create_index("a", "users", ["email"])', OPEN],
  ['text of this file', 'def text(x):\n    return make(x)', 'op.execute(text("SELECT 1"))', OPEN],
  ['sa of this file', 'class sa:\n    text = make', 'op.execute(sa.text("SELECT 1"))', OPEN],
  ['a name of the module', 'S = "SELECT 1"\nglobals()["S"] = make()', 'op.execute(S)', OPEN],
  ['names of the module', 'S = "SELECT 1"\nglobals().update(S=make())', 'op.execute(S)', OPEN],
  [
    'names of the module, under another name',
    'S = "SELECT 1"\ng = globals()\ng["S"] = make()',
    'op.execute(S)',
    OPEN,
  ],
  [
    'a list that is changed later',
    `L = ["SELECT 1"]\nL.append("${SQL}")`,
    'for s in L:\n    op.execute(s)',
    OPEN,
  ],
  [
    'a dictionary that is changed later',
    `D = {"a": "SELECT 1"}\nD.update(a="${SQL}")`,
    'op.execute(D["a"])',
    OPEN,
  ],
];

describe('A column that is dropped so that nobody sees it', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());
  });

  /** What a check in CI says of a change that adds this revision. */
  function saidOf(added: string): string {
    const given = sampleHistory({ base: { a1: {} }, added: { b2: added } });
    const files = Object.entries(given.files ?? {}).map(([path, text]) => ({ path, text }));
    const options = { stage: 'ci', now: '2026-11-21T08:00:00Z' } as const;
    const seen = { ...changeObservations({ changes: given.change ?? [], files }, options), ...given.seen };
    const only = ['drop-column', 'drop-table', 'unreadable-revision'].map((name) => `migrations/${name}`);
    const { findings, undetermined, crashed } = checker.check(seen, { stage: 'ci', only });
    expect(crashed).toEqual([]);
    if (findings.length > 0) return FOUND;
    return undetermined.some(isOfRule) ? OPEN : 'pass';
  }

  test.each([
    ...NAMED_OTHERWISE,
    ...HANDED_ON,
    ...RUN_BY_PYTHON,
    ...OTHER_CODE,
    ...WHOLE,
    ...ANOTHER_MEANING,
  ])('is never passed: %s', (...[, module, upgrade, said]) => {
    expect(saidOf(sampleRevision({ id: 'b2', parent: '"a1"', module, upgrade }))).toBe(said);
  });

  const revision = sampleRevision({ id: 'b2', parent: '"a1"', downgrade: DROP });

  test.each<[string, string, typeof FOUND | typeof OPEN]>([
    ['upgrade is another name for downgrade', 'upgrade = downgrade', FOUND],
    ['upgrade gets it in a list of names', 'upgrade, x = downgrade, 1', FOUND],
    ['upgrade is defined again', `def upgrade():\n    ${DROP}`, FOUND],
    ['upgrade is defined again under a condition', `if True:\n    def upgrade():\n        ${DROP}`, FOUND],
    ['another file has the upgrade', 'from tools import upgrade', OPEN],
    ['another file has it under another name', 'from tools import run as upgrade', OPEN],
    [
      'a function sets it to what another file has',
      'import tools\ndef f():\n    global upgrade\n    upgrade = tools.run\n\nf()',
      OPEN,
    ],
    ['a loop sets it', 'import tools\nfor upgrade in [tools.run]:\n    pass', OPEN],
    ['another file may have it', 'from tools import *', OPEN],
    ['a table of names gets it', 'import tools\nglobals()["upgrade"] = tools.run', OPEN],
    ['a function sets it', `def f():\n    global upgrade\n    upgrade = lambda: ${DROP}\n\nf()`, FOUND],
  ])('is never passed where %s', (_name, more, said) => {
    expect(saidOf(`${revision}\n\n${more}\n`)).toBe(said);
  });

  test.each<[string, string, string]>([
    [
      'what is imported from Alembic and SQLAlchemy',
      'from alembic.op import *\nfrom sqlalchemy import *',
      'create_table("t")',
    ],
    ['what is looked up among names', '', 'if "users" in globals():\n    op.create_table("t")'],
    ['what imports from its own module', 'import os\nimport sys', 'x = os.path.join("a", sys.argv[0])'],
    ['operations that only make things and are handed on', '', 'make = [op.create_table, op.add_column]'],
    ['a schema that has nothing in it', '', 'op.execute("DROP SCHEMA old")'],
    ['SQL of another database', '', 'op.execute("ALTER TABLE users ENGINE = InnoDB")'],
    [
      'a decorator that calls what it decorates',
      'from tools import retry\n@retry(3)\ndef f():\n    op.create_table("t")',
      'f()',
    ],
    [
      'rows of a session',
      'from sqlalchemy.orm import Session',
      'session = Session(op.get_bind())\nsession.commit()',
    ],
  ])('is not suspected in %s', (_name, module, upgrade) => {
    expect(saidOf(sampleRevision({ id: 'b2', parent: '"a1"', module, upgrade }))).toBe('pass');
  });
});
