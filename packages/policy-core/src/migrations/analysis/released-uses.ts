import type { NamedLine } from '../../model/observations.ts';
import type { TakenName } from './taken-names.ts';

/**
 * The lines of released code that name a table or column. A table is named in quotes or behind a word of SQL;
 * a column in a file that names its table as well, since many tables have a `name`.
 */
export function releasedUses(
  taken: Pick<TakenName, 'table' | 'column'>,
  lines: readonly NamedLine[],
): readonly NamedLine[] {
  const { table, column } = taken;
  const tableLines = lines.filter(({ text }) => namesTable(text, table.text));
  if (column === undefined) return tableLines.filter(isCode);
  const files = new Set(tableLines.map(({ path }) => path));
  const word = wholeWord(column.text);
  return lines.filter((line) => files.has(line.path) && isCode(line) && word.test(line.text));
}

/** `"orders"`, `'shop.orders'`, `FROM orders`, `orders.id` in quotes. */
function namesTable(text: string, table: string): boolean {
  const name = escaped(table);
  const quoted = new RegExp(`["'\`](?:\\w+\\.)?${name}(?:["'\`.])`);
  const inSql = new RegExp(`\\b(?:from|join|into|update|table|only)\\s+"?(?:\\w+"?\\.)?"?${name}\\b`, 'i');
  return quoted.test(text) || inSql.test(text);
}

function wholeWord(word: string): RegExp {
  return new RegExp(`(?<!\\w)${escaped(word)}(?!\\w)`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\{}/-]/g, '\\$&');
}

const COMMENT = /^\s*(?:#|\/\/|--|\*)/;
const PROSE = /\.(?:md|rst|txt|adoc|lock|csv)$/i;

/** Comments and documents break nothing. */
export function isCode({ path, text }: NamedLine): boolean {
  return !COMMENT.test(text) && !PROSE.test(path);
}
