import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { effectTeller } from '../../testing/told-effects.ts';

const told = effectTeller((await testParsers()).sql);

/** What it costs to give the column `b` of the table `a` another type: `b text USING ...`. */
function work(
  from: string,
  to: string,
  more: { timeZone?: string; schema?: string } = {},
): string | undefined {
  const { schema = '', timeZone = 'UTC' } = more;
  const { relations } = told(`ALTER TABLE a ALTER b TYPE ${to}`, `${schema} CREATE TABLE a (b ${from});`, {
    timeZone,
  });
  return relations[0]?.replace('a: access-exclusive, ', '');
}

describe('Another type', () => {
  it.each<[from: string, to: string, work: string]>([
    ['numeric(5, 2)', 'numeric', 'catalog'],
    ['numeric', 'numeric(5, 2)', 'rewrite'],
    ['numeric(5)', 'numeric(7)', 'catalog'],
    ['numeric(5)', 'numeric(7, 0)', 'catalog'],
    ['numeric(7, 2)', 'numeric(5, 2)', 'rewrite'],
    ['varbit(9)', 'varbit(3)', 'rewrite'],
    ['varbit(9)', 'varbit', 'catalog'],
    ['bit(3)', 'bit(9)', 'rewrite'],
    ['timestamptz(3)', 'timestamptz(6)', 'catalog'],
    ['timestamptz', 'timestamptz(6)', 'catalog'],
    ['timestamptz', 'timestamptz(5)', 'rewrite'],
    ['timetz(2)', 'timetz', 'catalog'],
    ['time(6)', 'time(2)', 'rewrite'],
    ['interval', 'interval(2)', 'rewrite'],
    ['date', 'timestamp', 'rewrite'],
    ['xml', 'text', 'catalog'],
    ['xml', 'varchar', 'catalog'],
    ['xml', 'varchar(9)', 'rewrite'],
    ['json', 'jsonb', 'rewrite'],
    ['json', 'json', 'catalog'],
    ['regclass', 'oid', 'catalog'],
    ['bigint', 'int', 'rewrite'],
    ['text', 'bytea', 'rewrite'],
    ['text[]', 'text[]', 'catalog'],
    ['varchar(5)[]', 'text[]', 'rewrite'],
    ['text', 'text[]', 'rewrite'],
    ['mood', 'text', 'rewrite'],
    ['mood', 'mood', 'catalog'],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(work(from, to)).toBe(expected);
  });

  it('gives a text as much room as it has or more without looking at it, and never less', () => {
    const size = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(size, size, (one, other) => {
        expect(work(`varchar(${one})`, `varchar(${other})`)).toBe(other >= one ? 'catalog' : 'rewrite');
        expect(work(`varchar(${one})`, 'text')).toBe('catalog');
        expect(work('text', `varchar(${other})`)).toBe('rewrite');
      }),
    );
  });

  it('leaves a number as it is where only digits before the point are added', () => {
    const anyNumber = fc
      .tuple(fc.integer({ min: 1, max: 30 }), fc.nat(5))
      .map(([size, scale]) => ({ size: size + scale, scale }));
    fc.assert(
      fc.property(anyNumber, anyNumber, (one, other) => {
        const shown = ({ size, scale }: typeof one) => `numeric(${size}, ${scale})`;
        const isWider = other.scale === one.scale && other.size >= one.size;
        expect(work(shown(one), shown(other))).toBe(isWider ? 'catalog' : 'rewrite');
      }),
    );
  });
});

describe('USING', () => {
  it.each<[from: string, to: string]>([
    ['varchar(9)', 'text USING b'],
    ['varchar(9)', 'text USING "b"'],
    ['varchar(9)', 'text USING B'],
    ['varchar(9)', 'text USING b::text'],
    ['varchar(9)', 'text USING b :: TEXT'],
    ['varchar(9)', 'text USING b::pg_catalog.text'],
    ['varchar(9)', 'varchar(20) USING b::varchar(20)'],
    ['varchar(9)', 'varchar(20) USING b::character varying(20)'],
    ['numeric(5, 2)', 'numeric(9, 2) USING b::numeric(9, 2)'],
    ['timestamptz(3)', 'timestamptz(6) USING b::timestamp(6) with time zone'],
    ['text[]', 'text[] USING b::text[]'],
  ])('says what goes without saying: %s becomes %s', (from, to) => {
    expect(work(from, to)).toBe('catalog');
  });

  it.each<[from: string, to: string]>([
    ['varchar(9)', "text USING b || ''"],
    ['varchar(9)', "text USING b::text || 'x'"],
    ['varchar(9)', 'text USING b::varchar(3)'],
    ['varchar(9)', 'varchar(20) USING b::text'],
    ['varchar(9)', 'text USING b::int::text'],
    ['varchar(9)', 'text USING trim(b)'],
    ['varchar(9)', "text USING 'b'"],
    ['varchar(9)', 'text USING c'],
    ['varchar(9)', 'text USING b2'],
    ['numeric(5, 2)', 'numeric(9, 2) USING b::numeric(9, 2) * 2'],
    ['numeric(5, 2)', 'numeric(9, 2) USING b + 1'],
    ['numeric(5, 2)', 'numeric USING b::numeric(5, 0)'],
    ['timestamptz', "timestamp USING b AT TIME ZONE 'UTC'"],
    ['timestamptz', "timestamp USING b::timestamptz AT TIME ZONE 'UTC'"],
    ['text[]', 'text[] USING b::text'],
  ])('makes every value anew: %s becomes %s', (from, to) => {
    expect(work(from, to)).toBe('rewrite');
  });
});

