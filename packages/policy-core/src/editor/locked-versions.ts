import { packageEntry } from '../dependencies/facts/compiled-entry.ts';
import { beforeHashes } from '../dependencies/facts/before-hashes.ts';
import { expandedRequirements } from '../dependencies/facts/expanded-requirements.ts';
import { lineEntry, projectNamed } from '../dependencies/facts/line-entry.ts';
import { memoizeByObject } from '../model/memoize.ts';
import { parsedSide } from '../dependencies/facts/parsed-side.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import { normalizedProject } from '../dependencies/packaging/project-name.ts';
import type { Hint } from './document-annotations.ts';
import type { ProjectPlaces } from './project-places.ts';

/** Behind each requirement of a source the version that its lock holds, where the line does not say it itself. */
export function lockedVersions(path: string, pairs: readonly RequirementsPair[]): readonly Hint[] {
  const shown = new Map<string, Hint>();
  for (const pair of pairs) {
    const source = parsedSide(pair.source);
    if (source === undefined) continue;
    for (const { file, line } of expandedRequirements(source, pair.fileAt).lines) {
      const name = file.path === path ? projectNamed(line) : undefined;
      const versions = name === undefined ? undefined : versionsIn(pair).get(normalizedProject(name));
      if (versions === undefined || versions.has(lineEntry({ file, line }).version ?? '')) continue;
      const text = `locked ${[...versions].join(' or ')}`;
      const { start, end } = file.place(beforeHashes(file.text, line));
      // A file may be the source of several locks.
      const key = `${start.line} ${text}`;
      shown.set(key, { at: { path, start: end, end }, text, tooltip: `${pair.pair.lock} locks it.` });
    }
  }
  return [...shown.values()];
}

/** The same behind each dependency of a `pyproject.toml`. */
export function versionsOfProject({ dependencies, pairs }: ProjectPlaces): readonly Hint[] {
  const shown = new Map<string, Hint>();
  for (const pair of pairs) {
    for (const { project, version, at } of dependencies) {
      const versions = versionsIn(pair).get(project);
      if (versions === undefined || versions.has(version ?? '')) continue;
      const text = `locked ${[...versions].join(' or ')}`;
      const key = `${at.start.line}:${at.start.character} ${text}`;
      shown.set(key, { at: { ...at, start: at.end }, text, tooltip: `${pair.pair.lock} locks it.` });
    }
  }
  return [...shown.values()];
}

/** By normalized name. */
const versionsIn = memoizeByObject((pair: RequirementsPair): ReadonlyMap<string, ReadonlySet<string>> => {
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of lockedIn(pair)) {
    if (name === undefined || version === undefined) continue;
    const project = normalizedProject(name);
    const known = versions.get(project);
    if (known === undefined) versions.set(project, new Set([version]));
    else known.add(version);
  }
  return versions;
});

type Locked = readonly [name: string | undefined, version: string | undefined];

function lockedIn({ lock, fileAt }: RequirementsPair): readonly Locked[] {
  if (lock.known && lock.value.kind === 'pylock') {
    const file = lock.value;
    return file.pylock.packages.map((one) => [one.normalizedName, packageEntry(one, file).version]);
  }
  const lines = parsedSide(lock);
  if (lines === undefined) return [];
  return expandedRequirements(lines, fileAt).lines.map(({ file, line }) => [
    projectNamed(line),
    lineEntry({ file, line }).version,
  ]);
}
