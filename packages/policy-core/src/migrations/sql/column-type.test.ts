import { describe, expect, it } from 'vitest';

import { typeName } from '../operations/type-names.ts';
import type { ColumnType } from '../operations/column-type.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from './operations.ts';

const parser = (await testParsers()).sql;

function typeOf(spelling: string): ColumnType {
  const [operation] = sqlOperations(parser, `CREATE TABLE t (before text, a ${spelling} NOT NULL, z int)`);
  if (operation?.kind !== 'operation' || operation.operation.kind !== 'create-table') {
    throw new Error(`${spelling}: ${JSON.stringify(operation)}`);
  }
  const column = operation.operation.columns[1];
  if (column === undefined) throw new Error(`no column: ${spelling}`);
  return column.type;
}

const PLAIN = { isKnown: true, size: undefined, scale: undefined, dimensions: 0 };

describe('The type of a column', () => {
  it.each<[string, string]>([
    ['int', 'int4'],
    ['INTEGER', 'int4'],
    ['int4', 'int4'],
    ['smallint', 'int2'],
    ['bigint', 'int8'],
    ['real', 'float4'],
    ['float', 'float8'],
    ['float(24)', 'float4'],
    ['float(25)', 'float8'],
    ['double precision', 'float8'],
    ['decimal', 'numeric'],
    ['numeric', 'numeric'],
    ['boolean', 'bool'],
    ['bool', 'bool'],
    ['text', 'text'],
    ['varchar', 'varchar'],
    ['character varying', 'varchar'],
    ['bytea', 'bytea'],
    ['date', 'date'],
    ['time', 'time'],
    ['time with time zone', 'timetz'],
    ['timestamp', 'timestamp'],
    ['timestamp without time zone', 'timestamp'],
    ['timestamp with time zone', 'timestamptz'],
    ['timestamptz', 'timestamptz'],
    ['interval', 'interval'],
    ['bit varying', 'varbit'],
    ['json', 'json'],
    ['jsonb', 'jsonb'],
    ['uuid', 'uuid'],
    ['inet', 'inet'],
    ['name', 'name'],
    ['"char"', 'char'],
    ['citext', 'citext'],
    ['mood', 'mood'],
    ['Mood', 'mood'],
    ['"Mood"', 'Mood'],
    ['public.mood', 'mood'],
    ['audit.mood', 'audit.mood'],
    ['pg_catalog.int8', 'int8'],
    ['hstore', 'hstore'],
  ])('%s is %s', (written, name) => {
    expect(typeOf(written)).toEqual({ ...PLAIN, name, written });
  });

  it.each<[string, string, number, number | undefined]>([
    ['varchar(20)', 'varchar', 20, undefined],
    ['character varying (20)', 'varchar', 20, undefined],
    ['char', 'bpchar', 1, undefined],
    ['char(8)', 'bpchar', 8, undefined],
    ['character(8)', 'bpchar', 8, undefined],
    ['bit', 'bit', 1, undefined],
    ['bit(4)', 'bit', 4, undefined],
    ['bit varying(16)', 'varbit', 16, undefined],
    ['numeric(10)', 'numeric', 10, undefined],
    ['numeric(10, 2)', 'numeric', 10, 2],
    ['decimal(10,0)', 'numeric', 10, 0],
    ['numeric(3, -2)', 'numeric', 3, -2],
    ['time(3)', 'time', 3, undefined],
    ['timestamp(0)', 'timestamp', 0, undefined],
    ['timestamp(3) with time zone', 'timestamptz', 3, undefined],
    ['timestamptz(6)', 'timestamptz', 6, undefined],
    ['interval(6)', 'interval', 6, undefined],
    ['interval second(2)', 'interval', 2, undefined],
    ['interval day to second(2)', 'interval', 2, undefined],
    ['vector(1536)', 'vector', 1536, undefined],
  ])('%s has a size', (...[written, name, size, scale]) => {
    expect(typeOf(written)).toEqual({ ...PLAIN, name, size, scale, written });
  });

  it.each<[string, object]>([
    ['interval year to month', { name: 'interval' }],
    ['geometry(Point, 4326)', { name: 'geometry' }],
  ])('%s has none that counts', (written, type) => {
    expect(typeOf(written)).toEqual({ ...PLAIN, ...type, written });
  });

  it.each<[string, string, number, number | undefined]>([
    ['int[]', 'int4', 1, undefined],
    ['int[][]', 'int4', 2, undefined],
    ['int[3][4]', 'int4', 2, undefined],
    ['int ARRAY', 'int4', 1, undefined],
    ['int ARRAY[4]', 'int4', 1, undefined],
    ['varchar(5)[]', 'varchar', 1, 5],
    ['audit.mood[]', 'audit.mood', 1, undefined],
  ])('%s has dimensions', (...[written, name, dimensions, size]) => {
    expect(typeOf(written)).toEqual({ ...PLAIN, name, dimensions, size, written });
  });

  it.each<[string, string]>([
    ['serial', 'int4'],
    ['SERIAL', 'int4'],
    ['serial4', 'int4'],
    ['smallserial', 'int2'],
    ['serial2', 'int2'],
    ['bigserial', 'int8'],
    ['serial8', 'int8'],
  ])('%s is an integer', (written, name) => {
    expect(typeOf(written)).toEqual({ ...PLAIN, name, written });
  });

  it('is no serial in a schema of its own', () => {
    expect(typeOf('audit.serial')).toEqual({ ...PLAIN, name: 'audit.serial', written: 'audit.serial' });
  });

  it.each<[string]>([
    ['int'],
    ['character varying'],
    ['double precision'],
    ['timestamp with time zone'],
    ['time without time zone'],
    ['bit varying'],
    ['national character varying'],
    ['dec'],
    ['"char"'],
    ['"Mood"'],
    ['audit.mood'],
    ['public.mood'],
    ['pg_catalog.int4'],
  ])('has the name that the spelling has elsewhere: %s', (spelling) => {
    expect(typeOf(spelling)).toMatchObject({ name: typeName(spelling) });
  });
});

describe('The type as it is written', () => {
  it.each<[string, string]>([
    ['numeric(10,2) DEFAULT 0', 'numeric(10,2)'],
    ['text COLLATE "C"', 'text'],
    ['text COMPRESSION pglz', 'text'],
    ['text STORAGE main COMPRESSION pglz', 'text'],
    ['int NOT NULL', 'int'],
    ['int NULL', 'int'],
    ['int PRIMARY KEY', 'int'],
    ['int CONSTRAINT b UNIQUE', 'int'],
    ['int GENERATED ALWAYS AS IDENTITY', 'int'],
    ['int REFERENCES b', 'int'],
    ['int CHECK (a > 0)', 'int'],
    ['"é😀" DEFAULT 1', '"é😀"'],
    ['timestamp /* x */ with time zone -- y\n', 'timestamp /* x */ with time zone'],
    ['double\n  precision', 'double\n  precision'],
    ['"default"', '"default"'],
  ])('%s', (rest, written) => {
    const sql = `CREATE TABLE t (a ${rest})`;
    expect(sqlOperations(parser, sql)).toMatchObject([{ operation: { columns: [{ type: { written } }] } }]);
  });
});
