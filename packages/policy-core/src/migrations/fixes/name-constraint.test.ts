import { describe, expect, test } from 'vitest';

import type { JudgedRevision } from '../analysis/judged-revisions.ts';
import { applyFixes } from '../../model/apply-edits.ts';
import { lineStarts, startOf, type SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { directionOf } from '../../testing/sample-schema.ts';
import { nameConstraint } from './name-constraint.ts';

const PATH = 'alembic/versions/b2_x.py';
const absent = { kind: 'absent' } as const;

/** A text with the call in it once it has a name; `undefined` where no fix is offered. */
function named(call: string, name = 'uq_orders_number'): string | undefined {
  const text = `def upgrade():\n    ${call}\n`;
  const start = text.indexOf(call);
  const fixes = nameConstraint(judged(text), { start, end: start + call.length }, { name, by: 'PostgreSQL' });
  const mended = applyFixes({ [PATH]: text }, fixes).texts[PATH];
  return mended?.slice('def upgrade():\n    '.length, -1);
}

function judged(text: string): JudgedRevision {
  return {
    path: PATH,
    text,
    revision: {
      kind: 'revision',
      header: { revision: absent, downRevision: absent, branchLabels: absent, dependsOn: absent },
      upgrade: directionOf([]),
      downgrade: directionOf([]),
      imports: [],
    },
    history: undefined,
    span: (range) => spanIn(text, range),
  };
}

function spanIn(text: string, { start, end }: TextRange): SourceSpan {
  const starts = lineStarts(text);
  const positionOf = (offset: number) => {
    const line = starts.findLastIndex((at) => at <= offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  return { ...startOf(PATH), start: positionOf(start), end: positionOf(end) };
}

describe('a name is written in place of None', () => {
  test.each([
    [
      'op.create_unique_constraint(None, "orders", ["number"])',
      'op.create_unique_constraint("uq_orders_number", "orders", ["number"])',
    ],
    [
      'op.drop_constraint(None, "orders", type_="unique")',
      'op.drop_constraint("uq_orders_number", "orders", type_="unique")',
    ],
    ['op.drop_constraint( None , "orders")', 'op.drop_constraint( "uq_orders_number" , "orders")'],
    [
      'op.drop_constraint(\n        None,\n        "orders")',
      'op.drop_constraint(\n        "uq_orders_number",\n        "orders")',
    ],
    ['batch.drop_constraint(None)', 'batch.drop_constraint("uq_orders_number")'],
    [
      'create_foreign_key(None, "a", "b", ["c"], ["d"])',
      'create_foreign_key("uq_orders_number", "a", "b", ["c"], ["d"])',
    ],
    ['self.op.drop_constraint(None, "orders")', 'self.op.drop_constraint("uq_orders_number", "orders")'],
  ])('%s', (call, result) => {
    expect(named(call)).toBe(result);
  });

  test('in the quotes of the call', () => {
    expect(named("op.drop_constraint(None, 'orders', type_='unique')")).toBe(
      "op.drop_constraint('uq_orders_number', 'orders', type_='unique')",
    );
  });

  test('with whatever a name holds', () => {
    expect(named('op.drop_constraint(None, "orders")', 'say "hi"\\')).toBe(
      'op.drop_constraint("say \\"hi\\"\\\\", "orders")',
    );
    expect(named('op.drop_constraint(None, "orders")', 'orders_größe_key')).toBe(
      'op.drop_constraint("orders_größe_key", "orders")',
    );
  });

  test('and the fix says which, for a person to look at', () => {
    const text = 'op.drop_constraint(None, "orders")';
    const [fix] = nameConstraint(
      judged(text),
      { start: 0, end: text.length },
      { name: 'uq', by: 'PostgreSQL' },
    );
    expect(fix).toMatchObject({ title: 'Name it uq, as PostgreSQL does', safety: 'needs-review' });
  });
});

describe('nothing is written', () => {
  test.each([
    ['where the name has a keyword', 'op.drop_constraint(constraint_name=None, table_name="orders")'],
    ['where there is a name', 'op.drop_constraint("uq", "orders")'],
    ['where it is computed', 'op.drop_constraint(op.f(None), "orders")'],
    ['where it only begins so', 'op.drop_constraint(Nonesuch, "orders")'],
    ['for SQL', 'ALTER TABLE orders ADD UNIQUE (number)'],
    ['where the call hangs on another one', 'get_op().drop_constraint(None, "orders")'],
  ])('%s', (_, call) => {
    expect(named(call)).toBeUndefined();
  });
});
