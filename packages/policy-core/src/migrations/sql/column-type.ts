import type { ColumnType } from '../operations/column-type.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { flagIn, listIn, nodeIn } from './nodes.ts';
import { objectName, stringsIn } from './table-name.ts';

export interface SqlColumnType {
  readonly type: ColumnType;
  /** `serial` and its kin, which are an integer, a sequence for the default, and NOT NULL. */
  readonly isSerial: boolean;
}

/** From a `TypeName` node; `undefined` for a column of which only options are given. */
export function columnType(typeName: SqlNode | undefined, written: string): SqlColumnType {
  // `%TYPE` takes over the type of another column.
  if (typeName === undefined || flagIn(typeName, 'pct_type')) {
    return { type: { isKnown: false, written }, isSerial: false };
  }
  const names = stringsIn(typeName, 'names');
  const bare = objectName(names.filter((part, index) => index > 0 || part !== 'pg_catalog')).text;
  const serial = names.length === 1 ? SERIALS.get(bare) : undefined;
  const name = serial ?? bare;
  const { size, scale } = sizes(name, typeName);
  const dimensions = listIn(typeName, 'arrayBounds').length;
  return {
    type: { isKnown: true, name, size, scale, dimensions, written },
    isSerial: serial !== undefined,
  };
}

const SERIALS: ReadonlyMap<string, string> = new Map([
  ['smallserial', 'int2'],
  ['serial2', 'int2'],
  ['serial', 'int4'],
  ['serial4', 'int4'],
  ['bigserial', 'int8'],
  ['serial8', 'int8'],
]);

function sizes(
  name: string,
  typeName: SqlNode,
): { readonly size: number | undefined; readonly scale: number | undefined } {
  const numbers = listIn(typeName, 'typmods').map(integer);
  // Before the precision of an interval stand its fields, as a mask.
  if (name === 'interval') return { size: numbers[1], scale: undefined };
  return { size: numbers[0], scale: name === 'numeric' ? numbers[1] : undefined };
}

/** A zero is left out of the tree. */
function integer(node: SqlNode): number | undefined {
  const constant = nodeIn(nodeIn(node, 'A_Const'), 'ival');
  if (constant === undefined) return undefined;
  const value = constant['ival'] ?? 0;
  return typeof value === 'number' ? value : undefined;
}
