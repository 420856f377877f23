import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { isOfChosenRows } from './chosen-rows.ts';
import { migrationSteps } from '../migration-step.ts';

const { sql: parser } = await testParsers();

function isChosen(upgrade: string): boolean {
  const before = 'CREATE TABLE orders (number text, old boolean, note text)';
  const [step] = migrationSteps(sqlMigrations(parser, { before, upgrade }), 'create-index');
  if (step === undefined) throw new Error(`no index is made: ${upgrade}`);
  return isOfChosenRows(step);
}

/** A value of the new column, as PostgreSQL has it in every row. */
type Value = true | false | 1 | 2 | 'x' | "it's" | undefined;

function written(value: Value): string {
  if (value === undefined) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

const TYPES = { boolean: [true, false], int: [1, 2], text: ['x', "it's"] } as const;

const column = fc.constantFrom('boolean' as const, 'int' as const, 'text' as const).chain((type) =>
  fc.record({
    type: fc.constant(type),
    preset: fc.constantFrom<Value>(undefined, ...TYPES[type]),
    asked: fc.constantFrom<Value>(undefined, ...TYPES[type]),
    isNegated: fc.boolean(),
  }),
);

/** What the index demands, and whether a row with the default meets it. */
function demandOf({ preset, asked, isNegated }: { preset: Value; asked: Value; isNegated: boolean }) {
  if (asked === undefined) {
    const isMet = isNegated ? preset !== undefined : preset === undefined;
    return { where: `kind IS ${isNegated ? 'NOT ' : ''}NULL`, isMet };
  }
  if (typeof asked === 'boolean') return { where: asked ? 'kind' : 'NOT kind', isMet: preset === asked };
  return { where: `kind = ${written(asked)}`, isMet: preset === asked };
}

const around = fc.constantFrom(
  (where: string) => where,
  (where: string) => `(${where})`,
  (where: string) => `old AND ${where}`,
  (where: string) => `(${where}) AND note IS NOT NULL`,
  (where: string) => `note = 'a' AND (old AND (${where}))`,
);

const spelled = fc.constantFrom(
  (sql: string) => sql,
  (sql: string) => sql.replace('WHERE', '\n  WHERE /* kind */'),
  (sql: string) => sql.replaceAll('kind', '"kind"'),
  (sql: string) => sql.replaceAll('kind', 'KIND'),
);

describe('An index over rows by a column that is new', () => {
  test('leaves none, where its default does not meet what is demanded, and all where it does', () => {
    fc.assert(
      fc.property(column, around, spelled, (one, within, spell) => {
        const { where, isMet } = demandOf(one);
        const preset = one.preset === undefined ? '' : ` DEFAULT ${written(one.preset)}`;
        const add = `ALTER TABLE orders ADD COLUMN kind ${one.type}${preset};`;
        const index = `CREATE UNIQUE INDEX ux ON orders (number) WHERE ${within(where)}`;
        expect(isChosen(spell(add + index)), add + index).toBe(!isMet);
      }),
    );
  });

  test('may leave any, where one of two things is demanded', () => {
    fc.assert(
      fc.property(column, (one) => {
        const { where } = demandOf(one);
        const add = `ALTER TABLE orders ADD COLUMN kind ${one.type};`;
        expect(isChosen(`${add}CREATE UNIQUE INDEX ux ON orders (number) WHERE old OR ${where}`)).toBe(false);
      }),
    );
  });

  test('may leave any, where rows come, or SQL that nobody can read runs between', () => {
    const between = fc.constantFrom(
      'INSERT INTO orders SELECT * FROM others;',
      'COPY orders FROM PROGRAM $$x$$;',
      'DO $$ BEGIN PERFORM x(); EXECUTE y; END $$;',
      'MERGE INTO orders USING o ON true WHEN NOT MATCHED THEN INSERT VALUES (1);',
    );
    fc.assert(
      fc.property(column, between, (one, step) => {
        const add = `ALTER TABLE orders ADD COLUMN kind ${one.type};`;
        const index = `CREATE UNIQUE INDEX ux ON orders (number) WHERE ${demandOf(one).where}`;
        expect(isChosen(add + step + index), add + step + index).toBe(false);
      }),
    );
  });

  test('leaves the same, whatever becomes of other tables and columns between', () => {
    const between = fc.constantFrom(
      'UPDATE users SET kind = 1;',
      'DELETE FROM orders WHERE old;',
      'UPDATE orders SET note = NULL;',
      'ALTER TABLE orders ADD COLUMN other int DEFAULT 1;',
      'ALTER TABLE users ADD COLUMN kind boolean DEFAULT true;',
      'ALTER TABLE orders ALTER COLUMN kind DROP DEFAULT;',
    );
    fc.assert(
      fc.property(column, fc.array(between, { maxLength: 3 }), (one, steps) => {
        const { where } = demandOf(one);
        const preset = one.preset === undefined ? '' : ` DEFAULT ${written(one.preset)}`;
        const add = `ALTER TABLE orders ADD COLUMN kind ${one.type}${preset};`;
        const index = `CREATE UNIQUE INDEX ux ON orders (number) WHERE ${where}`;
        expect(isChosen(add + steps.join('') + index)).toBe(isChosen(add + index));
      }),
    );
  });
});
