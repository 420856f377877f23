import { normalizedProject } from '../packaging/project-name.ts';
import type { PylockReading } from '../requirements/pylock.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { projectNamed } from '../facts/line-entry.ts';
import { viaComments, type ViaSource } from '../requirements/via-comments.ts';
import type { AskedLine, RequirementWay, WayStart } from './dependency-explanation.ts';

/** For each project what the lock says it comes from. */
export type ComesFrom = ReadonlyMap<string, readonly ViaSource[]>;

export const viaOfLines = memoizeByObject((lock: ReadRequirements): ComesFrom => {
  const vias = viaComments({ text: lock.text, lines: lock.lines });
  const found = new Map<string, ViaSource[]>();
  for (const [index, line] of lock.lines.entries()) {
    const project = projectNamed(line);
    if (project !== undefined) add(found, project, vias[index] ?? []);
  }
  return found;
});

export function viaOfPackages({ packages }: PylockReading): ComesFrom {
  const found = new Map<string, ViaSource[]>();
  for (const { name, nameRange, dependencies } of packages) {
    for (const needed of dependencies) {
      add(found, normalizedProject(needed.name), [{ kind: 'project', name, range: nameRange }]);
    }
  }
  return found;
}

function add(found: Map<string, ViaSource[]>, project: string, sources: readonly ViaSource[]): void {
  const known = found.get(project);
  if (known === undefined) found.set(project, [...sources]);
  else for (const one of sources) known.push(one);
}

export interface Ways {
  readonly ways: readonly RequirementWay[];
  readonly more: number;
}

/** More say less. */
const MOST_WAYS = 10;
/** Nothing needs so much in a row; somebody could write a lock that says so. */
const MOST_STEPS = 200;

/**
 * Followed up, the nearest first, through each package once: what needs something that was reached before
 * would lead the same way on.
 */
export function waysTo(
  project: string,
  comesFrom: ComesFrom,
  askedFor: (project: string) => readonly AskedLine[],
): Ways {
  const ways: RequirementWay[] = [];
  const seen = new Set([project]);
  let open: readonly (readonly string[])[] = [[project]];
  for (let steps = 0; open.length > 0 && steps < MOST_STEPS; steps += 1) {
    const next: (readonly string[])[] = [];
    for (const packages of open) {
      const last = packages.at(-1) ?? project;
      const vias = comesFrom.get(last) ?? [];
      for (const from of startsOf(vias, askedFor(last))) ways.push({ packages, from });
      for (const via of vias) {
        if (via.kind !== 'project') continue;
        const name = normalizedProject(via.name);
        if (seen.has(name)) continue;
        seen.add(name);
        next.push([...packages, name]);
      }
    }
    open = next;
  }
  return { ways: ways.slice(0, MOST_WAYS), more: Math.max(0, ways.length - MOST_WAYS) };
}

/** What the lock says, with the lines that are known; where it says nothing, the lines themselves. */
function startsOf(vias: readonly ViaSource[], asked: readonly AskedLine[]): readonly WayStart[] {
  const files = vias.flatMap((via) => (via.kind === 'file' ? [via] : []));
  if (files.length === 0) {
    return asked.filter(({ as }) => as === 'requirements').map(({ path, line, as }) => ({ path, line, as }));
  }
  const starts = files.map(({ path, as }): WayStart => {
    const line = asked.find((one) => isSameFile(one.path, path));
    return { path: line?.path ?? path, line: line?.line ?? null, as };
  });
  return starts.filter((start, index) => starts.findIndex((one) => isSame(one, start)) === index);
}

/** The lock was written in a folder nobody wrote down. */
function isSameFile(path: string, written: string): boolean {
  const plain = written.replaceAll('\\', '/').replace(/^(?:\.\.?\/)+/, '');
  return path === plain || path.endsWith(`/${plain}`) || plain.endsWith(`/${path}`);
}

function isSame(a: WayStart, b: WayStart): boolean {
  return a.path === b.path && a.line === b.line && a.as === b.as;
}
