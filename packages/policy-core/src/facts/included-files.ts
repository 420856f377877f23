import type { FileContent } from '../file-content.ts';
import type { Known } from '../known.ts';
import type { SourceSpan } from '../source-span.ts';
import { requirementsFile, type RequirementsFile } from './requirements-file.ts';

/** A file of the repository that requirements bring in, directly or through another one. */
export interface IncludedFile {
  readonly path: string;
  /** Constraints hold back what is asked for elsewhere, and ask for nothing. */
  readonly as: 'requirements' | 'constraints';
  readonly file: Known<RequirementsFile>;
  /** The line that names it. */
  readonly from: SourceSpan;
}

export type ReadContent = (path: string) => Known<FileContent>;

/** Breadth first, each file once: as requirements where it is named as both. Never one of `starts`. */
export function includedFiles(starts: readonly string[], read: ReadContent): readonly IncludedFile[] {
  const found = new Map<string, IncludedFile>();
  let open = starts.map((path) => namesIncludes(path, read));
  while (open.length > 0) {
    const next = open.flat().filter(({ path, as }) => {
      const known = found.get(path);
      return (
        !starts.includes(path) &&
        (known === undefined || (known.as === 'constraints' && as === 'requirements'))
      );
    });
    open = [];
    for (const { path, as, from } of next) {
      const isNew = !found.has(path);
      if (isNew && found.size >= MOST_FOLLOWED) continue;
      found.set(path, { path, as, from, file: parsed(path, read) });
      if (isNew) open.push(namesIncludes(path, read));
    }
  }
  return [...found.values()];
}

/** Nobody writes so many; somebody could make them. */
export const MOST_FOLLOWED = 100;

type Named = Omit<IncludedFile, 'file'>;

function namesIncludes(path: string, read: ReadContent): readonly Named[] {
  const content = read(path);
  // Most files hold none, and a lock is long.
  if (!content.known || content.value.kind !== 'text' || !MAY_INCLUDE.test(content.value.text)) return [];
  const file = parsed(path, read);
  if (!file.known || file.value.kind !== 'read') return [];
  return file.value.lines.flatMap(({ include, at }) =>
    include?.leadsTo.kind === 'file' ? [{ path: include.leadsTo.path, as: include.as, from: at }] : [],
  );
}

/** A line that begins with a dash, hashes on lines of their own apart. */
const MAY_INCLUDE =
  // oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
  /(?:^|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\ufeff])[^\S\n\r]*-(?!-hash=\S+[ \t]*\\?(?:[\n\r]|$))/;

function parsed(path: string, read: ReadContent): Known<RequirementsFile> {
  const content = read(path);
  return content.known ? { known: true, value: requirementsFile(path, content.value) } : content;
}
