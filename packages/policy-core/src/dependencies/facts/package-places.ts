import type { PylockFile, PylockPackage, PylockSource, PylockText } from '../requirements/pylock.ts';
import type { Known } from '../../model/known.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { isStrongHash } from './hash-digest.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** A place other than the package index from which a lock of the standard form installs a package. */
export interface PackagePlace {
  readonly kind:
    | 'address'
    /** On the machine itself, also where it is written as an address. */
    | 'path'
    /** A folder, as an editable checkout. */
    | 'editable';
  /** As written. */
  readonly where: string;
  /** Whether it always brings the same. */
  readonly isHeldFast: boolean;
  readonly at: SourceSpan;
}

/** In the order written. Wheels and sdists with an address come from an index: their addresses are how they are found. */
export function* packagePlaces(file: Known<RequirementsFile>): Iterable<PackagePlace> {
  if (!file.known || file.value.kind !== 'pylock') return;
  const { pylock, place } = file.value;
  for (const { kind, where, isHeldFast, range } of pylock.packages.flatMap(placesOf)) {
    yield { kind, where, isHeldFast, at: place(range) };
  }
}

type Unplaced = Pick<PackagePlace, 'kind' | 'where' | 'isHeldFast'> & { readonly range: TextRange };

function placesOf({ sources }: PylockPackage): readonly Unplaced[] {
  return sources.flatMap((source) => {
    if (source.kind === 'directory') {
      const kind = source.isEditable ? 'editable' : 'path';
      return written(source.path, { kind, isHeldFast: false });
    }
    const isHeldFast = source.kind === 'vcs' ? namesCommit(source) : hasStrongHash(source);
    const found = [
      ...written(source.url, { kind: 'address', isHeldFast }),
      ...written(source.path, { kind: 'path', isHeldFast }),
    ];
    const isFromIndex = source.kind === 'sdist' || source.kind === 'wheel';
    return isFromIndex ? found.filter(({ kind }) => kind === 'path') : found;
  });
}

function written(
  text: PylockText | undefined,
  { kind, isHeldFast }: Pick<PackagePlace, 'kind' | 'isHeldFast'>,
): readonly Unplaced[] {
  if (text === undefined || text.value === '') return [];
  const isOnMachine = kind === 'address' && /^file:/i.test(text.value);
  return [{ kind: isOnMachine ? 'path' : kind, where: text.value, isHeldFast, range: text.range }];
}

/** Subversion and Bazaar count revisions, which name nothing fast. */
function namesCommit({ type, commitId }: Extract<PylockSource, { kind: 'vcs' }>): boolean {
  const isNamed = type?.value === 'git' || type?.value === 'hg';
  return isNamed && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(commitId?.value ?? '');
}

function hasStrongHash({ hashes }: PylockFile): boolean {
  return hashes.some(({ algorithm }) => isStrongHash(algorithm));
}
