import { expect, it } from 'vitest';

import { confusableSkeleton } from '../../packages/policy-core/src/model/confusable-path.ts';
import { foldPath } from '../../packages/policy-core/src/paths/facts/path-folding.ts';
import { suspiciousName } from '../../packages/policy-core/src/paths/facts/suspicious-name.ts';
import { caseRows, describeCases } from './case-files.ts';

interface CommitCase {
  readonly repo: string;
  readonly changes: readonly { readonly path: string; readonly oldPath?: string }[];
}

interface RepositoryCase {
  readonly repo: string;
  readonly expected: readonly (readonly [path: string, line: number])[];
}

const commits = caseRows<CommitCase>('diffs.jsonl.gz');
const trees = caseRows<RepositoryCase>('codeowners-cases.jsonl.gz');

describeCases('names in real repositories', () => {
  const namesOf = grouped([
    ...commits.flatMap(({ repo, changes }) =>
      changes.flatMap(({ path, oldPath = path }) => [[repo, path] as const, [repo, oldPath] as const]),
    ),
    ...trees.flatMap(({ repo, expected }) => expected.map(([path]) => [repo, path] as const)),
  ]);

  it('are many', () => {
    expect(namesOf.length).toBeGreaterThan(20);
    expect(namesOf.flat().length).toBeGreaterThan(50_000);
  });

  it('are not suspicious', () => {
    const found = namesOf.flat().map((path) => ({ path, reason: suspiciousName(path) }));
    expect(found.filter(({ reason }) => reason !== undefined)).toEqual([]);
  });

  it.each([
    ['but for case', foldPath],
    ['to a person', confusableSkeleton],
    ['to a person who does not look at case', (path: string) => foldPath(confusableSkeleton(path))],
  ])('are never the same %s', (_, form) => {
    const twins = namesOf.flatMap((names) =>
      grouped(names.map((path) => [form(path), path] as const)).filter((alike) => alike.length > 1),
    );
    expect(twins).toEqual([]);
  });
});

/** The values of each key, each once. */
function grouped(pairs: readonly (readonly [key: string, value: string])[]): readonly (readonly string[])[] {
  const groups = new Map<string, Set<string>>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, new Set([value]));
    else group.add(value);
  }
  return [...groups.values()].map((group) => [...group]);
}
