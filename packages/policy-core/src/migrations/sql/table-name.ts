import type { Name, TableName } from '../operations/name.ts';
import { knownName } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { listIn, nodeIn, stringIn, textIn } from './nodes.ts';

/** The table of a `RangeVar`. A database in front of it can only be the one that is connected. */
export function tableName(rangeVar: SqlNode | undefined): TableName {
  return {
    text: textIn(rangeVar, 'relname') ?? '',
    isKnown: true,
    schema: textIn(rangeVar, 'schemaname'),
  };
}

/** The table that a list of names spells: `audit`, `log`. */
export function listedTableName(parts: readonly string[]): TableName {
  return { text: parts.at(-1) ?? '', isKnown: true, schema: parts.at(-2) };
}

/** Of a thing beside tables: the schema stays before it unless it is `public`. */
export function objectName(parts: readonly string[]): Name {
  const [schema, name] = [parts.at(-2), parts.at(-1) ?? ''];
  return knownName(schema === undefined || schema === 'public' ? name : `${schema}.${name}`);
}

/** The same from a `RangeVar`. */
export function relationName(rangeVar: SqlNode | undefined): Name {
  const schema = textIn(rangeVar, 'schemaname');
  const name = textIn(rangeVar, 'relname') ?? '';
  return objectName(schema === undefined ? [name] : [schema, name]);
}

/** The texts of a list of `String` nodes. */
export function stringsIn(node: SqlNode | undefined, field: string): readonly string[] {
  return listIn(node, field).flatMap((item) => stringIn(item) ?? []);
}

/** The parts of a name, whichever node holds them. */
export function nameParts(node: SqlNode | undefined): readonly string[] {
  const text = stringIn(node);
  if (text !== undefined) return [text];
  const list = nodeIn(node, 'List');
  if (list !== undefined) return stringsIn(list, 'items');
  const type = nodeIn(node, 'TypeName');
  if (type !== undefined) return stringsIn(type, 'names');
  return stringsIn(nodeIn(node, 'ObjectWithArgs'), 'objname');
}
