import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const of = (text: string) => shownSteps(revisionIn(parsers, text).upgrade);
const steps = (...upgrade: string[]) => of(revisionText({ upgrade }));
const stepsWith = (module: string[], ...upgrade: string[]) => of(revisionText({ module, upgrade }));

describe('Alembic’s operations', () => {
  it.each<[string, string]>([
    ['op', 'from alembic import op\ndef upgrade():\n    op.drop_table("a")\n'],
    ['another name for op', 'from alembic import op as o\ndef upgrade():\n    o.drop_table("a")\n'],
    ['the module of op', 'import alembic.op as aop\ndef upgrade():\n    aop.drop_table("a")\n'],
    ['the whole path', 'import alembic\ndef upgrade():\n    alembic.op.drop_table("a")\n'],
    ['op of another module', 'from app import migrate\ndef upgrade():\n    migrate.op.drop_table("a")\n'],
    ['the bare name', 'from alembic.op import drop_table\ndef upgrade():\n    drop_table("a")\n'],
    ['the bare name renamed', 'from alembic.op import drop_table as d\ndef upgrade():\n    d("a")\n'],
    ['all bare names', 'from alembic.op import *\ndef upgrade():\n    drop_table("a")\n'],
    ['an import in the function', 'def upgrade():\n    from alembic import op as o\n    o.drop_table("a")\n'],
    ['op as parameter', 'def upgrade(op, tables, tester):\n    op.drop_table("a")\n'],
    [
      'op handed to a helper',
      'from alembic import op\ndef h(o):\n    o.drop_table("a")\ndef upgrade():\n    h(op)\n',
    ],
    [
      'op handed to a helper by name',
      'from alembic import op\ndef h(*, ops):\n    ops.drop_table("a")\ndef upgrade():\n    h(ops=op)\n',
    ],
    [
      'another name in the function',
      'from alembic import op\ndef upgrade():\n    o = op\n    o.drop_table("a")\n',
    ],
    [
      'a name for the operation',
      'from alembic import op\ndef upgrade():\n    d = op.drop_table\n    d("a")\n',
    ],
    [
      'a choice of two names',
      'from alembic import op\ndef upgrade(o=None):\n    (o or op).drop_table("a")\n',
    ],
    ['getattr', 'from alembic import op\ndef upgrade():\n    getattr(op, "drop_table")("a")\n'],
    [
      'getattr with a name',
      'from alembic import op\nN = "drop_table"\ndef upgrade():\n    getattr(op, N)("a")\n',
    ],
    [
      'an operation handed to a helper',
      'from alembic import op\ndef h(f):\n    f("a")\ndef upgrade():\n    h(op.drop_table)\n',
    ],
    [
      'Operations of a context',
      'def upgrade():\n    o = Operations(MigrationContext.configure(conn))\n    o.drop_table("a")\n',
    ],
    [
      'Operations as a context',
      'def upgrade():\n    with Operations.context(ctx) as o:\n        o.drop_table("a")\n',
    ],
    [
      'op of self',
      'class A:\n    def m(self):\n        self.op.drop_table("a")\ndef upgrade():\n    A().m()\n',
    ],
    ['compatibility letters', 'from alembic import op\ndef upgrade():\n    op.ｄrop_table("a")\n'],
  ])('are known: %s', (_, text) => {
    expect(of(text)).toEqual(['drop-table a']);
  });

  it('are known by bare names in every mixture', () => {
    const text = `from alembic.op import (
    add_column, create_foreign_key, create_unique_constraint,
    drop_column, drop_constraint, execute,
)
import sqlalchemy as sa
def upgrade():
    add_column("t", sa.Column("c", sa.Integer()))
    create_foreign_key("fk", "t", "o", ["c"], ["id"])
    drop_constraint("uq", "t", type_="unique")
    create_unique_constraint("uq", "t", ["c"])
    drop_column("t", "d")
    execute("DROP TABLE a")
`;
    expect(of(text)).toEqual([
      'add-column t c',
      'add-constraint t',
      'drop-constraint t uq',
      'add-constraint t',
      'drop-column t d',
      'drop-table a',
    ]);
  });

  it('stay unknown where getattr picks them', () => {
    expect(steps('getattr(op, action)("orders")')).toEqual(['! which operation getattr picks is not known']);
  });

  it('stay unknown where a package has registered them', () => {
    expect(steps('op.create_view("v", "SELECT 1")')).toEqual([
      '! op.create_view is no operation of Alembic itself',
    ]);
  });

  it('stay unknown where they are invoked as objects', () => {
    expect(steps('op.invoke(CreateViewOp("v"))')).toEqual([
      '! op.invoke runs an operation that is not followed',
    ]);
  });

  it('stay unknown where a part of their arguments was given before', () => {
    expect(steps('partial(op.drop_table, "a")()')).toEqual(['! what it is called with is not known']);
  });

  it.each([
    'op.get_bind()',
    'op.get_context()',
    'x = op.f("ix")',
    'op.batch_alter_table("t")',
    'op.inline_literal(1)',
  ])('are not: %s', (line) => {
    expect(steps(line)).toEqual([]);
  });

  it('are underlined with their arguments, and say that they are directives', () => {
    const text = revisionText({ upgrade: ['x = op.drop_table("a", schema="s")'] });
    const [step] = revisionIn(parsers, text).upgrade.steps;
    expect(step).toMatchObject({ kind: 'operation', via: 'directive' });
    expect(text.slice(step?.start, step?.end)).toBe('op.drop_table("a", schema="s")');
  });
});

