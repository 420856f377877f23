import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlSteps } from '../../testing/folded-sql.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { knownName, unknownName, type TableName } from './name.ts';
import type { Step } from './operation.ts';
import {
  columnWritesWithin,
  lastRowChange,
  mayChangeRowsWithin,
  rowChangesWithin,
  type Stretch,
} from './row-steps.ts';
import { mayChangeRows, mayWriteColumn } from './rows-changed.ts';

const { sql: parser } = await testParsers();

const TEXT = `
  UPDATE orders SET total = 0;
  ALTER TABLE orders ADD COLUMN kind text;
  DO $$ BEGIN EXECUTE 'UPDATE ' || name; END $$;
  INSERT INTO users (id) VALUES (1);
  ALTER TABLE users ALTER COLUMN total TYPE int USING total::int;
  DELETE FROM public.orders WHERE total = 0;
  UPDATE orders SET kind = 'a' WHERE total = 1;
  TRUNCATE users;
`;
const steps = sqlSteps(parser, TEXT);
const named = (text: string): TableName => ({ ...knownName(text), schema: undefined });
const TABLES: readonly TableName[] = [
  named('orders'),
  named('users'),
  named('others'),
  { ...unknownName('table()'), schema: undefined },
];
const STRETCHES: readonly Stretch[] = steps.flatMap((_, from) =>
  Array.from({ length: steps.length + 1 - from }, (__, more) => ({ from, to: from + more })),
);
const CASES = TABLES.flatMap((table) => STRETCHES.map((stretch) => ({ table, stretch })));

function among({ from, to }: Stretch, isMeant: (step: Step) => boolean): readonly Step[] {
  return steps.slice(from, to).filter(isMeant);
}

function insertInto(table: TableName): Step {
  const [step] = sqlSteps(parser, 'INSERT INTO orders VALUES (1)');
  if (step?.kind !== 'operation' || step.operation.kind !== 'change-rows')
    throw new Error('No row is changed.');
  return { ...step, operation: { ...step.operation, table } };
}

describe('Steps that change rows', () => {
  test('are of every kind here', () => {
    expect(steps.map((step) => (step.kind === 'unclear' ? 'unclear' : step.operation.kind))).toEqual([
      'change-rows',
      'add-column',
      'unclear',
      'change-rows',
      'alter-column',
      'change-rows',
      'change-rows',
      'truncate',
    ]);
  });

  test('are those of which each says so when it is asked', () => {
    for (const { table, stretch } of CASES) {
      const asked = among(stretch, (step) => mayChangeRows(step, table));
      expect(rowChangesWithin(steps, table, stretch)).toEqual(asked);
      expect(mayChangeRowsWithin(steps, table, stretch)).toBe(asked.length > 0);
    }
  });

  test('may write a column where each says so when it is asked', () => {
    for (const column of ['total', 'kind', 'id']) {
      for (const { table, stretch } of CASES) {
        const place = { table, column, text: TEXT };
        expect(columnWritesWithin({ steps, text: TEXT }, { table, column, stretch })).toEqual(
          among(stretch, (step) => mayWriteColumn(step, place)),
        );
      }
    }
  });

  test('have a last one before each step', () => {
    const last = (name: string) => steps.map((_, index) => lastRowChange(steps, named(name), index));
    expect(last('orders')).toEqual([-1, 0, 0, 2, 2, 2, 5, 6]);
    expect(last('users')).toEqual([-1, -1, -1, 2, 3, 3, 3, 3]);
  });

  test('are found without looking at all others', () => {
    const many = Array.from({ length: 20_000 }, (_, number) => insertInto(named(`t${number}`)));
    const started = stepsTaken();
    const isChanged = many.map((_, index) =>
      mayChangeRowsWithin(many, named(`t${index}`), { from: 0, to: index + 1 }),
    );
    expect(isChanged.every(Boolean)).toBe(true);
    expect(stepsTaken() - started).toBeLessThan(600_000);
  });
});
