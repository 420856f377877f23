import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findSelfProtectedChanges } from './self-protected-change.ts';

function found(draft: object, ...changes: readonly string[]) {
  return findSelfProtectedChanges(policyOf(draft), changeObservations({ changes }, {})).map(
    ({ entry, because, label }) => [
      entry.path,
      because.kind === 'path' ? because.pattern.pattern.text : because.kind,
      label,
    ],
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
    '.mcp.json',
    'GEMINI.md',
    'backend/GEMINI.md',
    '.gemini/settings.json',
    'CLAUDE.local.md',
    'backend/CLAUDE.local.md',
    '.cursorrules',
    '.windsurfrules',
    '.windsurf/rules/a.md',
    '.aider.conf.yml',
    '.lfsconfig',
    '.gitlab-ci.yml',
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

describe('in a release', () => {
  const inRelease = (draft: object, changes: ChangeInput['changes']) =>
    findSelfProtectedChanges(policyOf(draft), {
      ...changeObservations({ changes }, {}),
      focus: { kind: 'release' },
    }).map(({ entry, label }) => [entry.path, label]);

  test('it is judged again: not all of it came through a pull request', () => {
    expect(inRelease({}, ['CODEOWNERS', 'lockkeeper.yaml', 'docs/a.md'])).toEqual([
      ['CODEOWNERS', 'approved-core-change'],
      ['lockkeeper.yaml', 'approved-core-change'],
    ]);
  });

  const NARROW = { integrity: { self_protect: { paths: ['Makefile'], require: { label: 'x' } } } };

  test('it is what the policy lists, as long as the policy is the released one', () => {
    expect(inRelease(NARROW, ['Makefile', '.github/workflows/ci.yml', 'docs/a.md'])).toEqual([
      ['Makefile', 'x'],
    ]);
  });

  test('it is what is built in as well where the policy changed, or a looser one would hide itself', () => {
    expect(inRelease(NARROW, ['lockkeeper.json', '.github/workflows/ci.yml', 'docs/a.md'])).toEqual([
      ['lockkeeper.json', 'x'],
      ['.github/workflows/ci.yml', 'x'],
    ]);
  });

  describe('the policy itself is not asked for', () => {
    test('where there was none at the release', () => {
      const changes = ['lockkeeper.json', '.github/workflows/ci.yml'].map(added);
      expect(inRelease({}, changes)).toEqual([['.github/workflows/ci.yml', 'approved-core-change']]);
    });

    test.each<readonly [string, ChangeInput['changes']]>([
      ['except where it only got another name', [added('lockkeeper.json'), deleted('lockkeeper.yaml')]],
      ['except where it lay there as something else', [{ path: 'lockkeeper.json', status: 'type-changed' }]],
    ])('%s', (_, changes) => {
      expect(inRelease({}, changes)).toHaveLength(changes.length);
    });
  });
});

test('what nobody saw is told elsewhere', () => {
  const seen = changeObservations({ changes: ['CODEOWNERS'] }, {});
  const policy = policyOf({});
  for (const kind of ['change', 'release'] as const)
    expect(findSelfProtectedChanges(policy, { ...seen, change: unobserved('x'), focus: { kind } })).toEqual(
      [],
    );
  expect(findSelfProtectedChanges(policy, { ...seen, focus: { kind: 'tree' } })).toHaveLength(1);
});

function added(path: string) {
  return { path, status: 'added' as const };
}

function deleted(path: string) {
  return { path, status: 'deleted' as const };
}