describe('The times with and without zone', () => {
  it.each(['UTC', 'utc', 'GMT', 'Etc/UTC'])('hold the same values in %s', (timeZone) => {
    expect(work('timestamp', 'timestamptz', { timeZone })).toBe('catalog');
    expect(work('timestamptz', 'timestamp', { timeZone })).toBe('catalog');
  });

  it.each(['', 'Europe/London', 'UTC+1', 'Etc/GMT', 'UCT2', ' UTC'])(
    'may hold others in "%s"',
    (timeZone) => {
      expect(work('timestamp', 'timestamptz', { timeZone })).toBe('unknown');
    },
  );

  it.each([
    ['timestamp', 'timestamptz(3)'],
    ['timestamp(2)', 'timestamptz(2)'],
    ['timestamp[]', 'timestamptz[]'],
    ['time', 'timetz'],
  ])('are written again from %s to %s, whatever the zone', (from, to) => {
    expect(work(from, to)).toBe('rewrite');
  });
});

describe('A domain', () => {
  const schema = `
    CREATE DOMAIN free AS varchar(9); CREATE DOMAIN strict AS varchar(9) CHECK (VALUE <> '');
    CREATE DOMAIN whole AS varchar(9) NOT NULL;
  `;
  it.each([
    ['free', 'varchar(9)', 'catalog'],
    ['free', 'text', 'catalog'],
    ['free', 'varchar(5)', 'rewrite'],
    ['varchar(9)', 'free', 'catalog'],
    ['varchar(5)', 'free', 'catalog'],
    ['text', 'free', 'rewrite'],
    ['strict', 'varchar(9)', 'catalog'],
    ['strict', 'free', 'catalog'],
    ['varchar(9)', 'strict', 'rewrite'],
    ['free', 'strict', 'rewrite'],
    ['varchar(9)', 'whole', 'rewrite'],
  ])('holds its values as its type does: from %s to %s: %s', (from, to, expected) => {
    expect(work(from, to, { schema })).toBe(expected);
  });
});

describe('An index', () => {
  it.each([
    ['CREATE INDEX ON a (b)', 'index'],
    ['CREATE INDEX ON a (c, b)', 'index'],
    ['CREATE INDEX ON a (lower(b))', 'index'],
    ['CREATE INDEX ON a (c)', 'catalog'],
    ['SELECT 1', 'catalog'],
  ])('is built again where another order may stand in it: %s: %s', (made, expected) => {
    const { relations } = told(
      'ALTER TABLE a ALTER b TYPE citext',
      `CREATE TABLE a (b text, c int); ${made};`,
    );
    expect(relations).toEqual([`a: access-exclusive, ${expected}`]);
  });

  it('stays where the order does', () => {
    const schema = 'CREATE TABLE a (b varchar(5)); CREATE INDEX ON a (b);';
    expect(told('ALTER TABLE a ALTER b TYPE text', schema).relations).toEqual([
      'a: access-exclusive, catalog',
    ]);
  });
});

describe('What is not known', () => {
  it('of the type that was is said, unless USING has every value made anew', () => {
    expect(told('ALTER TABLE a ALTER b TYPE text USING b::text').unknown).toEqual([
      'nothing shows which type the column has',
    ]);
    expect(told('ALTER TABLE a ALTER b TYPE text USING lower(b)')).toMatchObject({
      relations: ['a: access-exclusive, rewrite'],
      unknown: [],
    });
  });

  it('of the type that was is learnt from an earlier change of it', () => {
    const schema = 'ALTER TABLE a ALTER b TYPE varchar(9);';
    expect(told('ALTER TABLE a ALTER b TYPE text', schema)).toMatchObject({
      relations: ['a: access-exclusive, catalog'],
      unknown: [],
    });
  });
});
