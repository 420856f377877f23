import { describe, expect, test } from 'vitest';

import { auditDifference } from './audit-difference.ts';
import type { PartDifference } from './schema-difference.ts';
import { PART_KINDS } from './seen-database.ts';

const COLUMN: PartDifference = {
  kind: 'column',
  on: 'orders',
  name: 'total',
  standing: 'only-in-first',
  aspects: [],
};

const BETWEEN = ['development', 'production'] as const;
const FROM_MIGRATIONS = ['migrations', 'database'] as const;

describe('what only one side has', () => {
  test('is told by the name of that side', () => {
    expect(auditDifference(COLUMN, BETWEEN)).toEqual({
      kind: 'column',
      on: 'orders',
      name: 'total',
      only_in: 'development',
      aspects: [],
      text: 'The column total of orders is only in development.',
    });
    expect(auditDifference({ ...COLUMN, standing: 'only-in-second' }, BETWEEN)).toMatchObject({
      only_in: 'production',
      text: 'The column total of orders is only in production.',
    });
  });

  test('is told of the migrations and of the database', () => {
    expect(auditDifference(COLUMN, FROM_MIGRATIONS)).toMatchObject({
      only_in: 'migrations',
      text: 'The column total of orders is only in the migrations.',
    });
    expect(auditDifference({ ...COLUMN, standing: 'only-in-second' }, FROM_MIGRATIONS)).toMatchObject({
      only_in: 'database',
      text: 'The column total of orders is only in the database.',
    });
  });

  test.each(PART_KINDS)('may be a %s', (kind) => {
    const alone: PartDifference = { kind, name: 'x', standing: 'only-in-first', aspects: [] };
    expect(auditDifference(alone, BETWEEN)).toEqual({
      kind,
      on: null,
      name: 'x',
      only_in: 'development',
      aspects: [],
      text: `The ${kind} x is only in development.`,
    });
  });
});

describe('what both have otherwise', () => {
  const differs: PartDifference = {
    ...COLUMN,
    standing: 'differs',
    aspects: [
      { aspect: 'default', first: undefined, second: '0' },
      { aspect: 'type', first: 'integer', second: 'bigint' },
    ],
  };

  test('is told aspect by aspect', () => {
    expect(auditDifference(differs, BETWEEN)).toEqual({
      kind: 'column',
      on: 'orders',
      name: 'total',
      only_in: null,
      aspects: [
        { aspect: 'default', first: null, second: '0' },
        { aspect: 'type', first: 'integer', second: 'bigint' },
      ],
      text: 'The column total of orders differs: default is not set in development and 0 in production; type is integer in development and bigint in production.',
    });
  });

  test('is whole for programs, and short in the sentence', () => {
    const definition = `CREATE VIEW ${'x'.repeat(1000)}`;
    const long: PartDifference = {
      kind: 'view',
      name: 'v',
      standing: 'differs',
      aspects: [{ aspect: 'definition', first: definition, second: 'SELECT 1' }],
    };
    const { aspects, text } = auditDifference(long, BETWEEN);
    expect(aspects[0]?.first).toBe(definition);
    expect(text.length).toBeLessThan(400);
    expect(text).toContain('… (1012 characters) in development and SELECT 1 in production.');
  });
});

describe('names that hide something', () => {
  test('stay in one line of the sentence, and as they are for programs', () => {
    const name = 'a\nb\u202ec\udcff';
    const told = auditDifference({ ...COLUMN, name, on: 'x\ty' }, BETWEEN);
    expect(told.name).toBe(name);
    expect(told.text).toBe('The column a\\nb\\u{202e}c\\xff of x\\ty is only in development.');
  });
});

describe('passwords in a definition', () => {
  const viewOf = (first: string, second: string) =>
    auditDifference(
      { kind: 'view', name: 'far', standing: 'differs', aspects: [{ aspect: 'definition', first, second }] },
      BETWEEN,
    );

  test('are shown to nobody', () => {
    const told = viewOf(
      `SELECT * FROM dblink('host=one password=s3cret', 'x')`,
      `SELECT * FROM dblink('postgresql://ana:hunter2@two/shop', 'x')`,
    );
    expect(told.aspects).toEqual([
      {
        aspect: 'definition',
        first: `SELECT * FROM dblink('host=one password=****', 'x')`,
        second: `SELECT * FROM dblink('postgresql://ana:****@two/shop', 'x')`,
      },
    ]);
    expect(told.text).toBe(
      `The view far differs: definition is SELECT * FROM dblink('host=one password=****', 'x') in development and SELECT * FROM dblink('postgresql://ana:****@two/shop', 'x') in production.`,
    );
  });

  test('are no difference that goes untold where nothing else differs', () => {
    const told = viewOf(`dblink('password=s3cret')`, `dblink('password=hunter2')`);
    expect(told.text).toBe(
      `The view far differs: definition is dblink('password=****') in development and (with another secret) dblink('password=****') in production.`,
    );
    expect(told.aspects[0]?.first).not.toBe(told.aspects[0]?.second);
  });
});
