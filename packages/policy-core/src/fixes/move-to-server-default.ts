import type { Fix } from '../fix.ts';
import type { ColumnDefinition } from '../migrations/column.ts';
import type { ColumnType, KnownType } from '../migrations/column-type.ts';
import type { JudgedUpgrade } from '../migrations/judged-steps.ts';
import { columnCall } from './column-call.ts';

/** `server_default` in place of `default`, where the value is a literal that PostgreSQL reads as the same. */
export function moveToServerDefault(upgrade: JudgedUpgrade, column: ColumnDefinition): readonly Fix[] {
  const { clientDefault, type, start } = column;
  const call = columnCall(upgrade, column);
  const value = clientDefault && sqlLiteral(clientDefault.source, type);
  if (call === undefined || clientDefault === undefined || value === undefined) return [];
  const [place, another] = call.text.matchAll(KEYWORD);
  if (place === undefined || another !== undefined) return [];
  const from = place.index;
  const length = place[0].length + clientDefault.source.length;
  if (call.text.slice(from + place[0].length, from + length) !== clientDefault.source) return [];
  const { start: first, end: last } = upgrade.span({ start: start + from, end: start + from + length });
  return [
    {
      title: `Make it server_default=${value}`,
      safety: 'safe',
      edits: [{ path: upgrade.path, start: first, end: last, text: `server_default=${value}` }],
    },
  ];
}

/** Also inside a text: then it is there twice, and left alone. */
const KEYWORD = /\bdefault\s*=\s*/g;

const NUMBERS: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar']);

/** A text for `server_default`, which PostgreSQL reads as a value of the type. */
function sqlLiteral(source: string, type: ColumnType): string | undefined {
  if (!type.isKnown || type.dimensions > 0) return undefined;
  if (/^(?:True|False)$/.test(source)) return type.name === 'bool' ? `"${source.toLowerCase()}"` : undefined;
  if (/^-?(?:0|[1-9]\d*)$/.test(source)) return NUMBERS.has(type.name) ? `"${source}"` : undefined;
  return TEXT.test(source) && holdsText(type, source.slice(1, -1)) ? source : undefined;
}

/** Without escapes. */
const TEXT = /^(?:"[^"\\\n]*"|'[^'\\\n]*')$/;

function holdsText(type: KnownType, words: string): boolean {
  if (type.values !== undefined) return type.values.includes(words);
  return TEXTS.has(type.name) && Array.from(words).length <= (type.size ?? Number.POSITIVE_INFINITY);
}
