import { tableText, type Name, type TableName } from './name.ts';

/** What is not known stands as the source that gives it, in backticks. */
export function shownName(name: Name): string {
  return name.isKnown ? name.text : `\`${name.text}\``;
}

export function shownTable(table: TableName): string {
  return table.isKnown ? tableText(table) : `\`${table.text}\``;
}
