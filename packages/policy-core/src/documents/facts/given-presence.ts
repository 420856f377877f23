import { observed } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { referencesSought } from './judged-documents.ts';
import { pathsSought } from './reference-standing.ts';
import { folderOf } from '../../model/folder-of.ts';

/** Which paths that documents speak of are among the files of a whole tree, or folders of theirs. */
export function presentAmong(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'files'>,
  paths: readonly string[],
): Observations['present'] {
  const there = new Set([...paths, ...paths.flatMap(foldersAbove)]);
  const sought = new Set([...referencesSought(policy, seen).flatMap(pathsSought), ...paths]);
  return Object.fromEntries(Array.from(sought, (path) => [path, observed(there.has(path))]));
}

function foldersAbove(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [] : [folder, ...foldersAbove(folder)];
}
