import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { allNodes, childIn, lastName } from '../../../parsers/python/nodes.ts';
import type { PythonValue } from '../../../parsers/python/values.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { nodeWritten, scopeAround, tracedFileOf } from '../../../testing/python-source.ts';
import { directiveRead } from '../../../testing/read-directive.ts';
import { readOperation } from './operation-call.ts';

const parsers = await testParsers();

const table = (text: string, schema?: string) => ({ text, isKnown: true, schema });
const hidden = (text: string) => ({ text, isKnown: false, schema: undefined });
const read = (call: string, before: readonly string[] = []) => directiveRead(parsers, { call, before });

describe('a directive', () => {
  it.each<[string, Operation]>([
    ['op.drop_table("t")', { kind: 'drop-table', table: table('t'), ifExists: false, cascade: false }],
    [
      'op.drop_table("t", "s")',
      { kind: 'drop-table', table: table('t', 's'), ifExists: false, cascade: false },
    ],
    [
      'op.drop_table("Orders", schema="Area", if_exists=True)',
      { kind: 'drop-table', table: table('Orders', 'Area'), ifExists: true, cascade: false },
    ],
    ['op.rename_table("t", "u")', { kind: 'rename-table', table: table('t'), to: knownName('u') }],
    [
      'op.rename_table(old_table_name="t", new_table_name="u", schema="s")',
      { kind: 'rename-table', table: table('t', 's'), to: knownName('u') },
    ],
    ['op.rename_table("t", NEW)', { kind: 'rename-table', table: table('t'), to: unknownName('NEW') }],
    ['op.create_table_comment("t", "x")', { kind: 'other', what: 'a comment' }],
    ['op.drop_table_comment("t", existing_comment="x")', { kind: 'other', what: 'a comment' }],
  ])('%s', (call, operation) => {
    expect(read(call)).toEqual([operation]);
  });

  it.each([
    ['op.execute("DROP TABLE t")'],
    ['op.batch_alter_table("t")'],
    ['op.get_bind()'],
    ['op.get_context()'],
    ['op.f("x")'],
    ['op.inline_literal("x")'],
    ['op.invoke(operation)'],
    ['op.run_async(work)'],
    ['op.implementation_for(Own)'],
    ['op.register_operation("own")'],
    ['op.create_view("v")'],
    ['op.toString()'],
    ['op.constructor()'],
    ['op.__proto__()'],
  ])('is not %s', (call) => {
    expect(read(call)).toBeUndefined();
  });
});

describe('the name of a table', () => {
  it.each<[string, readonly string[], string, object]>([
    ['a literal', [], '"t"', table('t')],
    ['literals in a row', [], '"t" "u"', table('tu')],
    ['a variable', ['TABLE = "t"'], 'TABLE', table('t')],
    ['a variable for another', ['A = "t"', 'B = A'], 'B', table('t')],
    ['a text with a variable', ['P = "x"'], 'f"{P}_t"', table('x_t')],
    ['a sum', ['P = "x"'], 'P + "_t"', table('x_t')],
    ['a name that says that it is one', [], 'op.f("t")', table('t')],
    ['a name by a keyword', [], 'op.f(name="t")', table('t')],
    ['a name that is quoted', [], 'sa.sql.quoted_name("T", quote=True)', table('T')],
    ['a name in names', [], 'op.f(sa.sql.quoted_name("t", True))', table('t')],
    ['the same either way', [], '("t" if x else "t")', table('t')],
    ['one of two', [], '"t" if x else "u"', hidden('"t" if x else "u"')],
    ['a variable with two values', ['T = "t"', 'T = "u"'], 'T', hidden('T')],
    ['an import', ['from app import TABLE'], 'TABLE', hidden('TABLE')],
    ['a model', [], 'User.__tablename__', hidden('User.__tablename__')],
    ['a part that is not known', [], 'f"{P}_t"', hidden('f"{P}_t"')],
    ['a number', [], '5', hidden('5')],
    ['nothing', [], '', hidden('')],
    ['None', [], 'None', hidden('None')],
    ['unseen values', [], '*names', hidden('*names')],
    ['unseen options', [], '**names', hidden('**names')],
    ['a variable that leads back to itself', ['T = op.f(T)'], 'T', hidden('T')],
    ['variables that lead in circles', ['A = op.f(B)', 'B = op.f(A)'], 'A', hidden('A')],
  ])('may be %s', (...[, before, given, expected]) => {
    expect(read(`op.drop_table(${given})`, before)).toMatchObject([{ table: expected }]);
  });

  it.each<[string, readonly string[], string, object]>([
    ['a literal', [], '"t", schema="s"', table('t', 's')],
    ['a variable', ['SCHEMA = "s"'], '"t", schema=SCHEMA', table('t', 's')],
    ['none by a variable', ['SCHEMA = None'], '"t", schema=SCHEMA', table('t')],
    ['an import', ['from app import SCHEMA'], '"t", schema=SCHEMA', hidden('SCHEMA.t')],
    ['a member', [], '"t", schema=settings.schema', hidden('settings.schema.t')],
    ['one or none', [], '"t", schema="s" if x else None', hidden('"s" if x else None.t')],
    ['unseen options', [], '"t", **options', hidden('"t", **options')],
    ['options that are seen', ['options = dict(schema="s")'], '"t", **options', table('t', 's')],
  ])('goes with a schema that is %s', (...[, before, given, expected]) => {
    expect(read(`op.drop_table(${given})`, before)).toMatchObject([{ table: expected }]);
  });
});

