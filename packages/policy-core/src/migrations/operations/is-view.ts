import type { ObjectOperation } from './operation.ts';

/** Views have their names among those of tables. */
export function isView(object: ObjectOperation['object']): object is 'view' | 'materialized-view' {
  return object === 'view' || object === 'materialized-view';
}
