import type { ChangeEntry } from '../../model/observations.ts';
import type { PatternLine } from '../../policy/policy.ts';
import { plainReading, confusableSkeleton, spellingSkeletonOf } from '../../model/confusable-path.ts';
import {
  anyProtectionIn,
  PROTECTIONS,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
  type Protection,
  type ProtectionSections,
} from '../../change/facts/path-protection.ts';
import { joined, fileNameOf, type HeadTree } from './head-tree.ts';
import { newPathsOf } from './new-names.ts';
import { foldPath } from './path-folding.ts';
import { folderOf } from '../../model/folder-of.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { changedTree } from './changed-tree.ts';
import { changedSubjects } from '../../change/facts/judged-change.ts';

/** An added path that a person takes for another path, or may. */
export type NameStanding = ConfusableName | UnknownLikeness;

export type ConfusableName =
  /** `own` is the added path or a folder above it. */
  | { readonly kind: 'sibling'; readonly path: string; readonly own: string; readonly other: string }
  /** Read as it looks, the path would be under a guard. */
  | { readonly kind: 'guard'; readonly path: string; readonly guard: Protection; readonly line: PatternLine };

interface UnknownLikeness {
  readonly kind: 'unknown';
  readonly path: string;
  readonly reason: string;
}

export const confusableNames = defineSubjects<readonly NameStanding[]>({
  name: 'confusable-names',
  words: 'the change, the folders before it',
  of: 'changed path',
  compute: (get) => {
    const { entries, tree } = changedTree(get);
    const policy = policySections(get, ...PROTECTIONS);
    return withFound(changedSubjects(get), findConfusableNames(policy, entries, tree));
  },
});

/** Two spellings of one path where case does not count are the matter of `case-collisions.ts`. */
export function findConfusableNames(
  policy: ProtectionSections,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): readonly NameStanding[] {
  const withGuard = guardSearch(protectionsOf(policy));
  return entries.flatMap((entry) => {
    if (entry.status !== 'added') return [];
    return withGuard(entry.path) ?? withSibling(entry, tree) ?? [];
  });
}

function guardSearch(guards: readonly Protection[]): (path: string) => ConfusableName | undefined {
  return (path) => {
    const looking = writtenIn(looks, path);
    // Asked for here and not before: most runs add no path, and patterns take time to be compiled.
    if (!isForeign(path) && !anyProtectionIn(looks, guards)(looking.written)) return undefined;
    const plain = plainReading(path);
    const read = writtenIn(reads, path);
    for (const guard of guards) {
      const line =
        protectingLineIn(guard, looking) ?? protectingLine(guard, plain) ?? protectingLineIn(guard, read);
      if (line !== undefined && !isUnder(guard, path)) return { kind: 'guard', path, guard, line };
    }
    return undefined;
  };
}

/** Whoever reads quickly takes capitals for small letters as well. */
function looks(path: string): string {
  return foldPath(confusableSkeleton(path));
}

/** Spelt in capitals, an I is no l. */
function reads(path: string): string {
  return foldPath(plainReading(path));
}

function isUnder(guard: Protection, path: string): boolean {
  const line = protectingLine(guard, path) ?? protectingLineIn(guard, writtenIn(foldPath, path));
  return line !== undefined;
}

function withSibling(entry: ChangeEntry, tree: HeadTree): NameStanding | undefined {
  const { path } = entry;
  if (!isForeign(path)) return undefined;
  let unknown: UnknownLikeness | undefined;
  for (const own of newPathsOf(entry, tree).filter((added) => isForeign(fileNameOf(added)))) {
    const names = tree.namesIn(folderOf(own));
    if (!names.known) {
      unknown ??= { kind: 'unknown', path, reason: names.reason };
      continue;
    }
    const alike = names.value.filter((name) => looksLike(name, fileNameOf(own))).toSorted();
    const other = alike.map((name) => joined(folderOf(own), name)).find((beside) => mayBeLeft(beside, tree));
    if (other !== undefined) return { kind: 'sibling', path, own, other };
  }
  return unknown;
}

function mayBeLeft(path: string, tree: HeadTree): boolean {
  const left = tree.isLeft(path);
  return !left.known || left.value;
}

/** `v1` beside `vl` is an ordinary thing to write: where nothing is at stake, ASCII is taken as it stands. */
function isForeign(path: string): boolean {
  return /[\u0080-\uffff]/.test(path);
}

function looksLike(one: string, other: string): boolean {
  return (
    foldPath(one) !== foldPath(other) &&
    foreignIn(one) !== foreignIn(other) &&
    spellingSkeletonOf(one) === spellingSkeletonOf(other)
  );
}

function foreignIn(name: string): string {
  return name.normalize('NFC').replaceAll(/[\0-\x7f]/g, '');
}
