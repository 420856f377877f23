/**
 * The first paragraph of the module's docstring on one line, which is what Alembic shows of a revision;
 * `undefined` where there is none. Escapes of Python stay as they are written.
 */
export function revisionMessage(text: string): string | undefined {
  const opening = /^\uFEFF?(?:\s|#.*$)*[rRuU]?("""|'''|"|')/m.exec(text);
  const quote = opening?.index === 0 ? opening[1] : undefined;
  if (opening === null || quote === undefined) return undefined;
  const rest = text.slice(opening[0].length);
  const end = closingQuote(rest, quote);
  const [paragraph = ''] = rest
    .slice(0, end)
    .trim()
    .split(/\r?\n[ \t]*\r?\n/);
  const message = paragraph.replace(/\s+/g, ' ').trim();
  return end < 0 || message === '' ? undefined : message;
}

/** -1 where the docstring does not end. */
function closingQuote(rest: string, quote: string): number {
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest[index];
    if (character === '\\') index += 1;
    else if (rest.startsWith(quote, index)) return index;
    else if (quote.length === 1 && character === '\n') return -1;
  }
  return -1;
}
