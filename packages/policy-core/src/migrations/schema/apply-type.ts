import type { ColumnType } from '../operations/column-type.ts';
import { asTable, knownName, type Name } from '../operations/name.ts';
import { nameText } from '../operations/same-names.ts';
import { dropColumnState } from './apply-column.ts';
import { touch, type Fold, type OnLine } from './fold.ts';
import { schemaOf } from './schema-timelines.ts';
import { setPart } from './table-timeline.ts';
import { allNow, latest, setFrom, type Versioned } from '../../model/versioned.ts';

/** Types and domains, by their names without `public`. */
type TypeNames = (name: string) => boolean;

/** What of a schema are types; of the one that goes without saying, those that are known, for others are built in. */
export function typesIn(schema: string, { lines }: Fold): TypeNames {
  const isKnown: TypeNames = (name) =>
    latest(lines.enums, name) !== undefined || latest(lines.domains, name) !== undefined;
  const known = new Set(
    [...lines.enums.newest.keys(), ...lines.domains.newest.keys()].filter((name) => isKnown(name)),
  );
  return (name) => schemaOf(asTable(knownName(name))) === schema && (name.includes('.') || known.has(name));
}

/** They have other names from now on, also where columns and domains are of them. */
export function moveTypes(fold: Fold, isMoved: TypeNames, newName: (name: string) => string): void {
  const { lines, at } = fold;
  const moved = (name: string) => (isMoved(name) ? newName(name) : name);
  moveKeys(lines.enums, moved, at);
  moveKeys(lines.domains, moved, at);
  for (const [key, domain] of allNow(lines.domains)) {
    const type = movedType(domain.type, moved);
    if (type !== domain.type) setFrom(lines.domains, { key, at }, { ...domain, type });
  }
  for (const [, line] of allNow(lines.tables)) moveInColumns(moved, { line, fold });
}

/** At the word CASCADE columns go along; else there are none that are of them. */
export function dropTypes(
  fold: Fold,
  isDropped: TypeNames,
  { cascade }: { readonly cascade: boolean },
): void {
  const { lines, at } = fold;
  for (const [, line] of cascade ? allNow(lines.tables) : []) dropColumnsOf(isDropped, { line, fold });
  forgetKeys(lines.enums, isDropped, at);
  forgetKeys(lines.domains, isDropped, at);
}

/** Of a name that is not known nothing is known. */
export function renameType(fold: Fold, { from, to }: { readonly from: Name; readonly to: Name }): void {
  if (!from.isKnown) return;
  const isMeant: TypeNames = (name) => name === nameText(from);
  if (to.isKnown) moveTypes(fold, isMeant, () => nameText(to));
  else dropTypes(fold, isMeant, { cascade: false });
}

function moveKeys<Value>(
  all: Versioned<string, Value | undefined>,
  moved: (name: string) => string,
  at: number,
): void {
  for (const [name, value] of allNow(all)) {
    const key = moved(name);
    if (key === name) continue;
    setFrom(all, { key: name, at }, undefined);
    setFrom(all, { key, at }, value);
  }
}

function forgetKeys<Value>(
  all: Versioned<string, Value | undefined>,
  isDropped: TypeNames,
  at: number,
): void {
  for (const [key] of allNow(all)) if (isDropped(key)) setFrom(all, { key, at }, undefined);
}

function moveInColumns(moved: (name: string) => string, { line, fold }: OnLine): void {
  for (const [key, column] of allNow(line.columns)) {
    const type = column.type && movedType(column.type, moved);
    if (type === column.type) continue;
    setPart(line.columns, { key, at: fold.at }, { ...column, type });
    touch(fold, line);
  }
}

/** The very same where it has no other name. */
function movedType(type: ColumnType, moved: (name: string) => string): ColumnType {
  if (!type.isKnown) return type;
  const now = typeName(type.name);
  const name = moved(now);
  return name === now ? type : { ...type, name };
}

function dropColumnsOf(isDropped: TypeNames, { line, fold }: OnLine): void {
  for (const [key, { type }] of allNow(line.columns)) {
    if (type?.isKnown !== true || !isDropped(typeName(type.name))) continue;
    dropColumnState(key, { line, fold });
    touch(fold, line);
  }
}

function typeName(name: string): string {
  return nameText(knownName(name));
}
