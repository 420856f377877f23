import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { volatility } from './volatility.ts';

const STABLE = { kind: 'stable', name: undefined };
const VOLATILE = { kind: 'volatile', name: undefined };

describe('An expression is the same for every row', () => {
  it.each([
    '',
    '1',
    "'x'",
    'NULL',
    'CURRENT_TIMESTAMP',
    'now()',
    'NOW ( )',
    'pg_catalog.now()',
    '"now"()',
    "now() + interval '1 day'",
    "timezone('utc', now())",
    "date_trunc('day', now() AT TIME ZONE 'utc')",
    "coalesce(lower('A'), upper('b'))",
    '(1 + (2 * 3))',
    "CASE WHEN (1 > 0) THEN ('a') ELSE ('b') END",
    '1 IN (1, 2) AND (2 > 1) OR NOT (true)',
    "uuid_generate_v5(uuid_ns_dns(), 'x')",
    "'1'::numeric(10, 2)",
    "'x'::varchar(3)",
    "'x'::character varying(3)",
    "'101'::bit varying(3)",
    "CAST('x' AS bpchar(3))",
    "cast ('x' as own_type(3))",
    "'now'::timestamp(3)",
    "'random()'",
    '$$ random() $$',
    '1 /* random() */',
    '1 -- nextval()',
    'random',
  ])('in %s', (expression) => {
    expect(volatility(expression)).toEqual(STABLE);
  });
});

describe('An expression is another one for each row', () => {
  it.each([
    'random()',
    'RANDOM ()',
    '"random"()',
    'pg_catalog.random()',
    'random /* why */ ()',
    "nextval('orders_id_seq'::regclass)",
    'gen_random_uuid()',
    'public.uuid_generate_v4()',
    'uuidv7()',
    'clock_timestamp()',
    'coalesce(NULL, lower(md5(random()::text)))',
    'CASE WHEN true THEN (random()) END',
    "'x' || CAST(random() AS varchar(3))",
    'own() + random()',
    'random() + own()',
  ])('in %s', (expression) => {
    expect(volatility(expression)).toEqual(VOLATILE);
  });
});

describe('The first function that nothing is known of', () => {
  it.each([
    ['own()', 'own'],
    ['OWN()', 'own'],
    ['hr.next_number(1)', 'next_number'],
    ['"Own"()', 'Own'],
    ['"Random"()', 'Random'],
    ['now() + second(first())', 'second'],
    ['lower(first(second()))', 'first'],
    ['random_own()', 'random_own'],
    ['xrandom()', 'xrandom'],
    ["own('random()')", 'own'],
  ])('in %s is %s', (expression, name) => {
    expect(volatility(expression)).toEqual({ kind: 'unknown', name });
  });
});

describe('Where expressions are joined', () => {
  const PARTS = ['1', 'now()', "'random()'", 'own()', 'other(1)', 'random()', "nextval('s')"];

  it('one that is volatile makes the whole so, and else the first that is not known', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PARTS), { minLength: 1 }), (parts) => {
        const kinds = parts.map(volatility);
        const first =
          kinds.find(({ kind }) => kind === 'volatile') ?? kinds.find(({ kind }) => kind === 'unknown');
        expect(volatility(parts.join(' + '))).toEqual(first ?? STABLE);
        expect(volatility(`lower((${parts.join(') || (')}))`)).toEqual(first ?? STABLE);
      }),
    );
  });

  it('no text in quotes makes a difference', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(volatility(`'${text.replaceAll("'", "''")}'`)).toEqual(STABLE);
      }),
    );
  });
});
