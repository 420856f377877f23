import type { ObjectOperation } from '../operations/operation.ts';
import type { SqlValue } from '../../parsers/parsers.ts';

/** What the trees of DROP and ALTER call an `ObjectType`. */
export function objectOfTree(objectType: SqlValue | undefined): ObjectOperation['object'] {
  return OBJECTS.get(objectType) ?? 'other';
}

const OBJECTS: ReadonlyMap<SqlValue | undefined, ObjectOperation['object']> = new Map([
  ['OBJECT_AGGREGATE', 'function'],
  ['OBJECT_DATABASE', 'database'],
  ['OBJECT_DOMAIN', 'domain'],
  ['OBJECT_EXTENSION', 'extension'],
  ['OBJECT_FUNCTION', 'function'],
  ['OBJECT_MATVIEW', 'materialized-view'],
  ['OBJECT_POLICY', 'policy'],
  ['OBJECT_PROCEDURE', 'function'],
  ['OBJECT_ROUTINE', 'function'],
  ['OBJECT_RULE', 'rule'],
  ['OBJECT_SCHEMA', 'schema'],
  ['OBJECT_SEQUENCE', 'sequence'],
  ['OBJECT_STATISTIC_EXT', 'statistics'],
  ['OBJECT_TRIGGER', 'trigger'],
  ['OBJECT_TYPE', 'type'],
  ['OBJECT_VIEW', 'view'],
]);
