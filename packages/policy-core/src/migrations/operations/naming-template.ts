import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ConstraintDefinition } from './column.ts';
import { unknownName, type Name, type TableName } from './name.ts';

/** What constraints of the revision at a path are named by; `undefined`: by nothing, or nobody looked. */
export type ConventionFor = (path: string) => NamingConvention | undefined;

/** How the metadata of an environment names what nobody names, by the kinds of SQLAlchemy. */
export type NamingConvention =
  /** `undefined`: it names none of that kind; `null`: it does, and only running it tells how. */
  | { readonly kind: 'read'; readonly templates: Readonly<Partial<Record<NamedKind, string | null>>> }
  /** There may be one. */
  | { readonly kind: 'unknown' };

export type NamedKind = 'fk' | 'uq' | 'ck' | 'pk';

const KINDS: Readonly<Record<ConstraintDefinition['kind'], NamedKind | undefined>> = {
  'foreign-key': 'fk',
  unique: 'uq',
  check: 'ck',
  'primary-key': 'pk',
  exclude: undefined,
};

/** The name that SQLAlchemy gives to a constraint without one; `undefined` where it gives none. */
export function nameByConvention(
  convention: NamingConvention,
  table: TableName,
  constraint: ConstraintDefinition,
): Name | undefined {
  const kind = KINDS[constraint.kind];
  if (kind === undefined) return undefined;
  const template = convention.kind === 'read' ? convention.templates[kind] : null;
  if (template === undefined) return undefined;
  if (template === null) return UNKNOWN;
  // SQLAlchemy refuses to put in a name that nobody gave.
  if (template.includes('%(constraint_name)s')) return undefined;
  const text = filledIn(template, { table, constraint });
  if (text === '') return undefined;
  return text === undefined ? UNKNOWN : { text: shortenedName(text), isKnown: true };
}

const UNKNOWN = unknownName('None');

interface Named {
  readonly table: TableName;
  readonly constraint: ConstraintDefinition;
}

/** As Python's `%` does it; `undefined` where something in it is not known. */
function filledIn(template: string, named: Named): string | undefined {
  let isKnown = true;
  const text = template.replace(/%(?:%|\((\w+)\)s|)/g, (written, token: string | undefined) => {
    if (written === '%%') return '%';
    const value = token === undefined ? undefined : valueOf(token, named);
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown ? text : undefined;
}

function valueOf(token: string, named: Named): string | undefined {
  if (token === 'table_name') return known(named.table);
  return token.startsWith('referred_') ? referredValue(token, named) : ownValue(token, named);
}

function referredValue(token: string, { constraint }: Named): string | undefined {
  if (constraint.kind !== 'foreign-key') return undefined;
  const { table, columns } = constraint.target;
  if (token === 'referred_table_name') return known(table);
  const which = REFERRED.exec(token)?.[1];
  return which === undefined ? undefined : wordsOf(which, columns);
}

function ownValue(token: string, { table, constraint }: Named): string | undefined {
  const [, kind, which = ''] = OWN.exec(token) ?? [];
  const { columns } = constraint;
  if (kind === undefined) return undefined;
  const isLabel = kind === 'label';
  return wordsOf(which, isLabel ? columns?.map((column) => labelOf(table, column)) : columns);
}

const REFERRED = /^referred_column_(.+)_name$/;
const OWN = /^column_(?=.*_(name|key|label)$)(.+?)_(?:name|key|label)$/;

/** Of `0` the first, of `0_N` all of them. */
function wordsOf(which: string, columns: readonly (string | undefined)[] | undefined): string | undefined {
  if (columns === undefined) return undefined;
  // SQLAlchemy has no word where there is no such column.
  if (/^\d+$/.test(which)) return Number(which) < columns.length ? columns[Number(which)] : '';
  const separator = SEPARATORS.get(which);
  return separator === undefined || columns.includes(undefined) ? undefined : columns.join(separator);
}

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['0_N', '_'],
  ['0N', ''],
]);

function known({ text, isKnown }: Name): string | undefined {
  return isKnown ? text : undefined;
}

/** SQLAlchemy puts the table before a column to tell it from those of others. */
function labelOf({ text, isKnown, schema }: TableName, column: string): string | undefined {
  const before = schema === undefined ? '' : `${schema.replaceAll('.', '_')}_`;
  return isKnown ? `${before}${text}_${column}` : undefined;
}

/** PostgreSQL's names have 63 characters, so that SQLAlchemy ends longer ones in a digest. */
const LONGEST = 63;

/** A name that a convention made, or that says so itself, as PostgreSQL is given it. */
export function shortenedName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST) return name;
  const digest = bytesToHex(md5(utf8ToBytes(name)));
  return `${characters.slice(0, LONGEST - 8).join('')}_${digest.slice(-4)}`;
}