describe('Batches', () => {
  it.each<[string, string[]]>([
    ['with', ['with op.batch_alter_table("t") as b:', '    b.drop_column("c")']],
    ['with a second name', ['with op.batch_alter_table("t") as b:', '    x = b', '    b.drop_column("c")']],
    ['with the table by name', ['with op.batch_alter_table(table_name="t") as b:', '    b.drop_column("c")']],
    ['with no schema', ['with op.batch_alter_table("t", schema=None) as b:', '    b.drop_column("c")']],
    ['with options', ['with op.batch_alter_table("t", recreate="always") as b:', '    b.drop_column("c")']],
    ['with a name', ['b = op.batch_alter_table("t")', 'with b as c:', '    c.drop_column("c")']],
    ['without with', ['b = op.batch_alter_table("t")', 'b.drop_column("c")']],
    ['at once', ['op.batch_alter_table("t").drop_column("c")']],
    ['among others', ['with open("x") as f, op.batch_alter_table("t") as b:', '    b.drop_column("c")']],
    ['in parentheses', ['with (op.batch_alter_table("t") as b):', '    b.drop_column("c")']],
    [
      'on a stack',
      [
        'with ExitStack() as s:',
        '    b = s.enter_context(op.batch_alter_table("t"))',
        '    b.drop_column("c")',
      ],
    ],
    ['entered by hand', ['b = op.batch_alter_table("t").__enter__()', 'b.drop_column("c")']],
    [
      'handed to a helper',
      ['def h(batch):', '    batch.drop_column("c")', 'with op.batch_alter_table("t") as b:', '    h(b)'],
    ],
    ['named by a constant', ['T = "t"', 'with op.batch_alter_table(T) as b:', '    b.drop_column("c")']],
    [
      'with an operation of a name',
      ['with op.batch_alter_table("t") as b:', '    d = b.drop_column', '    getattr(b, "drop_column")("c")'],
    ],
  ])('are known: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['drop-column t c']);
  });

  it('know their schema', () => {
    const lines = ['with op.batch_alter_table("t", schema="s") as b:', '    b.drop_column("c")'];
    expect(steps(...lines)).toEqual(['drop-column s.t c']);
  });

  it('of the same name follow each other', () => {
    const lines = ['with op.batch_alter_table("t") as b:', '    b.drop_column("c")'];
    expect(steps(...lines, ...lines.map((line) => line.replace('"t"', '"u"')))).toEqual([
      'drop-column t c',
      'drop-column u c',
    ]);
  });

  it('within each other are told apart', () => {
    const lines = [
      'with op.batch_alter_table("t") as b:',
      '    with op.batch_alter_table("u") as c:',
      '        c.drop_column("x")',
      '        b.drop_column("y")',
    ];
    expect(steps(...lines)).toEqual(['drop-column u x', 'drop-column t y']);
  });

  it('of a table that is not known say where it comes from', () => {
    const lines = ['with op.batch_alter_table(find()) as b:', '    b.drop_column("c")'];
    expect(steps(...lines)).toEqual(['drop-column <find()> c']);
  });

  it('of several tables at once are of none that is known', () => {
    const lines = [
      'b = op.batch_alter_table("t")',
      'if x:',
      '    b = op.batch_alter_table("u")',
      'b.drop_column("c")',
    ];
    expect(steps(...lines)).toEqual(['drop-column <b> c']);
  });

  it('say that they are batches', () => {
    const text = revisionText({
      upgrade: ['with op.batch_alter_table("t") as b:', '    b.drop_column("c")'],
    });
    const [step] = revisionIn(parsers, text).upgrade.steps;
    expect(step).toMatchObject({ via: 'batch' });
    expect(text.slice(step?.start, step?.end)).toBe('b.drop_column("c")');
  });

  it('have no operation that only op has', () => {
    const lines = ['with op.batch_alter_table("t") as b:', '    b.create_view("v")'];
    expect(steps(...lines)).toEqual(['! b.create_view is no operation of Alembic itself']);
  });
});

