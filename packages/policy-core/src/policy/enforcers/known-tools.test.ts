import { describe, expect, test } from 'vitest';

import { findSelfProtectedChanges } from '../../change/facts/self-protected-change.ts';
import { findAuthorship } from '../../change/facts/authorship.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { BY_A_PERSON, commitOf } from '../../testing/sample-change.ts';
import { AGENTS } from './agents.ts';
import { ENFORCERS, KNOWN_TOOLS } from './known-tools.ts';
import { FILE_CLASSES, type FileClass } from './tool.ts';

const POLICY = policyOf({});

function isProtected(path: string): boolean {
  return findSelfProtectedChanges(POLICY, changeObservations({ changes: [path] }, {})).length > 0;
}

const PATTERNS = KNOWN_TOOLS.flatMap(({ name, files }) =>
  files.flatMap(({ class: kind, patterns }) => patterns.map((pattern) => ({ name, kind, pattern }))),
);

/** Paths that a pattern stands for: at the root, in a package, and below its folder. */
function pathsOf(pattern: string): readonly string[] {
  const named = pattern.replace(/\/\*\*$/, '/x/y.md').replaceAll(/(?<=[^*/])\*|\*(?=[^*/])/g, 'yml');
  return named.startsWith('**/') ? [named.slice(3), `packages/a/${named.slice(3)}`] : [named];
}

/** In each class a file that nobody may leave out of the table, whoever tidies it up. */
const IN_EACH_CLASS: Readonly<Record<FileClass, readonly string[]>> = {
  agent: [
    'AGENTS.override.md',
    'services/api/AGENTS.override.md',
    '.clinerules',
    '.clinerules/10-style.md',
    'packages/web/.claude/settings.json',
    'packages/web/.cursor/mcp.json',
    'packages/web/.mcp.json',
    'opencode.json',
    '.roomodes',
    '.goosehints',
    '.kiro/hooks/format.kiro.hook',
    '.junie/guidelines.md',
    '.vscode/mcp.json',
  ],
  ci: [
    'tools/setup/action.yml',
    '.circleci/config.yml',
    'Jenkinsfile',
    '.gitlab/ci/test.yml',
    '.drone.yml',
    'buildkite/pipeline.yml',
    'buildkite.json',
  ],
  'git-hooks': [
    'lefthook.yml',
    '.lefthook/pre-push/check.sh',
    'web/.husky/pre-commit',
    '.lintstagedrc.json',
    'hk.pkl',
    'web/prek.toml',
    'web/.pre-commit-config.yaml',
    '.trunk/trunk.yaml',
  ],
  review: [
    'CODEOWNERS',
    '.gitlab/CODEOWNERS',
    '.gitea/CODEOWNERS',
    'pkg/OWNERS',
    '.mergify.yml',
    '.coderabbit.yaml',
    'renovate.json',
    '.policy.yml',
    '.pullapprove.yml',
  ],
  install: [
    '.npmrc',
    'web/.yarnrc.yml',
    '.yarn/plugins/a.cjs',
    '.pnpmfile.cjs',
    'bunfig.toml',
    'binding.gyp',
  ],
  git: ['backend/.gitattributes', '.gitmodules', '.lfsconfig'],
  lockkeeper: ['.lockkeeper/x', 'scripts/deploy_guard.sh'],
};

describe.each(FILE_CLASSES)('files of the class %s', (kind) => {
  test.each(PATTERNS.filter((found) => found.kind === kind))('$pattern of $name', ({ pattern }) => {
    for (const path of pathsOf(pattern)) expect([path, isProtected(path)]).toEqual([path, true]);
  });

  test.each(IN_EACH_CLASS[kind])('%s', (path) => {
    expect(isProtected(path)).toBe(true);
  });
});

