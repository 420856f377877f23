import { changeObservations } from '../../checker/observations-from-input.ts';
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
const NO_CHANGE = unobserved('nobody looked');

test('of a tree all documents are judged, and the policy with them', () => {
  const listing = observed(['AGENTS.md', 'backend/app.py', 'docs/a.md', 'docs/x/b.md', 'docs/c.txt']);
  expect(documentsUnderJudgement(policy, { focus: { kind: 'tree' }, change: NO_CHANGE, listing })).toEqual([
    'lockkeeper.json',
    'AGENTS.md',
    'docs/a.md',
    'docs/x/b.md',
  ]);
});

test('of a change those it touches, the policy among them', () => {
  const changes = ['docs/a.md', 'backend/app.py', 'lockkeeper.json'];
  expect(documentsUnderJudgement(policy, changeObservations({ changes }, {}))).toEqual([
    'docs/a.md',
    'lockkeeper.json',
  ]);
});

test('a policy without documents has none in a tree', () => {
  const listing = observed(['docs/a.md']);
  const seen = { focus: { kind: 'tree' }, change: NO_CHANGE, listing } as const;
  expect(documentsUnderJudgement(policyOf([]), seen)).toEqual([]);
});

test('only folders below which documents can lie are listed', () => {
  expect(documentFolders(policy)).toEqual(['docs', 'AGENTS.md', 'backend']);
  expect(documentFolders(policyOf(['**/*.md']))).toEqual(['']);
});
