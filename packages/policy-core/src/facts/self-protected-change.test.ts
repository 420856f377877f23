import { describe, expect, test } from 'vitest';

import { unobserved } from '../known.ts';
import { changeSeen } from '../given-observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { selfProtectedChanges } from './self-protected-change.ts';

function found(draft: object, ...changes: readonly string[]) {
  return selfProtectedChanges(policyOf(draft), changeSeen({ changes }, {})).map(
    ({ entry, pattern, label }) => [entry.path, pattern.pattern.text, label],
  );
}

describe('what enforces the policy', () => {
  test.each([
    'lockkeeper.yaml',
    'lockkeeper.yml',
    'lockkeeper.toml',
    'lockkeeper.json',
    '.lockkeeper/x',
    '.github/workflows/ci.yml',
    '.github',
    'CODEOWNERS',
    'docs/CODEOWNERS',
    '.gitattributes',
    'a/b/.gitattributes',
    '.gitmodules',
    '.claude/settings.local.json',
    '.codex/config.toml',
    'AGENTS.md',
    'packages/a/CLAUDE.md',
  ])('is %s, without a word in the policy [row 0.05]', (path) => {
    expect(found({}, path)).toEqual([[path, expect.any(String), 'approved-core-change']]);
  });

  test.each(['src/lockkeeper.yaml', 'github/ci.yml', 'docs/agents.md', 'src/CODEOWNERS', 'gitattributes'])(
    'is not %s',
    (path) => {
      expect(found({}, path)).toEqual([]);
    },
  );

  test('is what the policy says, and the policy itself', () => {
    const draft = { integrity: { self_protect: { paths: ['Makefile'], require: { label: 'x' } } } };
    expect(found(draft, 'Makefile', 'CODEOWNERS', 'lockkeeper.toml')).toEqual([
      ['Makefile', 'Makefile', 'x'],
      ['lockkeeper.toml', 'lockkeeper.toml', 'x'],
    ]);
  });

  test('is more with the preset', () => {
    const preset = { extends: 'self-protection' };
    expect(found(preset, 'Makefile', 'web/package.json', 'CODEOWNERS').map(([path]) => path)).toEqual([
      'Makefile',
      'web/package.json',
      'CODEOWNERS',
    ]);
  });
});

test('a release had its approvals when it was merged, and what nobody saw is told elsewhere', () => {
  const { change } = changeSeen({ changes: ['CODEOWNERS'] }, {});
  const policy = policyOf({});
  expect(selfProtectedChanges(policy, { change, focus: { kind: 'release' } })).toEqual([]);
  expect(selfProtectedChanges(policy, { change: unobserved('x'), focus: { kind: 'change' } })).toEqual([]);
  expect(selfProtectedChanges(policy, { change, focus: { kind: 'tree' } })).toHaveLength(1);
});
