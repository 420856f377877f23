import { tableText, type Name, type TableName } from './name.ts';

/** What is not known stands as the source that gives it, in backticks. */
export function formatName(name: Name): string {
  return name.isKnown ? name.text : `\`${sourceIn(name.text)}\``;
}

export function formatTable(table: TableName): string {
  return table.isKnown ? tableText(table) : `\`${sourceIn(table.text)}\``;
}

/** Of SQL whose only unknown part is the whole name: `{table}` is what `table` gives. */
function sourceIn(text: string): string {
  return /^\{([^{}]+)\}$/.exec(text)?.[1] ?? text;
}
