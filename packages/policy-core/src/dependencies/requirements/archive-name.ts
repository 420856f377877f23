const ARCHIVES: ReadonlySet<string> = new Set(
  '.zip .whl .tar.bz2 .tbz .tar.gz .tgz .tar .tar.xz .txz .tlz .tar.lz .tar.lzma'.split(' '),
);

/** Whether pip takes a path for a file to unpack, by its ending. */
export function isArchiveName(path: string): boolean {
  return ARCHIVES.has(fileExtension(path).toLowerCase());
}

/** With `.tar` before it; empty where there is none, as for a name that only begins with a dot. */
export function fileExtension(path: string): string {
  const dot = extensionAt(path);
  const base = path.slice(0, dot);
  const tar = base.slice(-4);
  return (tar.toLowerCase() === '.tar' ? tar : '') + path.slice(dot);
}

function extensionAt(path: string): number {
  const dot = path.lastIndexOf('.');
  let nameAt = path.lastIndexOf('/') + 1;
  if (dot < nameAt) return path.length;
  while (nameAt < dot && path.charAt(nameAt) === '.') nameAt += 1;
  return nameAt < dot ? dot : path.length;
}
