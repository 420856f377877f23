import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { PylockPackage } from '../requirements/pylock.ts';
import type { TextRange } from '../../model/text-range.ts';
import { addressHash } from '../../change/facts/address-hash.ts';
import { requirementsFiles, type JudgedRequirements } from './judged-requirements.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { pinOf } from './pin.ts';
import { isCheckout } from './requirement-address.ts';
import type { PlacedText, ReadPylock, ReadRequirements } from './requirements-file.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { hasPairs } from './requirements-pair.ts';

/** What is installed by one line or package of a file, and the hashes it is held to. */
export interface HashedRequirement {
  /** What people call it: its name, else its address or path. */
  readonly subject: string;
  /** Normalised; `undefined` where only building it would tell. */
  readonly project: string | undefined;
  /** `undefined`: it is not pinned to one. */
  readonly version: string | undefined;
  /** A checkout has no archive that could be hashed. */
  readonly isHashable: boolean;
  readonly hashes: readonly WrittenHash[];
  /** The same by archive, of a package that has several: any of them may be what is installed. */
  readonly byArchive: readonly (readonly WrittenHash[])[] | undefined;
  readonly range: TextRange;
  readonly file: PlacedText;
  readonly judged: JudgedRequirements;
}

export interface WrittenHash {
  readonly algorithm: string;
  readonly digest: string;
  readonly range: TextRange;
}

/** What each file under judgement installs, with its hashes; none where no file installs anything. */
export const hashedRequirements = defineSubjects<readonly HashedRequirement[]>({
  name: 'hashed-requirements',
  words: 'requirements files',
  of: 'file',
  isConfigured: hasPairs,
  compute: (get) => {
    const all = get(requirementsFiles).map(({ paths, judged }) => ({ paths, judged: installedFrom(judged) }));
    return all.some(({ judged }) => judged.length > 0) ? all : [];
  },
});

/** Of all files of a pair, by its id. */
export const hashedOfPair = defineFact<readonly HashedRequirement[], string>({
  name: 'hashed-requirements-of-pair',
  compute: (get, id) =>
    get(hashedRequirements).flatMap(({ judged: all }) => (all[0]?.judged.pair.id === id ? all : [])),
});

/** Constraints are left out: they install nothing, and pip looks at no hashes there. */
const installedFrom = memoizeByObject((judged: JudgedRequirements): readonly HashedRequirement[] => {
  if (!judged.file.known || judged.role === 'constraints') return [];
  const file = judged.file.value;
  if (file.kind !== 'read' && file.kind !== 'pylock') return [];
  // Written out: to spread each of thousands would be felt while typing.
  return installedBy(file).map(({ subject, project, version, isHashable, hashes, byArchive, range }) => ({
    subject,
    project,
    version,
    isHashable,
    hashes,
    byArchive,
    range,
    file,
    judged,
  }));
});

const installedBy = memoizeByObject((file: ReadRequirements | ReadPylock): readonly Unplaced[] =>
  file.kind === 'read' ? file.lines.flatMap(fromLine) : file.pylock.packages.map(fromPackage),
);

type Unplaced = Omit<HashedRequirement, 'file' | 'judged'>;

function fromLine({ entry, hashes, content }: RequirementsLine): readonly Unplaced[] {
  switch (entry.kind) {
    case 'requirement':
      return [fromRequirement(entry.requirement, hashes)];
    case 'address':
    case 'path':
    case 'editable': {
      const { name, version, range } = entry;
      const where = entry.kind === 'address' ? entry.url : content;
      return [
        {
          subject: name ?? where,
          project: undefined,
          version,
          isHashable: entry.kind !== 'editable' && !isCheckout(where),
          hashes: [...hashes, ...(entry.kind === 'address' ? hashesInAddress(where, range) : [])],
          byArchive: undefined,
          range,
        },
      ];
    }
    default:
      return [];
  }
}

function fromRequirement(requirement: ProjectRequirement, hashes: readonly WrittenHash[]): Unplaced {
  const { name, normalizedName, nameRange, url } = requirement;
  const inAddress = url === undefined ? [] : hashesInAddress(url.text, url.range);
  return {
    subject: name,
    project: normalizedName,
    version: pinOf(requirement, ['==', '===']),
    isHashable: url === undefined || !isCheckout(url.text),
    hashes: [...hashes, ...inAddress],
    byArchive: undefined,
    range: nameRange,
  };
}

function fromPackage({ name, normalizedName, version, sources, nameRange }: PylockPackage): Unplaced {
  const files = sources.flatMap((source) =>
    source.kind === 'vcs' || source.kind === 'directory' ? [] : [source],
  );
  return {
    subject: name,
    project: normalizedName,
    version,
    isHashable: files.length > 0,
    hashes: files.flatMap(({ hashes }) => hashes),
    byArchive: files.map(({ hashes }) => hashes),
    range: nameRange,
  };
}

/** `#sha256=...`, which pip holds an archive to. */
function hashesInAddress(url: string, { start, end }: TextRange): readonly WrittenHash[] {
  const found = isCheckout(url) ? undefined : addressHash(url);
  if (found === undefined) return [];
  // Where a continuation or a variable moved text, the whole address is the place.
  const isInPlace = url.length === end - start;
  const range = { start: start + found.range.start, end: start + found.range.end };
  return [{ ...found, range: isInPlace ? range : { start, end } }];
}
