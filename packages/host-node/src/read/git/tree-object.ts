/** One line of a folder as git stores it. */
export interface TreeEntry {
  /** One of the six that git knows. */
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
    const mode = plainMode(content.toString('latin1', start, space));
    if (mode === undefined) return undefined;
    entries.push({
      mode,
      name: content.toString('latin1', space + 1, nul),
      id: content.toString('hex', nul + 1, end),
    });
    start = end;
  }
  return entries;
}

/** A folder may be stored with any bits: git makes a link of `120777` too, and of what it does not know a submodule. */
function plainMode(stored: string): string | undefined {
  if (!/^[0-7]{1,10}$/.test(stored)) return undefined;
  const mode = Number.parseInt(stored, 8);
  switch (mode & 0o170000) {
    case 0o100000:
      return (mode & 0o100) === 0 ? '100644' : '100755';
    case 0o120000:
      return '120000';
    case 0o040000:
      return '040000';
    default:
      return '160000';
  }
}
