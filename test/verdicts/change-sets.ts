import type { Checker, Report } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { caseRows } from '../cases/case-files.ts';
import { foldersBefore, realCommits } from '../cases/real-commits.ts';
import { checkerBy, IN_CI, numbered } from './judge-by.ts';
import type { JudgedCase } from './verdict-lines.ts';

/** The forms of the first policies, over folders that many projects have. */
const POLICY = {
  branches: {
    live: { match: ['main'], environment: 'production', direct_push: 'deny' },
    agents: { match: ['auto/*'], environment: 'staging' },
  },
  labels: { reviewed: { grants: ['protected.schema', 'change_scope.deny'] } },
  protected: [{ id: 'schema', paths: ['**/migrations/**', '**/*.sql'], require: { label: 'reviewed' } }],
  change_scope: {
    branches: ['agents'],
    allow: ['**'],
    deny: { paths: ['cmd/**', '**/*.lock'], unless: { label: 'reviewed' } },
    machine_owned: [{ paths: ['**/CHANGELOG.md'], writers: ['release[bot]'] }],
  },
};

/** Real commits, as if an agent had made each. */
export async function commitsSet(): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy(POLICY);
  return realCommits().map(({ repo, entries }, index) => ({
    id: `${numbered(index)} ${repo}`,
    judge: () => judgeChange(checker, entries),
  }));
}

/** All paths that a file of owners decides about, as if an agent had added them at once. */
export async function ownedPathsSet(): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy(POLICY);
  const rows = caseRows<{
    readonly repo: string;
    readonly expected: readonly (readonly [path: string, line: number])[];
  }>('codeowners-cases.jsonl.gz');
  return rows.map(({ repo, expected }) => ({
    id: repo,
    judge: () =>
      judgeChange(
        checker,
        expected.map(([path]) => ({ path, status: 'added', oldMode: '000000', newMode: '100644' })),
      ),
  }));
}

function judgeChange(checker: Checker, changes: readonly ChangeEntry[]): Report {
  return checker.checkChange(
    {
      changes,
      folders: foldersBefore(changes),
      labels: [],
      branch: 'auto/work',
      author: { login: 'claude[bot]', id: 209_825_114, isBot: true },
      pullRequest: null,
      commits: [],
    },
    IN_CI,
  );
}
