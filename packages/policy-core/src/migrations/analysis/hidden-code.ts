import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationStep, JudgedUpgrade } from './judged-upgrade.ts';
import type { Operation } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';

/** The DO block that a step stands in, of the same file; `undefined` where it stands by itself. */
export function blockAround({ upgrade, index }: MigrationStep): TextRange | undefined {
  const step = upgrade.steps[index];
  if (step === undefined || step.from !== undefined) return undefined;
  return blocksIn(upgrade).find(({ start, end }) => start <= step.start && step.end <= end);
}

/** With its quotes; a block whose quotes are doubled or escaped has no other end in the text. */
const BLOCK = /(?<![\w.])DO\s+(?:LANGUAGE\s+"?\w+"?\s+)?(?<quote>\$\w*\$)[^]*?\k<quote>/gi;

const blocksIn = memoizeByObject(({ text }: JudgedUpgrade): readonly TextRange[] =>
  text.includes('$')
    ? Array.from(text.matchAll(BLOCK), ({ index, 0: { length } }) => ({ start: index, end: index + length }))
    : [],
);

/** Whether it changes the schema, and not only rows, settings or what people read. */
export function isSchemaChange(operation: Operation): boolean {
  switch (operation.kind) {
    case 'create-table':
      return !operation.isTemporary;
    // Roles and their like.
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      return operation.object !== 'other';
    case 'other':
      return operation.deed !== undefined && OF_SCHEMA.has(operation.deed.kind);
    default:
      return !OF_ROWS.has(operation.kind);
  }
}

/** What metadata makes has rules of its own. */
const OF_ROWS: ReadonlySet<Operation['kind']> = new Set([
  'change-rows',
  'truncate',
  'create-all',
  'drop-all',
]);

const OF_SCHEMA: ReadonlySet<string> = new Set([
  'set-table-option',
  'set-column-option',
  'set-object-schema',
  'alter-constraint',
  'add-not-null-not-valid',
  'attach-partition',
  'detach-partition',
  'add-enum-value',
  'rename-enum-value',
  'alter-domain',
]);

/** What the body of a function does to the schema, such as `CREATE TABLE`; `undefined` where no word speaks of it. */
export function schemaWordsIn(source: string): string | undefined {
  const body = /\bAS\s*(?:\$\w*\$|E?')(?<body>[^]*)$/i.exec(withoutComments(source))?.groups?.['body'];
  const words = body === undefined ? undefined : SCHEMA_WORDS.exec(body)?.groups?.['words'];
  return words?.toUpperCase().replaceAll(/\s+/g, ' ');
}

const SCHEMA_WORDS =
  /(?<words>\b(?:CREATE|ALTER|DROP)\s+(?:UNLOGGED\s+|UNIQUE\s+|MATERIALIZED\s+)*(?:TABLE|INDEX|VIEW|TYPE|DOMAIN|SCHEMA|SEQUENCE|TRIGGER))\s+[\w"%'(|]/i;

function withoutComments(source: string): string {
  return source.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ');
}
