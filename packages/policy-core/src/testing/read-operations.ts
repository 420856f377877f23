import { tableText, type Name, type TableName } from '../migrations/operations/name.ts';
import type { Operation } from '../migrations/operations/operation.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { sqlOperations } from '../migrations/sql/operations.ts';
import { testParsers } from './load-parsers.ts';

/**
 * What is underlined, and what is done there: an operation as plain data, or the problem of an unclear place.
 * Names are texts, `schema.name`; those that are not known have a `?` before them. Places are the text they
 * cover, under `at`. Fields that are `undefined` or usual for most are left out: see `USUAL`. So is what only
 * says who has to wait: see `besideReader`.
 */
export type ShownOperation = readonly [underlined: string, done: unknown];

/** Reads SQL with the real parser. `?` behind what is underlined: not certain. */
export async function operationReader(): Promise<(sql: string) => ShownOperation[]> {
  const { sql: parser } = await testParsers();
  return (sql) => shownOperations(parser, sql);
}

function shownOperations(parser: SqlParser, sql: string): ShownOperation[] {
  return sqlOperations(parser, sql).map((one) => [
    `${sql.slice(one.start, one.end)}${one.isCertain ? '' : ' ?'}`,
    one.kind === 'unclear' ? one.problem : shown(withoutBeside(one.operation), sql),
  ]);
}

/** Where a dropped table is named is shown by `toldDrops`. */
function withoutBeside(operation: Operation): object {
  return Object.fromEntries(Object.entries(operation).filter(([key]) => key !== 'named' && !BESIDE.has(key)));
}

/** What each operation of a SQL text tells beside the schema: its deed, and the other relations it has to do with. */
export async function besideReader(): Promise<(sql: string) => unknown[]> {
  const { sql: parser } = await testParsers();
  return (sql) =>
    sqlOperations(parser, sql).map((one) => {
      if (one.kind === 'unclear') return one.problem;
      const told = Object.entries(one.operation).filter(([key]) => BESIDE.has(key));
      return Object.fromEntries(told.map(([key, field]) => [key, shown(field, sql)]));
    });
}

const BESIDE: ReadonlySet<string> = new Set(['deed', 'domain', 'on', 'reads', 'routine', 'sources']);

const USUAL: Readonly<Record<string, unknown>> = {
  cascade: false,
  concurrently: false,
  constraints: '[]',
  from: '[]',
  dimensions: 0,
  ifExists: false,
  ifNotExists: false,
  isKnown: true,
  isPartial: false,
  isTemporary: false,
  isWhole: true,
  notValid: false,
  primaryKey: false,
  unique: false,
  usingIndex: false,
};

function shown(value: unknown, sql: string): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(item, sql));
  if (typeof value !== 'object' || value === null) return value;
  if (isName(value)) return `${value.isKnown ? '' : '?'}${tableText({ schema: undefined, ...value })}`;
  const { start, end, ...fields } = { start: undefined, end: undefined, ...value };
  const place = typeof start === 'number' && typeof end === 'number' ? { at: sql.slice(start, end) } : {};
  const told = Object.entries(fields).filter(
    ([key, field]) => field !== undefined && !isUsual(key, field) && !isNoDefault(value, field),
  );
  return { ...place, ...Object.fromEntries(told.map(([key, field]) => [key, shown(field, sql)])) };
}

function isUsual(key: string, field: unknown): boolean {
  return key in USUAL && USUAL[key] === (Array.isArray(field) ? JSON.stringify(field) : field);
}

/** Most columns are defined without one; to take one away is another thing. */
function isNoDefault(value: object, field: unknown): boolean {
  const isDefinition = 'clientDefault' in value;
  return (
    isDefinition && typeof field === 'object' && field !== null && 'kind' in field && field.kind === 'none'
  );
}

function isName(value: object): value is Name | TableName {
  return 'text' in value && 'isKnown' in value;
}
