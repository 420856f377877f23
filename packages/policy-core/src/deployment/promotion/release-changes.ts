import { protectingLine, protectionsOf, type Protection } from '../../change/facts/path-protection.ts';
import { migrationKind } from '../../migrations/facts/migration-files.ts';
import type { Policy } from '../../policy/policy.ts';

/** Files that a release changes and that people look at first, sorted. */
export interface ReleaseChanges {
  readonly migrations: readonly string[];
  /** Requirements files and locks of the policy. */
  readonly dependencies: readonly string[];
  /** Files that nobody changes without being asked; `by`: what reads well after "belongs to". */
  readonly protected: readonly { readonly path: string; readonly by: string }[];
}

/** What of the changed files the policy has a word for. */
export function releaseChanges(policy: Policy, changed: readonly string[]): ReleaseChanges {
  const paths = changed.toSorted();
  const kept = new Set(policy.dependencies.flatMap(({ source, lock }) => [source, lock]));
  const protections = protectionsOf(policy).filter(({ kind }) => ASKED.includes(kind));
  return {
    migrations: paths.filter((path) => migrationKind(policy, path) !== undefined),
    dependencies: paths.filter((path) => kept.has(path)),
    protected: paths.flatMap((path) => {
      const by = protections.find((protection) => protectingLine(protection, path) !== undefined);
      return by === undefined ? [] : [{ path, by: by.name }];
    }),
  };
}

/** What denies a file to some is asked of each change, and a pair of dependencies is told by itself. */
const ASKED: readonly Protection['kind'][] = ['section', 'self', 'machine'];
