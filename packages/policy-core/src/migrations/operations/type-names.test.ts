import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { typeName } from './type-names.ts';

describe('the name that PostgreSQL has for a type', () => {
  it.each<[string, string]>([
    ['int', 'int4'],
    ['integer', 'int4'],
    ['INTEGER', 'int4'],
    ['int4', 'int4'],
    ['smallint', 'int2'],
    ['int2', 'int2'],
    ['bigint', 'int8'],
    ['int8', 'int8'],
    ['real', 'float4'],
    ['float4', 'float4'],
    ['float', 'float8'],
    ['float8', 'float8'],
    ['double precision', 'float8'],
    ['DOUBLE  PRECISION', 'float8'],
    ['double\n\tprecision', 'float8'],
    ['numeric', 'numeric'],
    ['decimal', 'numeric'],
    ['dec', 'numeric'],
    ['bool', 'bool'],
    ['boolean', 'bool'],
    ['text', 'text'],
    ['varchar', 'varchar'],
    ['character varying', 'varchar'],
    ['char varying', 'varchar'],
    ['nchar varying', 'varchar'],
    ['national char varying', 'varchar'],
    ['national character varying', 'varchar'],
    ['char', 'bpchar'],
    ['character', 'bpchar'],
    ['nchar', 'bpchar'],
    ['national char', 'bpchar'],
    ['national character', 'bpchar'],
    ['bpchar', 'bpchar'],
    ['bit', 'bit'],
    ['bit varying', 'varbit'],
    ['varbit', 'varbit'],
    ['date', 'date'],
    ['time', 'time'],
    ['time without time zone', 'time'],
    ['time with time zone', 'timetz'],
    ['timetz', 'timetz'],
    ['timestamp', 'timestamp'],
    ['timestamp without time zone', 'timestamp'],
    ['TIMESTAMP WITH TIME ZONE', 'timestamptz'],
    ['timestamptz', 'timestamptz'],
    ['interval', 'interval'],
    ['JSONB', 'jsonb'],
    ['UUID', 'uuid'],
    ['bytea', 'bytea'],
  ])('of %j is %s', (spelling, name) => {
    expect(typeName(spelling)).toBe(name);
  });

  it.each<[string, string, string]>([
    ['is folded without quotes', 'Mood', 'mood'],
    ['keeps its capitals in quotes', '"Mood"', 'Mood'],
    ['is no alias in quotes', '"char"', 'char'],
    ['keeps its schema', 'audit.mood', 'audit.mood'],
    ['loses the schema that everybody has', 'public.mood', 'mood'],
    ['loses that of PostgreSQL itself', 'pg_catalog.int4', 'int4'],
    ['is an alias behind that as well', 'PG_CATALOG.INTEGER', 'int4'],
    ['may hold a space in quotes', '"my type"', 'my type'],
    ['has no spaces around it', '  mood ', 'mood'],
  ])('of one of your own %s', (_, spelling, name) => {
    expect(typeName(spelling)).toBe(name);
  });

  it('is the same in whatever case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z ]{0,20}$/), (spelling) => {
        expect(typeName(spelling.toUpperCase())).toBe(typeName(spelling));
      }),
    );
  });

  it('is its own name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), (spelling) => {
        const name = typeName(spelling);
        expect(typeName(name)).toBe(name);
      }),
    );
  });
});
