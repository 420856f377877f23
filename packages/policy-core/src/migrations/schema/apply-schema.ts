import { asTable, knownName, type TableName } from '../operations/name.ts';
import { moveTable } from './apply-table.ts';
import { dropTypes, moveTypes, typesIn } from './apply-type.ts';
import { moveView } from './apply-view.ts';
import type { Fold } from './fold.ts';
import { followRelation } from './follow-names.ts';
import { headNow, tableKeysIn, lineNow, schemaOf } from './schema-timelines.ts';
import { dropRelation } from './take-along.ts';
import { allNow } from '../../model/versioned.ts';

/** With all that is in it, and with what cannot be without that. */
export function applyDropSchema(schema: string, fold: Fold): void {
  const everything = { cascade: true };
  dropTypes(fold, typesIn(schema, fold), everything);
  const all = [...tablesIn(schema, fold), ...viewsIn(schema, fold), ...mentionedIn(schema, fold)];
  for (const table of all) dropRelation(table, fold, everything);
}

export function applyRenameSchema(schema: string, to: string, fold: Fold): void {
  if (schema === to) return;
  moveTypes(fold, typesIn(schema, fold), (name) => typeIn(to, name));
  for (const table of tablesIn(schema, fold)) moveTable(fold, table, { ...table, schema: to });
  for (const from of viewsIn(schema, fold)) moveView(fold, { from, to: { ...from, schema: to } });
  for (const from of mentionedIn(schema, fold)) {
    followRelation(fold.lines, { from, to: { ...from, schema: to } }, fold.at);
  }
}

/** A type in another schema, which goes without saying where it is `public`. */
export function typeIn(schema: string, name: string): string {
  const { text } = asTable(knownName(name));
  return schema === 'public' ? text : `${schema}.${text}`;
}

function tablesIn(schema: string, { lines }: Fold): readonly TableName[] {
  return tableKeysIn(lines, schema).flatMap((key) => {
    const line = lineNow(lines, key);
    return (line && headNow(lines, line)?.table) ?? [];
  });
}

function viewsIn(schema: string, { lines }: Fold): readonly TableName[] {
  return allNow(lines.views).flatMap(([, { view }]) => (schemaOf(view) === schema ? [view] : []));
}

/** Also of those that are only known for what refers to them. */
function mentionedIn(schema: string, { lines: { relatives, readers } }: Fold): readonly TableName[] {
  const keys = [relatives.children, relatives.referrers, readers].flatMap((all) => [...all.keys()]);
  return [...new Set(keys)]
    .map((key) => asTable(knownName(key)))
    .filter((table) => schemaOf(table) === schema);
}
