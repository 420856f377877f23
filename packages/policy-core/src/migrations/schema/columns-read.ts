import { namesSpoken } from '../sql/one-spelling.ts';
import type { TableTimeline } from './table-timeline.ts';
import { latest } from '../../model/versioned.ts';

/** Those of the columns that a table is known to have which expressions read, as far as their words tell. */
export function columnsRead(expressions: readonly string[], { columns }: TableTimeline): readonly string[] {
  const names = new Set(expressions.flatMap(namesSpoken).map(withoutQuotes));
  return [...names].filter((name) => latest(columns, name) !== undefined);
}

function withoutQuotes(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
