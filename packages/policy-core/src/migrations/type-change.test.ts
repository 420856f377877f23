import fc from 'fast-check';
import { expect, test } from 'vitest';

import { typeNamed } from '../testing/sample-schema.ts';
import type { ColumnType } from './column-type.ts';
import { typeChange, type TypeChange } from './type-change.ts';
import { typeText } from './type-text.ts';

const varchar = (size?: number) => typeNamed('varchar', { size });
const numeric = (size?: number, scale?: number) => typeNamed('numeric', { size, scale });

test.each<[string, TypeChange, string, ColumnType, ColumnType]>([
  ['varchar(20)', 'widens', 'varchar(40)', varchar(20), varchar(40)],
  ['varchar(40)', 'narrows', 'varchar(20)', varchar(40), varchar(20)],
  ['varchar', 'narrows', 'varchar(20)', varchar(), varchar(20)],
  ['varchar(20)', 'widens', 'varchar', varchar(20), varchar()],
  ['varchar(20)', 'widens', 'text', varchar(20), typeNamed('text')],
  ['text', 'narrows', 'varchar(20)', typeNamed('text'), varchar(20)],
  ['smallint', 'widens', 'integer', typeNamed('int2'), typeNamed('int4')],
  ['integer', 'widens', 'bigint', typeNamed('int4'), typeNamed('int8')],
  ['bigint', 'narrows', 'integer', typeNamed('int8'), typeNamed('int4')],
  ['integer', 'widens', 'numeric', typeNamed('int4'), numeric()],
  ['integer', 'narrows', 'numeric(5)', typeNamed('int4'), numeric(5)],
  ['numeric', 'narrows', 'integer', numeric(), typeNamed('int4')],
  ['integer', 'widens', 'double precision', typeNamed('int4'), typeNamed('float8')],
  ['bigint', 'narrows', 'double precision', typeNamed('int8'), typeNamed('float8')],
  ['real', 'widens', 'double precision', typeNamed('float4'), typeNamed('float8')],
  ['double precision', 'narrows', 'real', typeNamed('float8'), typeNamed('float4')],
  ['double precision', 'narrows', 'numeric', typeNamed('float8'), numeric()],
  ['numeric(10,2)', 'widens', 'numeric(12,2)', numeric(10, 2), numeric(12, 2)],
  ['numeric(10,2)', 'narrows', 'numeric(10,4)', numeric(10, 2), numeric(10, 4)],
  ['numeric(10,2)', 'narrows', 'numeric(10)', numeric(10, 2), numeric(10, 0)],
  ['numeric(10,2)', 'same', 'numeric(10,2)', numeric(10, 2), numeric(10, 2)],
  ['date', 'widens', 'timestamp', typeNamed('date'), typeNamed('timestamp')],
  ['timestamptz', 'narrows', 'date', typeNamed('timestamptz'), typeNamed('date')],
  ['timestamptz', 'converts', 'timestamp', typeNamed('timestamptz'), typeNamed('timestamp')],
  ['timestamp', 'narrows', 'timestamp(0)', typeNamed('timestamp'), typeNamed('timestamp', { size: 0 })],
  ['text', 'converts', 'uuid', typeNamed('text'), typeNamed('uuid')],
  ['uuid', 'widens', 'text', typeNamed('uuid'), typeNamed('text')],
  ['boolean', 'narrows', 'varchar(3)', typeNamed('bool'), varchar(3)],
  ['json', 'converts', 'jsonb', typeNamed('json'), typeNamed('jsonb')],
  ['integer', 'converts', 'integer[]', typeNamed('int4'), typeNamed('int4', { dimensions: 1 })],
  [
    'mood',
    'narrows',
    'mood',
    typeNamed('mood', { values: ['a', 'b'] }),
    typeNamed('mood', { values: ['a'] }),
  ],
  ['mood', 'widens', 'mood', typeNamed('mood', { values: ['a'] }), typeNamed('mood', { values: ['a', 'b'] })],
  ['Geo()', 'unknown', 'text', { isKnown: false, written: 'Geo()' }, typeNamed('text')],
  ['Geo()', 'same', 'Geo()', { isKnown: false, written: 'Geo()' }, { isKnown: false, written: 'Geo()' }],
])('%s %s when it becomes %s', (...row) => {
  const [fromText, change, toText, from, to] = row;
  expect([typeText(from), typeText(to)]).toEqual([fromText, toText]);
  expect(typeChange(from, to)).toBe(change);
});

test('a char is padded, and a length stands behind it', () => {
  expect(typeText(typeNamed('bpchar', { size: 3 }))).toBe('char(3)');
  expect(typeText(typeNamed('int2', { dimensions: 2 }))).toBe('smallint[][]');
});

const names = [
  'int2',
  'int4',
  'int8',
  'numeric',
  'float4',
  'float8',
  'text',
  'varchar',
  'date',
  'timestamp',
  'uuid',
];
const anyType = fc
  .record({ name: fc.constantFrom(...names), size: fc.option(fc.nat(30), { nil: undefined }) })
  .map(({ name, size }) => typeNamed(name, ['numeric', 'varchar'].includes(name) ? { size } : {}));

test('nothing widens both ways, and a type is the same as itself', () => {
  fc.assert(
    fc.property(anyType, anyType, (a, b) => {
      expect(typeChange(a, a)).toBe('same');
      // Every text fits a text, however the two are called.
      fc.pre(!['text', 'varchar'].includes(a.name) || !['text', 'varchar'].includes(b.name));
      expect([typeChange(a, b), typeChange(b, a)]).not.toEqual(['widens', 'widens']);
    }),
  );
});
