import type { ChangeEntry } from '../../model/observations.ts';
import {
  PROTECTIONS,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
  type Protection,
  type ProtectionSections,
} from '../../change/facts/path-protection.ts';
import { fileNameOf, type HeadTree } from './head-tree.ts';
import { newPathsOf } from './new-names.ts';
import { deviceName, suspiciousName } from './suspicious-name.ts';
import { folderOf } from '../../model/folder-of.ts';
import { foldPath } from './path-folding.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { changedTree } from './changed-tree.ts';
import { changedSubjects } from '../../change/facts/judged-change.ts';

/** An added path whose name hides something; `how` is a clause. */
export interface SuspiciousName {
  readonly path: string;
  readonly how: string;
  /** It is odd on Windows alone, and takes nobody in. */
  readonly isDevice?: true;
}

export const suspiciousNames = defineSubjects<readonly SuspiciousName[]>({
  name: 'suspicious-names',
  words: 'the change',
  of: 'changed path',
  compute: (get) => {
    const { entries, tree } = changedTree(get);
    const policy = policySections(get, ...PROTECTIONS);
    return withFound(changedSubjects(get), findSuspiciousNames(policy, entries, tree));
  },
});

/** Folders that were there before are not judged again. */
export function findSuspiciousNames(
  policy: ProtectionSections,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): readonly SuspiciousName[] {
  const byShortName = shortNameSearch(protectionsOf(policy));
  return entries.flatMap((entry): readonly SuspiciousName[] => {
    const { path, status } = entry;
    if (status !== 'added') return [];
    const how =
      addedPart(entry, tree, suspiciousName) ??
      (SHORT_PART.test(path) ? byShortName(entry, tree) : undefined);
    if (how !== undefined) return [{ path, how }];
    const device = addedPart(entry, tree, deviceName);
    return device === undefined ? [] : [{ path, how: device, isDevice: true }];
  });
}

/** What is said of the parts of a path that were not there before. */
function addedPart(
  entry: ChangeEntry,
  tree: HeadTree,
  clauseFor: (path: string) => string | undefined,
): string | undefined {
  const { path } = entry;
  if (clauseFor(path) === undefined) return undefined;
  const above = folderOf(newPathsOf(entry, tree)[0] ?? path);
  return clauseFor(above === '' ? path : path.slice(above.length + 1));
}

/** Most paths are settled by this alone. */
const SHORT_PART = /~\d/;

type Search = (entry: ChangeEntry, tree: HeadTree) => string | undefined;

/** Checked out on Windows, `LOCKKE~1.YAM` may be opened, and written, as `lockkeeper.yaml`. */
function shortNameSearch(guards: readonly Protection[]): Search {
  return (entry, tree) => {
    const { path } = entry;
    if (!newPathsOf(entry, tree).some((added) => isShortName(fileNameOf(added)))) return undefined;
    const short = writtenIn(shortForm, path);
    const guard = guards.find(
      (each) => protectingLineIn(each, short) !== undefined && protectingLine(each, path) === undefined,
    );
    return guard === undefined ? undefined : `to Windows it may be the short name of a path of ${guard.name}`;
  };
}

/** Whether a name could be one that Windows gives to old programs, such as `LOCKKE~1.YAM`. */
export function isShortName(name: string): boolean {
  return SHORT.test(name);
}

/**
 * A path with each name as Windows shortens it, without the number that tells apart what begins alike:
 * `lockkeeper.yaml` and `LOCKKE~1.YAM` are both `lockke~.yam`. A form for patterns as well: a name with
 * a wildcard stays as it is. From the fifth file on that begins alike, a checksum takes the place of most
 * letters, and nothing shows which name it was.
 */
export function shortForm(path: string): string {
  return foldPath(path).split('/').map(shortened).join('/');
}

const SHORT = /^(?<stem>[^~.*?\\]{1,6})~\d(?:\.(?<ending>[^~.*?\\]{1,3}))?$/;

function shortened(name: string): string {
  const short = SHORT.exec(name)?.groups;
  if (short?.['stem'] !== undefined) return joined(short['stem'], short['ending'] ?? '');
  if (name === '' || /[*?\\]/.test(name) || FITS.test(name)) return name;
  const plain = name
    .replace(/^\.+/, '')
    .replaceAll(' ', '')
    .replaceAll(/[+,;=[\]]/g, '_');
  const dot = plain.lastIndexOf('.');
  const stem = (dot === -1 ? plain : plain.slice(0, dot)).replaceAll('.', '');
  return joined(stem.slice(0, 6), dot === -1 ? '' : plain.slice(dot + 1, dot + 4));
}

/** Such names have no other. */
const FITS = /^[^ .+,;=[\]]{1,8}(?:\.[^ .+,;=[\]]{1,3})?$/;

function joined(stem: string, ending: string): string {
  return ending === '' ? `${stem}~` : `${stem}~.${ending}`;
}
