import type { ColumnDefinition } from '../../operations/column.ts';
import type { ReadColumn } from './sqlalchemy-column.ts';

const INTEGERS = new Set(['int2', 'int4', 'int8']);

/** An integer that is a primary key by itself is a `SERIAL` to SQLAlchemy, unless something else fills it. */
export function serialColumn(
  { definition, autoincrement }: ReadColumn,
  isForeignKey = false,
): ColumnDefinition {
  const refers = isForeignKey || definition.constraints.some(({ kind }) => kind === 'foreign-key');
  if (autoincrement === 'no' || (autoincrement === 'auto' && refers)) return definition;
  // Asked for by True, a SERIAL comes in place of the default that is written.
  const isFree =
    autoincrement === 'yes' ? definition.default.kind !== 'identity' : definition.default.kind === 'none';
  return isFree && isPlainInteger(definition) ? { ...definition, default: { kind: 'sequence' } } : definition;
}

/** The same for a column of which only running it tells whether it is the key, or whether it is by itself. */
export function perhapsSerial(read: ReadColumn, isForeignKey = false): ColumnDefinition {
  const { definition } = read;
  if (serialColumn(read, isForeignKey) === definition) return definition;
  return { ...definition, default: { kind: 'unknown', source: 'primary_key' } };
}

function isPlainInteger({ type, clientDefault }: ColumnDefinition): boolean {
  return clientDefault === undefined && type.isKnown && INTEGERS.has(type.name) && type.dimensions === 0;
}
