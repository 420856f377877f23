const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** What GitHub shows for a piece of Markdown without markup: escapes, entities and comments undone. */
export function readMarkdownText(markdown: string): string {
  return markdown.replace(
    /<!-- -->|\\([!-/:-@[-`{-~])|&(?:amp|lt|gt);/g,
    (found, escaped: string | undefined) => escaped ?? ENTITIES[found] ?? '',
  );
}

/** The cells of a table row as GitHub splits it: at pipes without a backslash of their own. */
export function splitTableRow(row: string): readonly string[] {
  const cells = [''];
  for (const [piece] of row.matchAll(/\\[^]|[^]/g)) {
    if (piece === '|') cells.push('');
    else cells.push(`${cells.pop() ?? ''}${piece}`);
  }
  return cells.slice(1, -1).map((cell) => cell.trim());
}
