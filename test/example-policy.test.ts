import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { loadPolicy } from '@lockkeeper/policy-core';
import { ROOT } from './architecture/source-files.ts';

const design = path.join(ROOT, '../shared/design/policy.example.yaml');
const own = readFileSync(path.join(ROOT, 'test/example-policy.yaml'), 'utf8');

function problemsOf(text: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  return policy.kind === 'invalid' ? policy.problems : [];
}

describe.skipIf(!existsSync(design))('the example policy of the design', () => {
  test('is one that Lockkeeper accepts', () => {
    expect(problemsOf(readFileSync(design, 'utf8'))).toEqual([]);
  });
});

describe('a policy of our own that says all of it', () => {
  test('is one that Lockkeeper accepts', () => {
    expect(problemsOf(own)).toEqual([]);
  });

  test('means what it says of dependencies', () => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text: own })).toMatchObject({
      dependencies: [
        {
          id: 'service',
          terms: { includes: { requirements: 'inside_repo', constraints: 'deny' }, envVars: 'deny' },
          label: 'upgrade-reviewed',
          bothFiles: true,
          branch: { severity: 'info' },
        },
      ],
      changeScope: { alsoAllow: [{ unlessMissingLabel: 'upgrade-reviewed', branchSeverity: 'warning' }] },
    });
  });
});
