import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../policy.ts';

const SECTIONS = `protected:
  - id: core
    paths: [backend/core/, 'payments*', /Makefile]
    except: ['*.md']
    require: { label: approved-core-change }
`;

function policyOf(patterns: string, more = ''): Policy {
  const policy = loadPolicy({
    path: 'lockkeeper.yaml',
    text: `version: 1\n${patterns}\n${SECTIONS}${more}`,
  });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

function covered(policy: Policy, paths: readonly string[]): readonly string[] {
  return paths.filter((path) =>
    policy.protected.some(
      (section) =>
        section.paths.some(({ pattern }) => pattern.matches(path)) &&
        !section.except.some((pattern) => pattern.matches(path)),
    ),
  );
}

const PATHS = ['backend/core', 'backend/core/a.py', 'app/payments_v2/a.py', 'Makefile', 'backend/core/a.md'];

describe('the dialect of a policy', () => {
  test('of CODEOWNERS reads its lists as GitHub does', () => {
    expect(covered(policyOf('patterns: { dialect: codeowners }'), PATHS)).toEqual([
      'backend/core/a.py',
      'app/payments_v2/a.py',
      'Makefile',
    ]);
  });

  test.each(['', 'patterns: { dialect: lockpath }', 'patterns: { case: sensitive, unicode: nfc }'])(
    'is lockpath with %j',
    (patterns) => {
      expect(covered(policyOf(patterns), PATHS)).toEqual([
        'backend/core',
        'backend/core/a.py',
        'Makefile',
        'backend/core/a.md',
      ]);
    },
  );

  test('does not change what the policy protects unasked, folders that became links included', () => {
    const own = (patterns: string) =>
      policyOf(patterns).integrity.selfProtect.paths.map(({ pattern }) => pattern);
    for (const path of ['.github', '.github/workflows/ci.yml', 'lockkeeper.yaml', 'backend/AGENTS.md']) {
      expect(own('patterns: { dialect: codeowners }').some((pattern) => pattern.matches(path))).toBe(true);
    }
    expect(own('patterns: { dialect: codeowners }').map(({ text }) => text)).toEqual(
      own('').map(({ text }) => text),
    );
  });

  test('does not let a preset protect less, folders that became links included', () => {
    const own = (keys: string) =>
      policyOf(`extends: self-protection\n${keys}`).integrity.selfProtect.paths.map(({ pattern }) => pattern);
    const paths = ['.github', '.github/workflows/ci.yml', '.claude', '.claude/a', 'x/AGENTS.md', 'Makefile'];
    for (const dialect of ['lockpath', 'codeowners']) {
      const patterns = own(`patterns: { dialect: ${dialect} }`);
      expect(paths.filter((path) => !patterns.some((pattern) => pattern.matches(path)))).toEqual([]);
    }
  });

  test('of CODEOWNERS gives no hint about a star that reaches into folders', () => {
    expect(policyOf('patterns: { dialect: codeowners }').hints).toEqual([]);
    expect(policyOf('').hints).toHaveLength(1);
  });

  test.each(["'!docs'", "'[a-z].py'", "'\\#a'", "'a b'"])(
    'of CODEOWNERS makes %s a problem of the policy, named once',
    (pattern) => {
      const text = `version: 1\npatterns: { dialect: codeowners }\nscope: [${pattern}]\n`;
      const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
      expect(policy.kind === 'invalid' && policy.problems.map(({ at }) => at.start.line)).toEqual([2]);
    },
  );

  test('that is neither is a problem', () => {
    const text = 'version: 1\npatterns: { dialect: gitignore }\n';
    expect(loadPolicy({ path: 'lockkeeper.yaml', text }).kind).toBe('invalid');
  });
});
