import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { stepsTaken } from '../../../testing/steps-taken.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { isOfChosenRows } from './chosen-rows.ts';
import { migrationSteps } from '../migration-step.ts';
import { areRowsDeduplicatedBefore } from './deduplicated-rows.ts';
import { isEmptyColumn, isUniqueAlready, mayTakePlaceOfUnique } from './unique-already.ts';
import type { StepOf } from '../judged-upgrade.ts';

const { sql: parser } = await testParsers();

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

interface Large {
  /** What is in the file for each number. */
  readonly write: (number: number) => string;
  readonly before?: (number: number) => string;
  readonly ask: (step: UniqueStep) => boolean;
  readonly answer: boolean;
}

function stepsOfFile(count: number, { write, before }: Large): readonly UniqueStep[] {
  const written = (of: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => of(number)).join('\n');
  const migrations = sqlMigrations(parser, {
    upgrade: written(write),
    before: written(before ?? (() => '')),
  });
  const steps = migrationSteps(migrations, 'add-constraint', 'create-index');
  expect(steps).toHaveLength(count);
  return steps;
}

/** What it takes to ask of each, once others have folded the schema and looked at the file as a whole. */
function stepsFor(steps: readonly UniqueStep[], { ask, answer }: Large): number {
  for (const step of [...steps.slice(0, 3), ...steps.slice(-3)]) expect(ask(step)).toBe(answer);
  const started = stepsTaken();
  let asked = 0;
  for (const step of steps) if (ask(step) === answer) asked += 1;
  const spent = stepsTaken() - started;
  expect(asked).toBe(steps.length);
  return spent;
}

const add = (column: string, number: number) => `ALTER TABLE t${number} ADD COLUMN ${column};`;
const unique = (columns: string, number: number) =>
  `CREATE UNIQUE INDEX u${number} ON t${number} (${columns});`;
const keyed = (number: number) => `CREATE TABLE t${number} (id int, code text, shop int NOT NULL);`;
const numbered = (number: number) =>
  `UPDATE t${number} SET code = NULL WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY code) AS n FROM t${number}) x WHERE x.n > 1);`;

describe('A file that makes very many tables unique is judged in steps that grow with its length alone', () => {
  test.each<[string, Large]>([
    [
      'where each key is a new column',
      {
        write: (number) => `${add('code text', number)} ${unique('code', number)}`,
        before: keyedWithout,
        ask: (step) => isUniqueAlready(step, ['code']) && isEmptyColumn(step, ['code']),
        answer: true,
      },
    ],
    [
      'where rows are changed before each',
      {
        write: (number) => `UPDATE t${number} SET code = lower(code); ${unique('code', number)}`,
        before: keyed,
        ask: (step) => isUniqueAlready(step, ['code']) || areRowsDeduplicatedBefore(step, ['code']),
        answer: false,
      },
    ],
    [
      'where rows are told apart before each',
      {
        write: (number) => `${numbered(number)} ${unique('code', number)}`,
        before: keyed,
        ask: (step) => areRowsDeduplicatedBefore(step, ['code']),
        answer: true,
      },
    ],
    [
      'where each is of rows that the file chooses',
      {
        write: (number) =>
          `${add('is_new boolean DEFAULT false', number)} ${unique('code', number).replace(';', ' WHERE is_new;')}`,
        before: keyed,
        ask: (step) =>
          step.operation.kind === 'create-index' && isOfChosenRows(step as StepOf<'create-index'>),
        answer: true,
      },
    ],
    [
      'where an index goes before each, and another one comes',
      {
        write: (number) => `DROP INDEX old${number}; ${unique('lower(code)', number)}`,
        before: (number) => `${keyed(number)} CREATE UNIQUE INDEX old${number} ON t${number} (code);`,
        ask: mayTakePlaceOfUnique,
        answer: true,
      },
    ],
  ])('%s', (_, large) => {
    const [few, many] = [stepsOfFile(120, large), stepsOfFile(1200, large)];
    // Ten times as many; what held each against each would take a hundred times as many steps.
    expect(stepsFor(many, large)).toBeLessThan(15 * stepsFor(few, large));
  });
});

function keyedWithout(number: number): string {
  return `CREATE TABLE t${number} (id int, shop int NOT NULL);`;
}

describe('A drop before it may make room for what becomes unique', () => {
  const takesPlace = (before: string, upgrade: string) => {
    const [step] = migrationSteps(sqlMigrations(parser, { before, upgrade }), 'create-index');
    return step !== undefined && mayTakePlaceOfUnique(step);
  };
  const EXPRESSION = 'CREATE UNIQUE INDEX u ON orders (lower(code));';

  test.each([
    ['of a unique index', 'CREATE UNIQUE INDEX old ON orders (code)', 'DROP INDEX old;', true],
    ['of an index that is not unique', 'CREATE INDEX old ON orders (code)', 'DROP INDEX old;', false],
    ['of another table', 'CREATE UNIQUE INDEX old ON users (code)', 'DROP INDEX old;', false],
    ['of an index that nobody saw made', 'SELECT 1', 'DROP INDEX old;', false],
    ['of a constraint that nobody saw made', 'SELECT 1', 'ALTER TABLE orders DROP CONSTRAINT old;', true],
    [
      'under the name that the table had',
      'CREATE UNIQUE INDEX old ON sales (code)',
      'DROP INDEX old; ALTER TABLE sales RENAME TO orders;',
      true,
    ],
    [
      'of several, the last of which is unique',
      'CREATE INDEX a ON orders (code); CREATE UNIQUE INDEX b ON orders (code)',
      'DROP INDEX a; DROP INDEX b;',
      true,
    ],
  ])('%s', (_, ...[before, upgrade, expected]) => {
    expect(takesPlace(before, `${upgrade} ${EXPRESSION}`)).toBe(expected);
  });

  test('not one behind it', () => {
    const before = 'CREATE UNIQUE INDEX old ON orders (code)';
    expect(takesPlace(before, `${EXPRESSION} DROP INDEX old;`)).toBe(false);
  });
});
