import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nestedIn, pythonNestings } from '../../testing/python-nestings.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import type { TextRange } from '../../model/text-range.ts';

const parsers = await testParsers();

/** Everything that reads like an operation. `▒` is a number of its own, so that no two are the same. */
const OPERATIONS = [
  'op.drop_table("t▒")',
  'op.add_column("t▒", sa.Column("c", sa.Integer()))',
  'op.alter_column("t▒", "c", nullable=False)',
  'op.create_index("i▒", "t", ["c"])',
  'op.drop_constraint(None, "t▒")',
  'op.execute("DROP TABLE t▒")',
  'op.execute(make(▒))',
  'op.bulk_insert(t▒, [])',
  'op.create_view("v▒")',
  'op.get_bind().execute(users.delete().where(users.c.id == ▒))',
  'getattr(op, name)(▒)',
  'Base.metadata.create_all(op.get_bind(), ▒)',
  'sa.Enum(name="e▒").create(op.get_bind())',
  'exec(x▒)',
];

/** Functions and other things that may hold code, with what may call them. */
const HOLDERS: readonly ((name: string) => readonly string[])[] = [
  (name) => [`def ${name}(a=1):`, '    ▒'],
  (name) => [`async def ${name}():`, '    ▒'],
  (name) => [`@wrapped(${name.length})`, `def ${name}(*args):`, '    ▒'],
  (name) => [
    `class C_${name}:`,
    '    def run(self):',
    '        ▒',
    '',
    `def ${name}():`,
    `    C_${name}().run()`,
  ],
  (name) => [`def ${name}():`, '    def inner():', '        ▒', '    return inner'],
  () => ['▒'],
  (name) => [`if ${name}_wanted:`, `    def ${name}():`, '        ▒'],
];
const NAMES = ['upgrade', 'downgrade', 'helper', 'other', 'more', 'downgrade_x'];
const CALLS = [
  'helper()',
  'other()',
  'run(more)',
  'for f in (helper, other):\n    f()',
  'for n in ("a", "b"):\n    helper()',
  'globals()["more"]()',
  'partial(other, 1)()',
  'x = lambda: helper()',
  'upgrade()',
  'return',
  'raise Stop()',
];

const statement = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...OPERATIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...OPERATIONS).map((one) => `x = lambda: ${one}`) },
  { weight: 1, arbitrary: fc.constantFrom(...OPERATIONS).map((one) => `[${one} for y in z]`) },
  { weight: 1, arbitrary: fc.constantFrom(...OPERATIONS).map((one) => `print(${one} if y else None)`) },
  { weight: 2, arbitrary: fc.constantFrom(...CALLS) },
);

const body = fc
  .tuple(pythonNestings, fc.array(statement, { minLength: 1, maxLength: 4 }))
  .map(([nestings, statements]) =>
    nestedIn(
      nestings,
      statements.flatMap((one) => one.split('\n')),
    ),
  );

const revisions = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...HOLDERS), body), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    const lines = parts.flatMap(([name, holder, lines]) =>
      holder(name).flatMap((line) => {
        if (!line.endsWith('▒')) return [line];
        return lines.map((one) => `${' '.repeat(line.length - 1)}${one}`);
      }),
    );
    let number = 0;
    const text = ['from alembic import op', 'import sqlalchemy as sa', ...lines].join('\n');
    return `${text.replaceAll('▒', () => String((number += 1)))}\n`;
  });

/** Where operations stand, found without any knowledge of Python. */
function operationsWritten(text: string): TextRange[] {
  const patterns = OPERATIONS.map((one) =>
    one.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('▒', '\\d+'),
  );
  return [...text.matchAll(new RegExp(patterns.join('|'), 'g'))].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}

describe('Every operation of a file', () => {
  it('is a step of the upgrade or of the downgrade, wherever it stands', () => {
    fc.assert(
      fc.property(revisions, (text) => {
        const { upgrade, downgrade } = revisionIn(parsers, text);
        const told = [...upgrade.steps, ...downgrade.steps];
        for (const { start, end } of operationsWritten(text)) {
          const isTold = told.some((step) => start <= step.start && step.end <= end);
          expect(isTold, `${text.slice(start, end)} in\n${text}`).toBe(true);
        }
      }),
    );
  });

  it('stands inside of the file', () => {
    fc.assert(
      fc.property(revisions, (text) => {
        const { upgrade, downgrade } = revisionIn(parsers, text);
        for (const { start, end } of [...upgrade.steps, ...downgrade.steps]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('is told the same whatever was read before', () => {
    fc.assert(
      fc.property(revisions, (text) => {
        expect(revisionIn(parsers, text)).toEqual(revisionIn(parsers, text));
      }),
    );
  });

  it('is told in plain data', () => {
    fc.assert(
      fc.property(revisions, (text) => {
        const reading = revisionIn(parsers, text);
        expect(structuredClone(reading)).toEqual(reading);
        expect(JSON.parse(JSON.stringify(reading))).toMatchObject({ kind: 'revision' });
      }),
    );
  });
});
