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

/**
 * What the body of a function does to the schema whenever it is called, such as `DROP TABLE orders`, each once and the
 * worst first. Left out is what no migration could say: things that it makes under names that it puts together, such as
 * the partition of a day, how they are attached, and their storage.
 */
export function schemaChangesIn(body: string): readonly string[] {
  const code = withoutComments(body);
  const changes = Array.from(code.matchAll(CHANGE), ({ groups = {} }) => changeText(groups)).filter(
    (change) => change !== undefined,
  );
  const locks =
    changes.length === 0 ? [] : Array.from(code.matchAll(LOCK), ([, table = '']) => `LOCK TABLE ${table}`);
  return [...new Set([...changes, ...locks])].toSorted((one, other) => rank(one) - rank(other));
}

const CHANGE = new RegExp(
  [
    String.raw`\b(?<verb>CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?`,
    String.raw`(?<kind>(?:UNLOGGED\s+|UNIQUE\s+|MATERIALIZED\s+)*`,
    String.raw`(?:TABLE|INDEX|VIEW|TYPE|DOMAIN|SCHEMA|SEQUENCE|TRIGGER))\s+`,
    String.raw`(?:CONCURRENTLY\s+|IF\s+(?:NOT\s+)?EXISTS\s+|ONLY\s+)*`,
    String.raw`(?:(?<name>[\w".]+)(?![\w".%]|'\s*\|\|)|["\w.]*[%'(|])(?<rest>[^;]*)`,
  ].join(''),
  'gi',
);

const LOCK = /\bLOCK\s+(?:TABLE\s+)?(?:ONLY\s+)?([\w".]+)\s+IN\s+/gi;

function changeText(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { verb = '', kind = '', name, rest = '' } = groups;
  const does = verb.toUpperCase();
  if (does === 'CREATE' && name === undefined) return undefined;
  if (does === 'ALTER' && UPKEEP.test(rest)) return undefined;
  const what = kind.toUpperCase().replaceAll(/\s+/g, ' ');
  const more = MORE.find(([of, pattern]) => of === does && pattern.test(rest))?.[2];
  return [does, what, name, more].filter((word) => word !== undefined).join(' ');
}

/** Behind the name, of which a part may stand there. */
const UPKEEP = /^['%\w".]*\s+(?:ATTACH\s+PARTITION\b|SET\s*\()/i;
const MORE: readonly (readonly [string, RegExp, string])[] = [
  ['ALTER', /^\S*\s+DETACH\s+PARTITION\b/i, 'DETACH PARTITION'],
  ['DROP', /^[^']*\bCASCADE\b/i, 'CASCADE'],
];

const WORST = [/^DROP (?:TABLE|SCHEMA)/, /^LOCK/, /^DROP/, /DETACH/, /^ALTER/];

function rank(change: string): number {
  const place = WORST.findIndex((pattern) => pattern.test(change));
  return place < 0 ? WORST.length : place;
}

function withoutComments(source: string): string {
  return source.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ');
}
