import { expect, test } from 'vitest';

import { typeNamed } from '../../testing/sample-schema.ts';
import { isCastByItself } from './casts.ts';

/** What ALTER TABLE ... TYPE did without USING on an empty table of PostgreSQL 15. */
const TAKEN: Readonly<Record<string, string>> = {
  int2: 'float4 float8 int2 int4 int8 numeric',
  int4: 'float4 float8 int2 int4 int8 numeric',
  int8: 'float4 float8 int2 int4 int8 numeric',
  numeric: 'float4 float8 int2 int4 int8 numeric',
  float4: 'float4 float8 int2 int4 int8 numeric',
  float8: 'float4 float8 int2 int4 int8 numeric',
  bool: 'bool',
  date: 'date timestamp timestamptz',
  timestamp: 'date time timestamp timestamptz',
  timestamptz: 'date time timestamp timestamptz timetz',
  time: 'interval time timetz',
  timetz: 'time timetz',
  interval: 'interval time',
  json: 'json jsonb',
  jsonb: 'json jsonb',
  bit: 'bit varbit',
  varbit: 'bit varbit',
  uuid: 'uuid',
  bytea: 'bytea',
  text: '',
  varchar: '',
  bpchar: '',
};
const TEXTS = ['text', 'varchar', 'bpchar'];
/** PostgreSQL would, and we rather say that it is not known. */
const NOT_CLAIMED = [
  'timestamp time',
  'timestamptz time',
  'timestamptz timetz',
  'time interval',
  'interval time',
];

test.each(Object.keys(TAKEN))('%s becomes what PostgreSQL lets it become by itself', (from) => {
  const taken = new Set([...TEXTS, ...(TAKEN[from] ?? '').split(' ')]);
  const claimable = Object.keys(TAKEN).filter((to) => !NOT_CLAIMED.includes(`${from} ${to}`));
  const claimed = claimable.filter((to) => isCastByItself(typeNamed(from), typeNamed(to)));
  expect(claimed).toEqual(claimable.filter((to) => taken.has(to)));
});

test('a type of their own, and one nobody knows, become nothing else by themselves', () => {
  const unknown = { isKnown: false, written: 'Geo()' } as const;
  expect(isCastByItself(typeNamed('mood'), typeNamed('mood'))).toBe(true);
  expect(isCastByItself(typeNamed('mood'), typeNamed('state'))).toBe(false);
  expect(isCastByItself(unknown, typeNamed('text'))).toBe(false);
  expect(isCastByItself(typeNamed('text'), unknown)).toBe(false);
});

test('an array becomes an array of the same depth', () => {
  const array = (name: string, dimensions = 1) => typeNamed(name, { dimensions });
  expect(isCastByItself(array('int4'), array('int8'))).toBe(true);
  expect(isCastByItself(array('int4'), typeNamed('int4'))).toBe(false);
  expect(isCastByItself(array('int4'), array('int4', 2))).toBe(false);
});
