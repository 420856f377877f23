import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { formerName, successorOf } from '../analysis/column-successor.ts';
import { migrationSteps } from '../analysis/migration-step.ts';
import { valuesKept } from '../analysis/values/values-kept.ts';

const { sql: parser } = await testParsers();

/** All columns that are dropped. */
function drops(upgrade: string) {
  return migrationSteps(
    sqlMigrations(parser, { before: 'CREATE TABLE t (a int, b int, c int)', upgrade }),
    'drop-column',
  );
}

/** What becomes of the columns of a table, step by step, as PostgreSQL would have it. */
type Act =
  | { readonly kind: 'add' | 'drop'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

const name = fc.constantFrom('a', 'b', 'c', 'd');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'drop' as const), name }),
  fc.record({ kind: fc.constant('rename' as const), name, to: name }),
);

interface Story {
  readonly sql: string;
  /** Of each column that is dropped: its name before, or nothing where the migration itself has added it. */
  readonly dropped: readonly (string | undefined)[];
}

/** Only acts that succeed. */
function storyOf(acts: readonly Act[]): Story {
  const columns = new Map<string, string | undefined>([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ]);
  const dropped: (string | undefined)[] = [];
  const sql: string[] = [];
  for (const one of acts) {
    const isThere = columns.has(one.name);
    if (one.kind === 'add' && !isThere) {
      columns.set(one.name, undefined);
      sql.push(`ALTER TABLE t ADD ${one.name} int`);
    } else if (one.kind === 'drop' && isThere) {
      dropped.push(columns.get(one.name));
      columns.delete(one.name);
      sql.push(`ALTER TABLE t DROP ${one.name}`);
    } else if (one.kind === 'rename' && isThere && !columns.has(one.to)) {
      columns.set(one.to, columns.get(one.name));
      columns.delete(one.name);
      sql.push(`ALTER TABLE t RENAME ${one.name} TO ${one.to}`);
    }
  }
  return { sql: sql.join('; '), dropped };
}

describe('Whatever a migration does with its columns', () => {
  test('a column that was there before is known by the name that it had', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        const { sql, dropped } = storyOf(acts);
        const found = drops(sql);
        expect(found).toHaveLength(dropped.length);
        for (const [index, drop] of found.entries()) {
          const before = dropped[index];
          if (before === undefined) continue;
          expect(formerName(drop) ?? drop.operation.column.text, sql).toBe(before);
        }
      }),
    );
  });

  test('a successor has other names than the column that goes, or its name only after it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        for (const drop of drops(storyOf(acts).sql)) {
          const successor = successorOf(drop);
          if (successor === undefined) continue;
          expect(successor.oldNames).toContain(drop.operation.column.text);
          expect(successor.newNames.length).toBeGreaterThan(0);
          expect(successor.newNames).toHaveLength(new Set(successor.newNames).size);
        }
      }),
    );
  });

  test('no values are kept where no row is written', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        for (const drop of drops(storyOf(acts).sql)) expect(valuesKept(drop)).toBe('none');
      }),
    );
  });

  test('what another table does changes nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), fc.array(act, { maxLength: 6 }), (acts, others) => {
        const { sql } = storyOf(acts);
        const elsewhere = storyOf(others).sql.replaceAll('TABLE t', 'TABLE other');
        const own = drops(sql).map((drop) => [successorOf(drop), formerName(drop), valuesKept(drop)]);
        const beside = drops(`${elsewhere}; ${sql}`).filter(({ operation }) => operation.table.text === 't');
        expect(beside.map((drop) => [successorOf(drop), formerName(drop), valuesKept(drop)])).toEqual(own);
      }),
    );
  });
});
