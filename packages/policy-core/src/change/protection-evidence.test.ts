import { expect, test } from 'vitest';

import { protectionsOf } from './facts/path-protection.ts';
import { protectionEvidence } from './protection-evidence.ts';
import { loadPolicy } from '../checker/load-policy.ts';

test('names the line of the policy and what it belongs to', () => {
  const text = 'version: 1\nprotected:\n  - { id: core, paths: [core/**], require: { label: ok } }\n';
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error('The policy of the test is not valid.');
  const [guard] = protectionsOf(policy);
  const line = guard?.lines[0];
  if (guard === undefined || line === undefined) throw new Error('The section is a guard.');
  const place = {
    path: 'lockkeeper.yaml',
    start: { line: 2, character: 24 },
    end: { line: 2, character: 31 },
  };
  expect(protectionEvidence('docs/l', { guard, line })).toEqual({
    evidence: { subject: 'docs/l', relation: 'matches', value: 'core/**', source: place },
    related: { message: 'core/** belongs to section core.', at: place },
  });
});
