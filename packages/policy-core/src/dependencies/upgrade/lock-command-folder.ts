import type { DependencyPair } from '../../policy/policy.ts';

type Folder =
  | { readonly kind: 'folder'; readonly folder: string }
  /** `problem` is a clause. */
  | { readonly kind: 'none'; readonly problem: string };

interface Files {
  readonly inputs: readonly string[];
  readonly output: string | undefined;
  /** Such as constraints. */
  readonly others: readonly string[];
}

/** A header does not say where its command was run: in the one folder from which it makes this lock from this source. */
export function lockCommandFolder(pair: Pick<DependencyPair, 'source' | 'lock'>, files: Files): Folder {
  const { inputs, output, others } = files;
  if (output === undefined) return none('it does not say which file it writes');
  const outside = [...inputs, output, ...others].find((file) => !isPlainPath(file));
  if (outside !== undefined) return none(`${outside} is no path inside the repository`);
  const folder = foldersAbove(pair.lock).find((one) => resolved(one, output) === pair.lock);
  if (folder === undefined) return none(`it writes ${output}, which is not ${pair.lock}`);
  const reads = inputs.map((file) => resolved(folder, file));
  if (!reads.includes(pair.source)) return none(`it does not read ${pair.source}`);
  const leaving = [...inputs, ...others].find((file) => resolved(folder, file) === undefined);
  return leaving === undefined ? { kind: 'folder', folder } : none(`${leaving} lies outside the repository`);
}

/** The root first. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Neither absolute, nor in somebody's home, nor an address, nor standard input, nor as Windows writes it. */
function isPlainPath(file: string): boolean {
  return file !== '' && file !== '-' && !/^[/~]|[\\:]/.test(file);
}

/** From the root; `undefined` where it leads out of it. */
function resolved(folder: string, file: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of file.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function none(problem: string): Folder {
  return { kind: 'none', problem };
}
