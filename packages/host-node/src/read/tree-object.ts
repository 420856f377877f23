/** One line of a folder as git stores it. */
export interface TreeEntry {
  readonly mode: string;
  /** One character per byte (latin-1), so that every name has exactly one form. */
  readonly name: string;
  readonly id: string;
}

const SPACE = 0x20;

/** `undefined` when the bytes are no folder. `idLength` is 20 bytes, or 32 in SHA-256 repositories. */
export function parseTree(content: Buffer, idLength: number): readonly TreeEntry[] | undefined {
  const entries: TreeEntry[] = [];
  let start = 0;
  while (start < content.length) {
    const space = content.indexOf(SPACE, start);
    const nul = content.indexOf(0, space);
    const end = nul + 1 + idLength;
    if (space === -1 || nul === -1 || end > content.length) return undefined;
    entries.push({
      mode: content.toString('latin1', start, space).padStart(6, '0'),
      name: content.toString('latin1', space + 1, nul),
      id: content.toString('hex', nul + 1, end),
    });
    start = end;
  }
  return entries;
}
