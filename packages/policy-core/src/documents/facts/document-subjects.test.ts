import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { documentFolders, documentsUnderJudgement } from './document-subjects.ts';

function policyOf(documents: readonly string[]) {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, documents }) });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const policy = policyOf(['docs/**/*.md', '/AGENTS.md', 'backend/*/docs/']);
const NOBODY = new Set<string>();

test('of a tree all documents are judged, and the policy with them', () => {
  const listing = observed(['AGENTS.md', 'backend/app.py', 'docs/a.md', 'docs/x/b.md', 'docs/c.txt']);
  expect(documentsUnderJudgement(policy, { focus: { kind: 'tree' }, listing }, NOBODY)).toEqual([
    'lockkeeper.json',
    'AGENTS.md',
    'docs/a.md',
    'docs/x/b.md',
  ]);
});

test('of a change those it touches, the policy among them', () => {
  const touched = new Set(['docs/a.md', 'backend/app.py', 'lockkeeper.json']);
  const seen = { focus: { kind: 'change' }, listing: unobserved('nobody listed') } as const;
  expect(documentsUnderJudgement(policy, seen, touched)).toEqual(['docs/a.md', 'lockkeeper.json']);
});

test('a policy without documents has none in a tree', () => {
  const seen = { focus: { kind: 'tree' }, listing: observed(['docs/a.md']) } as const;
  expect(documentsUnderJudgement(policyOf([]), seen, NOBODY)).toEqual([]);
});

test('only folders below which documents can lie are listed', () => {
  expect(documentFolders(policy)).toEqual(['docs', 'AGENTS.md', 'backend']);
  expect(documentFolders(policyOf(['**/*.md']))).toEqual(['']);
});
