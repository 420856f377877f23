import type { ColumnDefinition } from '../migrations/column.ts';
import type { ReadColumn } from './sqlalchemy-column.ts';

const INTEGERS = new Set(['int2', 'int4', 'int8']);

/** An integer that is a primary key by itself is a `SERIAL` to SQLAlchemy, unless something else fills it. */
export function numbered({ definition, autoincrement }: ReadColumn, isForeignKey = false): ColumnDefinition {
  const refers = isForeignKey || definition.constraints.some(({ kind }) => kind === 'foreign-key');
  const isCounted = autoincrement === 'yes' || (autoincrement === 'auto' && !refers);
  return isCounted && isEmptyInteger(definition)
    ? { ...definition, default: { kind: 'sequence' } }
    : definition;
}

function isEmptyInteger({ type, clientDefault, default: preset }: ColumnDefinition): boolean {
  if (preset.kind !== 'none' || clientDefault !== undefined) return false;
  return type.isKnown && INTEGERS.has(type.name) && type.dimensions === 0;
}
