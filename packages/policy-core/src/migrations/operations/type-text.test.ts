import { expect, test } from 'vitest';

import { typeNamed } from '../../testing/sample-schema.ts';
import type { ColumnType } from './column-type.ts';
import { typeText } from './type-text.ts';

test.each<[string, ColumnType]>([
  ['varchar(20)', typeNamed('varchar', { size: 20 })],
  ['varchar', typeNamed('varchar')],
  ['text', typeNamed('text')],
  ['smallint', typeNamed('int2')],
  ['integer', typeNamed('int4')],
  ['bigint', typeNamed('int8')],
  ['real', typeNamed('float4')],
  ['double precision', typeNamed('float8')],
  ['boolean', typeNamed('bool')],
  ['numeric', typeNamed('numeric')],
  ['numeric(5)', typeNamed('numeric', { size: 5 })],
  ['numeric(10)', typeNamed('numeric', { size: 10, scale: 0 })],
  ['numeric(10,2)', typeNamed('numeric', { size: 10, scale: 2 })],
  ['timestamp(0)', typeNamed('timestamp', { size: 0 })],
  ['char(3)', typeNamed('bpchar', { size: 3 })],
  ['integer[]', typeNamed('int4', { dimensions: 1 })],
  ['smallint[][]', typeNamed('int2', { dimensions: 2 })],
  ['mood', typeNamed('mood', { values: ['a', 'b'] })],
  ['Geo()', { isKnown: false, written: 'Geo()' }],
])('%s is how people know it', (text, type) => {
  expect(typeText(type)).toBe(text);
});