test.each([
  'Dockerfile',
  '.gitignore',
  '.editorconfig',
  '.vscode/settings.json',
  '.devcontainer/devcontainer.json',
  '.env.example',
  'docs/agents.md',
  'docs/CLAUDE.md.txt',
  'src/agents/AGENTS.py',
  '.kiro/specs/login/tasks.md',
  'src/owners.py',
  'src/rules',
  'docs/.rules',
  'src/action.ts',
  'config/lefthook.md/x',
  'src/hooks/useHusky.ts',
  'app/Jenkins.md',
  'infra/main.tf',
  '.github/FUNDING.yml',
  '.github/ISSUE_TEMPLATE/bug.yml',
  '.github/pull_request_template.md',
  '.github/SECURITY.md',
])('%s is none of them: people change it every day', (path) => {
  expect(isProtected(path)).toBe(false);
});

describe('the table', () => {
  test('names each tool once, with a page of its vendor for everything it says', () => {
    const names = KNOWN_TOOLS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const sources = KNOWN_TOOLS.flatMap(({ files, signs }) => [
      ...files.map(({ source }) => source),
      ...(signs === undefined ? [] : [signs.source]),
    ]);
    for (const source of sources) expect(source).toMatch(/^https:\/\/[\w.-]+\/\S*$/);
    for (const { name, files, signs } of KNOWN_TOOLS)
      expect([name, files.length > 0 || signs !== undefined]).toEqual([name, true]);
  });

  test('protects each pattern once', () => {
    expect(new Set(ENFORCERS).size).toBe(ENFORCERS.length);
  });

  test('knows agents by exact accounts and addresses, and by branches of their own', () => {
    for (const { signs = { source: '' } } of AGENTS) {
      for (const email of signs.emails ?? []) expect(email).toMatch(/^(\*\+[\w[\]-]+|[\w.-]+)@[\w.-]+\.\w+$/);
      for (const account of signs.accounts ?? []) expect(account).toMatch(/^[\w-]+(\[bot\])?$/);
      for (const branch of signs.branches ?? []) expect(branch).toMatch(/^[a-z-]{4,}\/\*\*$/);
    }
  });
});

describe('an agent is known by', () => {
  const kindOf = (about: Parameters<typeof changeObservations>[0]) => {
    const found = findAuthorship(POLICY, changeObservations(about, { stage: 'ci' }));
    return found.known ? found.value.kind : found.reason;
  };
  const marks = (kind: 'accounts' | 'emails' | 'branches' | 'trailers') =>
    AGENTS.flatMap(({ name, signs }) => (signs?.[kind] ?? []).map((mark) => ({ name, mark })));

  test.each(marks('accounts'))('its account $mark', ({ mark }) => {
    const author = { login: mark, id: 7, isBot: mark.endsWith('[bot]') };
    expect(kindOf({ changes: ['a'], ...BY_A_PERSON, commits: [commitOf({})], author })).toBe('ai');
    const email = `12345+${mark}@users.noreply.github.com`;
    expect(
      kindOf({ changes: ['a'], ...BY_A_PERSON, commits: [commitOf({ author: { name: 'x', email } })] }),
    ).toBe('ai');
  });

  test.each(marks('emails'))('its address $mark', ({ mark }) => {
    const email = mark.replace('*+', '12345+');
    const line = `Co-authored-by: Somebody <${email}>`;
    const byIt = commitOf({ author: { name: 'x', email } });
    const withIt = commitOf({ message: `Fix\n\n${line}\n` });
    for (const commit of [byIt, withIt])
      expect(kindOf({ changes: ['a'], ...BY_A_PERSON, commits: [commit] })).toBe('ai');
  });

  test.each(marks('branches'))('its branches $mark', ({ mark }) => {
    const branch = mark.replace('**', 'x');
    expect(kindOf({ changes: ['a'], ...BY_A_PERSON, commits: [commitOf({})], branch })).toBe('ai');
  });

  test.each(marks('trailers'))('its trailer $mark', ({ mark }) => {
    const commits = [commitOf({ message: `Fix\n\n${mark}: https://example.com/1\n` })];
    expect(kindOf({ changes: ['a'], ...BY_A_PERSON, commits })).toBe('ai');
  });
});
