import type { ExpandedLine } from './expanded-requirements.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { matchedDifferences } from './matched-differences.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { identitiesOf } from './requirement-identity.ts';
import type { SyncDifference } from './sync-difference.ts';

/**
 * The two sides ask for the same, however it is spelled: names, extras, versions, markers and addresses are
 * compared by what they mean, and options as well. Hashes and comments do not count. What the files bring
 * in counts as if it stood there.
 */
export function mirrorDifferences(
  source: readonly ExpandedLine[],
  lock: readonly ExpandedLine[],
): readonly SyncDifference[] {
  const [inSource, inLock] = [linesByIdentity(source), linesByIdentity(lock)];
  const wanted = onlyIn(inSource, inLock);
  const held = onlyIn(inLock, inSource);
  if (wanted.length === 0 && held.length === 0) return [];
  const names = new Set(lock.map(({ line }) => projectNamed(line)));
  const differences = matchedDifferences({
    wanted: wanted.map((lines) => lines.map(lineEntry)),
    held: held.map((lines) => lines.map(lineEntry)),
    isNamedInLock: (project) => names.has(project),
  });
  const asked = differences.filter(({ kind }) => kind !== 'stale');
  const mayBeAnything = [wanted, held].some((side) => side.some(([first]) => isOpen(first)));
  // What only the lock holds may be what nobody can tell the source asks for.
  return mayBeAnything && asked.length > 0 ? asked.map(unclear) : differences;
}

/** What a variable of the environment holds may be what the other side asks for. */
function isOpen(line: ExpandedLine | undefined): boolean {
  return line !== undefined && line.line.variables.length > 0;
}

function unclear({ entry }: SyncDifference): SyncDifference {
  return { kind: 'unclear', entry, reason: 'one of them depends on an environment variable' };
}

type ByIdentity = ReadonlyMap<string, readonly ExpandedLine[]>;

const linesByIdentity = memoizeByObject((lines: readonly ExpandedLine[]): ByIdentity => {
  const found = new Map<string, ExpandedLine[]>();
  for (const line of lines) {
    for (const identity of identitiesOf(line)) {
      const same = found.get(identity);
      if (same === undefined) found.set(identity, [line]);
      else same.push(line);
    }
  }
  return found;
});

/** A line of several options is named once. */
function onlyIn(side: ByIdentity, other: ByIdentity): readonly (readonly ExpandedLine[])[] {
  const seen = new Set<ExpandedLine>();
  return [...side].flatMap(([identity, lines]) => {
    const [first] = lines;
    if (first === undefined || other.has(identity) || seen.has(first)) return [];
    seen.add(first);
    return [lines];
  });
}