describe('Functions that are not of the file', () => {
  it.each<[string, string[], string]>([
    ['op', ['add_stamps(op, "t")'], 'what add_stamps does with op is not known'],
    ['op by name', ['add_stamps(op=op)'], 'what add_stamps does with op is not known'],
    ['a connection', ['seed(op.get_bind())'], 'what seed does with op.get_bind() is not known'],
    [
      'a connection with a name',
      ['bind = op.get_bind()', 'seed(bind)'],
      'what seed does with bind is not known',
    ],
    ['a session', ['s = Session(bind=op.get_bind())', 'seed(s)'], 'what seed does with s is not known'],
    [
      'a batch',
      ['with op.batch_alter_table("t") as b:', '    add_stamps(b)'],
      'what add_stamps does with b is not known',
    ],
    [
      'a method of a module',
      ['tools.seed(op.get_bind())'],
      'what tools.seed does with op.get_bind() is not known',
    ],
  ])('are unclear when they are handed %s', (_, lines, problem) => {
    expect(steps(...lines)).toEqual([`! ${problem}`]);
  });

  it.each<[string, string[]]>([
    ['an inspector', ['sa.inspect(op.get_bind()).get_table_names()']],
    ['an old inspector', ['Inspector.from_engine(op.get_bind())']],
    ['a session of its own', ['s = sessionmaker(bind=op.get_bind())()']],
    ['a table that is read', ['sa.Table("t", sa.MetaData(), autoload_with=op.get_bind())']],
    ['metadata that is read', ['sa.MetaData().reflect(bind=op.get_bind())']],
    ['metadata that is tied to a connection', ['sa.MetaData(bind=op.get_bind())']],
    ['a message', ['print("x")', 'logger.info("y %s", op.get_bind())']],
    ['a name', ['seed("users")']],
  ])('are not unclear when they only look: %s', (_, lines) => {
    expect(steps(...lines)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a function of the project', 'from app.migrate import seed', 'seed("users")'],
    ['a function beside', 'from .helpers import seed', 'seed()'],
    ['another name', 'from app.migrate import run as seed', 'seed()'],
    ['a module of the project', 'from app import migrate', 'migrate.seed("users")'],
    ['a module by its whole path', 'import app.migrate', 'app.migrate.seed()'],
    ['a function that is awaited', 'from app.migrate import seed', 'await seed()'],
  ])('are unclear when they are called for their own sake: %s', (_, line, call) => {
    const callee = call.replace(/^await |\(.*/g, '');
    expect(stepsWith([line], call)).toEqual([`! what ${callee} does is not known`]);
  });

  it.each<[string, string, string]>([
    ['a value of the project', 'from app.models import make_id', 'x = make_id()'],
    ['a part of Python', 'import time', 'time.sleep(1)'],
    ['a part of SQLAlchemy', 'from sqlalchemy import inspect', 'inspect(x)'],
    ['a message', 'from app.log import logger', 'logger.info("done")'],
    ['a function of the file', 'def seed(): pass', 'seed()'],
  ])('are not unclear otherwise: %s', (_, line, call) => {
    expect(stepsWith([line], call)).toEqual([]);
  });

  it('are read as Alembic’s where another package has op, which is told', () => {
    expect(stepsWith(['from app.db import op'], 'op.drop_table("a")')).toEqual([
      '! what app.db has as op is not known',
      'drop-table a',
    ]);
  });

  it('are unclear once, also when they are handed a connection', () => {
    expect(stepsWith(['from app import seed'], 'seed(op.get_bind())')).toEqual([
      '! what seed does with op.get_bind() is not known',
    ]);
  });

  it('are unclear when they run code in a text', () => {
    expect(steps('exec(source)')).toEqual(['! exec runs code that is not known']);
  });

  it('are unclear when they are picked by a name that is not known', () => {
    expect(steps('globals()[name]()')).toEqual(['! which function it picks by its name is not known']);
  });
});

describe('Parameters of a function', () => {
  const helper = [
    'def h(table, column="c", *rest, schema=None, **more):',
    '    op.drop_column(table, column, schema=schema)',
  ];

  it.each<[string, string, string]>([
    ['by position', 'h("a", "b")', 'drop-column a b'],
    ['by name', 'h(column="b", table="a")', 'drop-column a b'],
    ['by default', 'h("a")', 'drop-column a c'],
    ['by name behind a star', 'h("a", schema="s")', 'drop-column s.a c'],
    ['by names of the caller', 'h(T)', 'drop-column t c'],
    ['by a text that is put together', 'h(T + "_old")', 'drop-column t_old c'],
    ['by an f-string', 'h(f"{T}_old")', 'drop-column t_old c'],
  ])('have the values of the call: %s', (_, call, step) => {
    expect(stepsWith(['T = "t"', ...helper], call)).toEqual([step]);
  });

  it('have other values in another call', () => {
    expect(stepsWith(helper, 'h("a")', 'h("b")')).toEqual(['drop-column a c', 'drop-column b c']);
  });

  it('are handed through', () => {
    const module = [...helper, 'def g(name):', '    h(name + "_x")'];
    expect(stepsWith(module, 'g("a")', 'g("b")')).toEqual(['drop-column a_x c', 'drop-column b_x c']);
  });

  it('are those of the function around', () => {
    const module = ['def h(name):', '    def g():', '        op.drop_table(name)', '    g()'];
    expect(stepsWith(module, 'h("a")', 'h("b")')).toEqual(['drop-table a', 'drop-table b']);
  });

  it('decide what the function computes from them', () => {
    const module = ['def h(name):', '    old = f"{name}_old"', '    op.drop_table(old)'];
    expect(stepsWith(module, 'h("a")', 'h("b")')).toEqual(['drop-table a_old', 'drop-table b_old']);
  });

  it('are those of a method without self', () => {
    const module = ['class A:', '    def m(self, name):', '        op.drop_table(name)'];
    expect(stepsWith(module, 'A().m("a")', 'A.m(x, "b")')).toEqual(['drop-table a', 'drop-table b']);
  });

  it('are those of a lambda', () => {
    expect(steps('d = lambda name: op.drop_table(name)', 'd("a")', 'd("b")')).toEqual([
      'drop-table a',
      'drop-table b',
    ]);
  });

  it('stay unknown where arguments are spread', () => {
    expect(stepsWith(['def h(name):', '    op.drop_table(name)'], 'h(*names)')).toEqual([
      'drop-table <name>',
    ]);
  });

  it('stay unknown where a partial function has got them before', () => {
    const module = ['def h(name, kind):', '    op.drop_table(name)'];
    expect(stepsWith(module, 'partial(h, "a")("b")')).toEqual(['drop-table <name>']);
  });
});

describe('An operation on something that is not known', () => {
  it.each<[string, string, string]>([
    ['a name that nothing defines', 'b.drop_column("c")', 'b'],
    ['what another module makes', 'make_batch("t").drop_column("c")', 'make_batch("t")'],
    ['a member', 'self.batch.create_index("ix", ["c"])', 'self.batch'],
    ['an item', 'batches[0].add_column(c)', 'batches[0]'],
    ['a connection', 'connection.drop_table("t")', 'connection'],
    ['with spread arguments', 'b.alter_column(*given)', 'b'],
  ])('may change the schema: %s', (_, call, on) => {
    expect(steps(call)).toEqual([`! nobody knows what ${on} is`]);
  });

  it('may be one where a helper is handed what another module makes', () => {
    const module = ['from app import batch_of', 'def h(batch):', '    batch.drop_column("c")'];
    expect(stepsWith(module, 'h(batch_of("t"))')).toEqual(['! nobody knows what batch is']);
  });

  it.each([
    ['a method of that name without arguments', 'parser.drop_table()'],
    ['another method', 'b.create_everything("c")'],
    ['a function of that name', 'drop_column("c")'],
    ['only another name', 'print(b.get_column)'],
  ])('is none: %s', (_, call) => {
    expect(steps(call)).toEqual([]);
  });
});
