import type { FileContent } from '../file-content.ts';
import type { Known } from '../known.ts';
import { spansIn, type SourceSpan } from '../source-span.ts';
import { parseRequirement } from './requirement.ts';
import { includeOf, requirementsFile, type RequirementsFile } from './requirements-file.ts';
import { logicalLines } from './requirements-lines.ts';

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

export function includedFiles(starts: readonly string[], read: ReadContent): readonly IncludedFile[] {
  return followed(starts, read).map(({ path, as, from }) => ({
    path,
    as,
    from: from(),
    file: parsed(path, read),
  }));
}

export function includedPaths(starts: readonly string[], read: ReadContent): readonly string[] {
  return followed(starts, read).map(({ path }) => path);
}

/** Breadth first, each file once: as requirements where it is named as both. Never one of `starts`. */
function followed(starts: readonly string[], read: ReadContent): readonly Named[] {
  const found = new Map<string, Named>();
  let open = starts.flatMap((path) => namesIncludes(path, read));
  while (open.length > 0) {
    const next: Named[] = [];
    for (const named of open) {
      const known = found.get(named.path);
      const isTooMuch = known === undefined && found.size >= MOST_FOLLOWED;
      if (starts.includes(named.path) || isTooMuch || known?.as === 'requirements') continue;
      found.set(named.path, named);
      if (known === undefined) next.push(...namesIncludes(named.path, read));
    }
    open = next;
  }
  return [...found.values()];
}

/** Nobody writes so many; somebody could make them. */
export const MOST_FOLLOWED = 100;

/** Places are found only where they are wanted. */
type Named = Pick<IncludedFile, 'path' | 'as'> & { readonly from: () => SourceSpan };

/** Reads no more of a file than this takes: most hold no include, a lock is long, and it is asked often. */
function namesIncludes(path: string, read: ReadContent): readonly Named[] {
  const content = read(path);
  if (!content.known || content.value.kind !== 'text' || !MAY_INCLUDE.test(content.value.text)) return [];
  const { text } = content.value;
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  return logicalLines(text.slice(mark)).flatMap((line) => {
    if (!line.content.startsWith('-')) return [];
    const include = includeOf(path, parseRequirement(line.content));
    if (include?.leadsTo.kind !== 'file') return [];
    const from = () => spansIn(path, text).span(line.start + mark, line.end + mark);
    return [{ path: include.leadsTo.path, as: include.as, from }];
  });
}

/** A line that begins with a dash, hashes on lines of their own apart. No run of blanks is looked at twice. */
const MAY_INCLUDE =
  // oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
  /(?:^|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\ufeff])[^\S\n\r\v\f\u2028\u2029\ufeff]*-(?!-hash=\S+[ \t]*\\?(?:[\n\r]|$))/;

function parsed(path: string, read: ReadContent): Known<RequirementsFile> {
  const content = read(path);
  return content.known ? { known: true, value: requirementsFile(path, content.value) } : content;
}