describe('a method of a batch', () => {
  const batch = { table: table('orders', 'shop') };
  const inBatch = (call: string) => directiveRead(parsers, { call: `batch_op.${call}`, batch });

  it.each<[string, readonly object[]]>([
    [
      'add_column(sa.Column("c", sa.Text(), index=True))',
      [
        { kind: 'add-column', table: batch.table, column: { name: knownName('c') } },
        { kind: 'create-index', table: batch.table, name: knownName('ix_shop_orders_c') },
      ],
    ],
    [
      'alter_column("c", nullable=False, new_column_name="d")',
      [
        { kind: 'alter-column', table: batch.table, column: knownName('c'), nullable: false },
        { kind: 'rename-column', table: batch.table, column: knownName('c'), to: knownName('d') },
      ],
    ],
    ['drop_column("c")', [{ kind: 'drop-column', table: batch.table, column: knownName('c') }]],
    [
      'create_index("ix", ["a"], unique=True)',
      [{ kind: 'create-index', table: batch.table, name: knownName('ix'), columns: ['a'], unique: true }],
    ],
    ['drop_index("ix")', [{ kind: 'drop-index', table: batch.table, name: knownName('ix') }]],
    [
      'create_foreign_key("fk", "u", ["a"], ["b"], "s")',
      [
        {
          kind: 'add-constraint',
          table: batch.table,
          constraint: { columns: ['a'], target: { table: table('u', 's'), columns: ['b'] } },
        },
      ],
    ],
    [
      'create_unique_constraint("uq", ["a"])',
      [{ table: batch.table, constraint: { kind: 'unique', columns: ['a'] } }],
    ],
    [
      'create_primary_key("pk", ["a"])',
      [{ table: batch.table, constraint: { kind: 'primary-key', columns: ['a'] } }],
    ],
    [
      'create_check_constraint("ck", "a > 0")',
      [{ table: batch.table, constraint: { kind: 'check', expression: 'a > 0' } }],
    ],
    [
      'create_exclude_constraint("ex", ("a", "&&"))',
      [{ table: batch.table, constraint: { kind: 'exclude', columns: ['a'] } }],
    ],
    [
      'drop_constraint("uq", "unique")',
      [{ kind: 'drop-constraint', table: batch.table, name: knownName('uq'), type: 'unique' }],
    ],
    ['create_table_comment("x")', [{ kind: 'other', what: 'a comment' }]],
    ['drop_table_comment()', [{ kind: 'other', what: 'a comment' }]],
  ])('%s', (call, operations) => {
    expect(inBatch(call)).toMatchObject(operations);
  });

  it.each([
    ['create_table("t")'],
    ['drop_table("t")'],
    ['rename_table("t", "u")'],
    ['bulk_insert(t, [])'],
    ['execute("x")'],
  ])('is not %s', (call) => {
    expect(inBatch(call)).toBeUndefined();
  });

  it('is of a table that is not known where the batch is', () => {
    const operations = directiveRead(parsers, {
      call: 'batch_op.drop_column("c")',
      batch: { table: hidden('TABLE') },
    });
    expect(operations).toMatchObject([{ table: hidden('TABLE'), column: knownName('c') }]);
  });
});

