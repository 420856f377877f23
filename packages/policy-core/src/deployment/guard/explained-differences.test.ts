import { describe, expect, test } from 'vitest';

import type { AuditDifference } from '../../database/database-audit.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { touchedBy, unexplained } from './explained-differences.ts';

const PARSERS = await testParsers();

function touched(upgrade: string) {
  const history = historyOfTexts(PARSERS, revisionTexts({ a1: { upgrade } }));
  const { names, isWhole } = touchedBy(history, ['a1']);
  return { names: [...names].toSorted(), isWhole };
}

const difference = (more: Partial<AuditDifference>): AuditDifference => ({
  kind: 'column',
  on: 'orders',
  name: 'note',
  only_in: 'development',
  aspects: [],
  text: 'It differs.',
  ...more,
});

describe('what revisions touch', () => {
  test.each([
    ['op.add_column("orders", sa.Column("note", sa.Text()))', ['orders']],
    ['op.create_table("notes", sa.Column("id", sa.Integer()))', ['notes']],
    ['op.create_index("ix_total", "orders", ["total"])', ['ix_total', 'orders']],
    ['op.rename_table("orders", "sales")', ['orders', 'sales']],
    ['op.execute("ALTER TABLE audit.log ADD note text")', ['audit.log']],
    ['op.execute("CREATE VIEW big AS SELECT 1")', ['big']],
    [
      'op.execute("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")',
      ['touch'],
    ],
    [
      'op.execute("CREATE OR REPLACE FUNCTION public.total(a int, b int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$")',
      ['total'],
    ],
    ['op.execute("CREATE PROCEDURE audit.note() LANGUAGE sql AS $$ SELECT 1 $$")', ['audit.note']],
    [
      'op.execute("CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()")',
      ['orders', 'touched'],
    ],
    ['op.execute("CREATE POLICY own ON orders USING (true)")', ['orders', 'own']],
    ['op.execute("DROP FUNCTION touch()")', ['touch']],
    ['op.execute("UPDATE orders SET total = 0")', ['orders']],
    ...['ENABLE', 'DISABLE', 'FORCE', 'NO FORCE'].map((verb): [string, string[]] => [
      `op.execute("ALTER TABLE audit.orders ${verb} ROW LEVEL SECURITY")`,
      ['audit.orders'],
    ]),
    ['op.execute("ALTER TABLE orders ENABLE TRIGGER touched")', ['orders']],
    ['op.execute("ALTER TABLE orders ALTER note SET STORAGE external")', ['orders']],
    ['op.execute("ALTER TABLE orders ALTER CONSTRAINT fk DEFERRABLE")', ['orders']],
    ['op.execute("ALTER TABLE orders ATTACH PARTITION old DEFAULT")', ['old', 'orders']],
    ['op.execute("ALTER TABLE orders SET SCHEMA audit")', ['audit.orders', 'orders']],
    ['op.execute("ALTER VIEW big SET SCHEMA audit")', ['audit.big', 'big']],
    ['op.execute("ALTER POLICY own ON orders USING (false)")', ['orders']],
    [`op.execute("ALTER TYPE state ADD VALUE 'gone'")`, ['state']],
    [`op.execute("ALTER TYPE state RENAME VALUE 'a' TO 'b'")`, ['state']],
    ['op.execute("ALTER DOMAIN positive DROP CONSTRAINT c")', ['positive']],
    ['op.execute("LOCK TABLE orders; ANALYZE orders; SET lock_timeout = 1")', []],
    ['op.execute("SELECT 1")', []],
    ['pass', []],
  ])('is told of %s', (upgrade, names) => {
    expect(touched(upgrade)).toEqual({ names, isWhole: true });
  });

  test.each([
    'op.execute(open("x.sql").read())',
    'op.add_column(TABLE, sa.Column("note", sa.Text()))',
    'metadata.create_all(op.get_bind())',
  ])('is not told whole of %s', (upgrade) => {
    expect(touched(upgrade).isWhole).toBe(false);
  });

  test('is not told whole of a file that cannot be read', () => {
    const history = historyOfTexts(PARSERS, revisionTexts({ a1: { upgrade: 'op.add_column(' } }));
    expect(touchedBy(history, ['a1', 'zz']).isWhole).toBe(false);
  });
});

describe('a difference', () => {
  const names = { names: new Set(['orders', 'ix_total', 'touch', 'audit.note']), isWhole: true };

  test.each([
    ['of a table that was touched', {}],
    ['that is such a table', { kind: 'table', on: null, name: 'orders' }],
    ['of an index that was named', { kind: 'index', on: 'other', name: 'ix_total' }],
    ['that is a sequence which comes with a column', { kind: 'sequence', on: null, name: 'orders_id_seq' }],
    ['that is a function', { kind: 'function', on: null, name: 'touch()' }],
    ['that is a function with arguments', { kind: 'function', on: null, name: 'touch(a integer, b text)' }],
    ['that is a function of a schema', { kind: 'function', on: null, name: 'audit.note()' }],
    ['that is a trigger of a table', { kind: 'trigger', on: 'orders', name: 'touched' }],
    ['that is a policy of a table', { kind: 'policy', on: 'orders', name: 'own' }],
    ['that is an enum which comes with a type', { kind: 'enum', on: null, name: 'state' }],
  ] as const)('%s is explained', (_, more) => {
    expect(unexplained([difference(more)], names)).toEqual([]);
  });

  test.each([
    ['of another table', { on: 'customers' }],
    ['that is another table', { kind: 'table', on: null, name: 'customers' }],
    ['that is an enum only production has', { kind: 'enum', on: null, name: 'state', only_in: 'production' }],
    ['that is an enum with other labels', { kind: 'enum', on: null, name: 'state', only_in: null }],
    ['that is another function', { kind: 'function', on: null, name: 'now2()' }],
    ['that is a function of another schema', { kind: 'function', on: null, name: 'audit.touch()' }],
    ['that is a trigger of another table', { kind: 'trigger', on: 'customers', name: 'touched' }],
  ] as const)('%s is not explained', (_, more) => {
    expect(unexplained([difference(more)], names)).toEqual([difference(more)]);
  });
});
