import { expect, test } from 'vitest';

import { matchEvidence } from './match-evidence.ts';
import { policyOf } from '../testing/any-repository.ts';

test('a pattern of the policy is named with its line', () => {
  const [section] = policyOf({
    protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  }).protected;
  const [line] = section?.paths ?? [];
  expect(line && matchEvidence('core/a.py', line)).toEqual({
    subject: 'core/a.py',
    relation: 'matches',
    value: 'core/**',
    source: line?.at,
  });
});

test('a pattern that is built in stands on no line, and says so', () => {
  const [first] = policyOf({}).integrity.selfProtect.paths;
  expect(first && matchEvidence('.lockkeeper/x', first)).toEqual({
    subject: '.lockkeeper/x',
    relation: 'matches',
    value: '.lockkeeper/**, which is built in',
  });
});