describe('names that have one value here', () => {
  const source = [
    'from alembic import op',
    'import sqlalchemy as sa',
    'TYPE = sa.BigInteger()',
    'def add(name, kind, default):',
    '    op.add_column("t", sa.Column(f"{name}_id", kind, server_default=default))',
    'for name in NAMES:',
    '    add(name, TYPE, sa.text("0"))',
    'add("a", TYPE, sa.text("0"))',
    'add("b", TYPE, "0")',
  ].join('\n');

  it('stand for it, wherever else they are used', () => {
    const file = tracedFileOf(parsers, `${source}\n`);
    const call = [...allNodes(file.root)].find(
      (node) => node.type === 'call' && lastName(file, childIn(node, 'function')) === 'add_column',
    );
    if (call === undefined) throw new Error('no call');
    const scope = file.scopes.module;
    const value = (written: string): PythonValue => ({ node: nodeWritten(file, written), scope });
    const bound = new Map([
      ['name', value('"b"')],
      ['kind', value('TYPE')],
      ['default', value('"0"')],
    ]);
    const at = { file, name: 'add_column', call, scope: scopeAround(file, call), batch: undefined };
    expect(readOperation({ ...at, bound })).toMatchObject([
      {
        column: {
          name: knownName('b_id'),
          type: { name: 'int8', written: 'kind' },
          default: { kind: 'sql', text: "'0'" },
        },
      },
    ]);
    expect(readOperation(at)).toMatchObject([
      { column: { name: unknownName('f"{name}_id"'), default: { kind: 'unknown', source: 'default' } } },
    ]);
  });
});

describe('rows and objects', () => {
  it.each<[string, readonly string[], string, object]>([
    ['a table of SQLAlchemy', [], 'sa.table("t", sa.column("a"))', table('t')],
    ['a table with a schema', [], 'sa.table("t", sa.column("a"), schema="s")', table('t', 's')],
    ['a table of metadata', [], 'sa.Table("t", sa.MetaData())', table('t')],
    ['a variable', ['t = sa.table("t")'], 't', table('t')],
    [
      'a table that was just made',
      ['t = op.create_table("t", sa.Column("a", sa.Text()), schema="s")'],
      't',
      table('t', 's'),
    ],
    ['a name that is not known', [], 'sa.table(TABLE)', hidden('TABLE')],
    ['a model', [], 'User.__table__', hidden('User.__table__')],
    ['a variable from elsewhere', [], 'users', hidden('users')],
    ['unseen values', [], '*parts', hidden('*parts, [{"a": 1}]')],
  ])('are put into %s', (...[, before, given, expected]) => {
    expect(read(`op.bulk_insert(${given}, [{"a": 1}])`, before)).toEqual([
      { kind: 'change-rows', verb: 'insert', table: expected, isFiltered: false },
    ]);
  });

  it.each<[string, string, object]>([
    [
      'a function',
      'PGFunction(schema="public", signature="f(a int)", definition="")',
      { object: 'function', name: knownName('public.f') },
    ],
    ['a view', 'PGView("public", "v", "SELECT 1")', { object: 'view', name: knownName('public.v') }],
    [
      'a view with rows',
      'PGMaterializedView(schema="s", signature="v", definition="")',
      { object: 'materialized-view', name: knownName('s.v') },
    ],
    [
      'a trigger',
      'PGTrigger(schema="s", signature="t", definition="")',
      { object: 'trigger', name: knownName('s.t') },
    ],
    [
      'a policy',
      'PGPolicy(schema="s", signature="p", definition="")',
      { object: 'policy', name: knownName('s.p') },
    ],
    [
      'an extension',
      'PGExtension(schema="s", signature="e")',
      { object: 'extension', name: knownName('s.e') },
    ],
    [
      'something of no known name',
      'PGView(schema=SCHEMA, signature="v")',
      { object: 'view', name: unknownName('PGView(schema=SCHEMA, signature="v")') },
    ],
    ['something else', 'Own("x")', { object: 'other', name: unknownName('Own("x")') }],
    ['a variable from elsewhere', 'ENTITY', { object: 'other', name: unknownName('ENTITY') }],
    ['nothing', '', { object: 'other', name: unknownName('') }],
  ])('are made and dropped: %s', (_, given, expected) => {
    const before = ['from alembic_utils.pg_view import PGView'];
    const dropped = { kind: 'drop-object', ...expected, ifExists: false, cascade: false };
    expect(read(`op.create_entity(${given})`, before)).toEqual([{ kind: 'create-object', ...expected }]);
    expect(read(`op.replace_entity(${given})`, before)).toEqual([{ kind: 'create-object', ...expected }]);
    expect(read(`op.drop_entity(${given})`, before)).toEqual([dropped]);
  });

  it('are enumerations that get other values', () => {
    const given = 'enum_schema="public", enum_name="mood", new_values=["sad"], affected_columns=[("t", "c")]';
    expect(read(`op.sync_enum_values(${given})`)).toEqual([{ kind: 'other', what: 'ALTER TYPE' }]);
    expect(read('op.sync_enum_values("public", "mood", VALUES, COLUMNS)')).toHaveLength(1);
  });

  it('are followed to where they are made', () => {
    const before = ['view = PGView(schema="public", signature="v", definition="")'];
    expect(read('op.drop_entity(view)', before)).toMatchObject([
      { object: 'view', name: knownName('public.v') },
    ]);
  });
});
