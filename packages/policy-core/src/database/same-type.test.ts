import { describe, expect, test } from 'vitest';

import { typeNamed } from '../testing/sample-schema.ts';
import { isSameType } from './same-type.ts';

describe('a type of a migration', () => {
  test.each([
    [typeNamed('int4'), 'integer'],
    [typeNamed('int8'), 'bigint'],
    [typeNamed('float8'), 'double precision'],
    [typeNamed('bool'), 'boolean'],
    [typeNamed('varchar'), 'character varying'],
    [typeNamed('varchar', { size: 40 }), 'character varying(40)'],
    [typeNamed('varchar', { size: 40, dimensions: 1 }), 'character varying(40)[]'],
    [typeNamed('int4', { dimensions: 2 }), 'integer[]'],
    [typeNamed('bpchar'), 'character(1)'],
    [typeNamed('bpchar', { size: 3 }), 'character(3)'],
    [typeNamed('bit'), 'bit(1)'],
    [typeNamed('varbit', { size: 5 }), 'bit varying(5)'],
    [typeNamed('numeric'), 'numeric'],
    [typeNamed('numeric', { size: 10, scale: 2 }), 'numeric(10,2)'],
    [typeNamed('numeric', { size: 10 }), 'numeric(10,0)'],
    [typeNamed('timestamptz'), 'timestamp with time zone'],
    [typeNamed('timestamp', { size: 3 }), 'timestamp(3) without time zone'],
    [typeNamed('timetz', { size: 2 }), 'time(2) with time zone'],
    [typeNamed('interval'), 'interval'],
    [typeNamed('interval', { size: 3 }), 'interval day to second(3)'],
    [typeNamed('jsonb'), 'jsonb'],
    [typeNamed('mood'), 'public.mood'],
    [typeNamed('mood'), 'mood'],
    [typeNamed('Mood'), 'public."Mood"'],
    [typeNamed('audit.mood'), 'audit.mood'],
    [typeNamed('citext'), 'extensions.citext'],
    [{ isKnown: false as const, written: 'MyType()' }, 'anything'],
  ])('%j is %s', (type, written) => {
    expect(isSameType(type, written)).toBe(true);
  });

  test.each([
    [typeNamed('int4'), 'bigint'],
    [typeNamed('int4'), 'integer[]'],
    [typeNamed('int4', { dimensions: 1 }), 'integer'],
    [typeNamed('varchar', { size: 40 }), 'character varying(80)'],
    [typeNamed('varchar', { size: 40 }), 'character varying'],
    [typeNamed('varchar'), 'character varying(40)'],
    [typeNamed('varchar'), 'text'],
    [typeNamed('numeric', { size: 10, scale: 2 }), 'numeric(12,2)'],
    [typeNamed('numeric', { size: 10, scale: 2 }), 'numeric(10,4)'],
    [typeNamed('timestamp'), 'timestamp with time zone'],
    [typeNamed('timestamp'), 'timestamp(3) without time zone'],
    [typeNamed('audit.mood'), 'ops.mood'],
    [typeNamed('bpchar', { size: 2 }), 'character(1)'],
  ])('%j is not %s', (type, written) => {
    expect(isSameType(type, written)).toBe(false);
  });
});
