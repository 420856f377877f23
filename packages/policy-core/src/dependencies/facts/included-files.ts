import type { FileContent } from '../../model/file-content.ts';
import { observed, type Known } from '../../model/known.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { commandFiles, includeOf } from './requirement-include.ts';
import { requirementsFile, type ReadRequirements, type RequirementsFile } from './requirements-file.ts';

/** A file of the repository that requirements bring in, directly or through another one, or the command of a lock. */
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
    file: readRequirements(path, read),
  }));
}

export function includedPaths(starts: readonly string[], read: ReadContent): readonly string[] {
  return followed(starts, read).map(({ path }) => path);
}

/** Breadth first, each file once: as requirements where it is named as both. Never one of `starts`. */
function followed(starts: readonly string[], read: ReadContent): readonly Named[] {
  const found = new Map<string, Named>();
  let open = starts.flatMap((path) => [...namesIncludes(path, read), ...namedByCommand(path, read)]);
  while (open.length > 0) {
    const next: Named[] = [];
    for (const named of open) {
      const known = found.get(named.path);
      const isTooMuch = known === undefined && found.size >= MOST_FOLLOWED;
      if (starts.includes(named.path) || isTooMuch || known?.as === 'requirements') continue;
      found.set(named.path, named);
      if (known === undefined) for (const one of namesIncludes(named.path, read)) next.push(one);
    }
    open = next;
  }
  return [...found.values()];
}

/** Nobody writes so many; somebody could make them. */
export const MOST_FOLLOWED = 100;

/** Places are found only where they are wanted. */
type Named = Pick<IncludedFile, 'path' | 'as'> & { readonly from: () => SourceSpan };

function namesIncludes(path: string, read: ReadContent): readonly Named[] {
  const file = readRequirements(path, read);
  return file.known && file.value.kind === 'read' ? includesIn(file.value) : [];
}

const includesIn = memoizeByObject((file: ReadRequirements): readonly Named[] =>
  file.lines.flatMap((line) => {
    const include = includeOf(file.path, line);
    if (include?.leadsTo.kind !== 'file') return [];
    return [{ path: include.leadsTo.path, as: include.as, from: () => file.place(line.range) }];
  }),
);

function namedByCommand(path: string, read: ReadContent): readonly Named[] {
  const file = readRequirements(path, read);
  if (!file.known || file.value.kind !== 'read') return [];
  const { header, place } = file.value;
  return commandFiles(file.value, isAbsentIn(read)).flatMap(({ leadsTo }) =>
    header === undefined || leadsTo.kind !== 'file'
      ? []
      : [
          {
            path: leadsTo.path,
            as: 'constraints' as const,
            from: () => place(header.commandRange ?? header.range),
          },
        ],
  );
}

function isAbsentIn(read: ReadContent): (path: string) => boolean {
  return (path) => {
    const content = read(path);
    return content.known && content.value.kind === 'absent';
  };
}

function readRequirements(path: string, read: ReadContent): Known<RequirementsFile> {
  const content = read(path);
  return content.known ? observed(requirementsFile(path, content.value)) : content;
}
