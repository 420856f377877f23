import { afterAll, expect, it } from 'vitest';

import { checkerFor, loadPolicy, type ChangeInput } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';
import { gitCoverage, type GitCoverage } from '../paths/git-coverage.ts';
import { pathspecsFor } from '../paths/lockpath-pathspecs.ts';
import { describeCases } from './case-files.ts';
import { realCommits, type RealCommit } from './real-commits.ts';

type LoadedPolicy = ReturnType<typeof loadPolicy>;

interface Section {
  readonly paths: readonly string[];
  readonly except?: readonly string[];
}

/** How many commits and paths a section must be about at least, so that it says something. */
interface Extent {
  readonly commits: number;
  readonly paths: number;
}

const commits = realCommits();
const rows = commits;
const PATHS = pathsOf(rows);

const SELF_PROTECT =
  `lockkeeper.yaml lockkeeper.yml lockkeeper.toml lockkeeper.json .lockkeeper/** .github/** CODEOWNERS
  docs/CODEOWNERS .gitattributes **/.gitattributes .gitmodules .claude/** .cursor/** .codex/** **/AGENTS.md **/CLAUDE.md
  .vscode/** Makefile package.json .pre-commit-config.yaml`.split(/\s+/);
const PROTECTED =
  `backend/app/core/** backend/app/security/** backend/app/database/** backend/app/services/payments**
  backend/app/guardian/** backend/app/db/migrations/**`.split(/\s+/);
const ALLOW =
  `/docs/*.md /docs/reports/**/*.md /docs/archive/**/*.md /infrastructure/*.yml /infrastructure/*.json
  /infrastructure/scripts/* backend/app/routers/ backend/app/services/ backend/app/api/deps.py`.split(/\s+/);
const DENY = `backend/app/core/security.py backend/app/core/encryption.py backend/app/core/auth.py
  backend/app/db/migrations/ backend/app/services/payments* backend/app/services/payments** backend/app/guardian/**`.split(
  /\s+/,
);
/** The example's folders are of one project; the same forms over what many projects have. */
const COMMON =
  `src/** /docs/** tests/ **/migrations/** **/test_*.py **/*.lock packages/*/package.json server/ddl** .git*
  **/package-lock.json **/*.y?ml lib/*/*.rb cmd/** dd** **/__init__.py`.split(/\s+/);

const EXAMPLE: readonly (readonly [name: string, section: Section, extent: Extent])[] = [
  ['what enforces the policy', { paths: SELF_PROTECT }, { commits: 100, paths: 100 }],
  ['the same forms as in the example', { paths: COMMON }, { commits: 500, paths: 2_000 }],
  [
    'all but tests and documents',
    { paths: ['**'], except: ['tests/**', '**/test/**', '**/*_test.go', '**/*.md', 'docs/'] },
    { commits: 1_000, paths: 4_000 },
  ],
  ['everything', { paths: ['**'] }, { commits: 1_999, paths: 11_812 }],
];

/** Where the policy of the example looks, and its neighbours. */
const PLACES =
  `backend/app/core backend/app/security backend/app/database backend/app/services backend/app/services/payments
  backend/app/services/payments_v2 backend/app/guardian backend/app/db/migrations backend/app/db backend/app/routers
  backend/app docs docs/reports docs/archive/2025 infrastructure infrastructure/scripts frontend backend/app/corex`.split(
    /\s+/,
  );
const MOVED: readonly (readonly [name: string, section: Section, extent: Extent])[] = [
  ['the protected sections', { paths: PROTECTED }, { commits: 1_000, paths: 3_000 }],
  ['what an agent may change', { paths: ALLOW }, { commits: 500, paths: 1_500 }],
  ['what an agent must not change', { paths: DENY }, { commits: 500, paths: 2_000 }],
  ['what it may change less what it must not', { paths: ALLOW, except: DENY }, { commits: 100, paths: 500 }],
  [
    'all of it together',
    { paths: [...SELF_PROTECT, ...PROTECTED, ...ALLOW, ...DENY] },
    { commits: 1_000, paths: 5_000 },
  ],
];

/** Patterns of each form, made from every 61st path. */
const FORMS: Readonly<Record<string, (path: string) => string>> = {
  'a file': (path) => escaped(path),
  'a folder by its name': (path) => escaped(folderOf(path)),
  'a folder with a slash': (path) => `/${escaped(folderOf(path))}/`,
  'a folder and what is below': (path) => `${escaped(folderOf(path))}/**`,
  'the entries of a folder': (path) => `${escaped(folderOf(path))}/*`,
  'a name anywhere': (path) => `**/${escaped(nameOf(path))}`,
  'a folder of that name anywhere': (path) => `**/${escaped(nameOf(folderOf(path)))}/**`,
  'an ending at the root': (path) => `*${endingOf(path)}`,
  'an ending in a folder': (path) => `${escaped(folderOf(path))}/*${endingOf(path)}`,
  'an ending below a folder': (path) => `${escaped(topOf(path))}/**/*${endingOf(path)}`,
  'any beginning of a name': (path) => `${escaped(path.slice(0, Math.max(path.lastIndexOf('/') + 3, 2)))}*`,
  'a beginning and whatever follows': (path) => `${escaped(folderOf(path))}**`,
  'one character left open': (path) => escaped(path.slice(0, -1)) + '?',
  'one folder left open': (path) =>
    path
      .split('/')
      .map(escaped)
      .with(path.includes('/') ? -2 : 0, '*')
      .join('/'),
};

describeCases('2,000 real commits, with git as the judge of both sides', () => {
  const git = gitFor(PATHS);

  it('hold every kind of change', () => {
    const statuses = new Set(rows.flatMap(({ entries }) => entries.map(({ status }) => status)));
    expect([...statuses].toSorted()).toEqual(['added', 'deleted', 'modified']);
    expect(rows).toHaveLength(2_000);
    expect(rows.flatMap(({ entries }) => entries)).toHaveLength(15_928);
    expect(PATHS).toHaveLength(11_812);
  });

  it.each(EXAMPLE)('touch %s exactly where git says so', (_, section, extent) => {
    const touched = expectAsGitSays({ rows, git: git() }, section);
    expect(touched.commits).toBeGreaterThanOrEqual(extent.commits);
    expect(touched.paths).toBeGreaterThanOrEqual(extent.paths);
  });

  it.each(Object.entries(FORMS))('touch %s exactly where git says so', (_, form) => {
    const paths = [...new Set(everyPath(61).map(form))];
    const touched = expectAsGitSays({ rows, git: git() }, { paths });
    expect(paths.length).toBeGreaterThan(15);
    expect(touched.commits).toBeGreaterThan(5);
  });

  it('touch a mixture of all forms, less another, exactly where git says so', () => {
    const forms = Object.values(FORMS);
    const mixed = everyPath(37).flatMap((path, index) => forms[index % forms.length]?.(path) ?? []);
    const touched = expectAsGitSays(
      { rows, git: git() },
      {
        paths: mixed.filter((_, index) => index % 5 !== 0),
        except: mixed.filter((_, index) => index % 5 === 0),
      },
    );
    expect(touched.commits).toBeGreaterThan(200);
    expect(touched.paths).toBeGreaterThan(500);
  });

  it('touch nothing of a folder that none of them has', () => {
    const touched = expectAsGitSays({ rows, git: git() }, { paths: ['no/such/folder/**'] });
    expect(touched).toEqual({ commits: 0, paths: 0 });
  });

  it('touch what the policy protects unasked exactly where git says so', () => {
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
    if (policy.kind === 'invalid') throw new Error('The smallest policy is one.');
    const patterns = policy.integrity.selfProtect.paths.map(({ pattern }) => pattern.text);
    const covered = git().covered(patterns.flatMap(pathspecsFor));
    const judge = judgeOf(policy, 'policy/self-protect');
    const touched = expectSame(rows, judge, covered);
    expect(touched).toBeGreaterThan(100);
  });

  it('pass by the rule with the label of somebody who may give it', () => {
    const text = JSON.stringify({
      version: 1,
      protected: [{ id: 'all', paths: ['**'], require: { label: 'approved' } }],
    });
    const judge = judgeOf(loadPolicy({ path: 'lockkeeper.json', text }), 'paths/protected', APPROVED);
    expect(expectSame(rows, judge, new Set())).toBe(0);
  });
});

describeCases('the same commits, moved to where the example looks', () => {
  const moved = rows.map(({ repo, entries }) => ({
    repo,
    entries: entries.map((entry) => ({ ...entry, path: movedPath(entry.path) })),
  }));
  const git = gitFor(pathsOf(moved));

  it.each(MOVED)('touch %s exactly where git says so', (_, section, extent) => {
    const touched = expectAsGitSays({ rows: moved, git: git() }, section);
    expect(touched.commits).toBeGreaterThanOrEqual(extent.commits);
    expect(touched.paths).toBeGreaterThanOrEqual(extent.paths);
  });
});

/** Built by the first test that asks. */
function gitFor(paths: readonly string[]): () => GitCoverage {
  let opened: GitCoverage | undefined;
  afterAll(() => opened?.remove());
  return () => (opened ??= gitCoverage(paths));
}

function pathsOf(some: readonly RealCommit[]): readonly string[] {
  return [...new Set(some.flatMap(({ entries }) => entries.map(({ path }) => path)))].toSorted();
}

function everyPath(step: number): readonly string[] {
  return PATHS.filter((path, index) => index % step === 0 && path.includes('/'));
}

/** Another top folder; which one hangs on the path alone, so that every commit moves it alike. */
function movedPath(path: string): string {
  const place = PLACES[PATHS.indexOf(path) % PLACES.length] ?? '';
  return `${place}/${path.slice(path.indexOf('/') + 1)}`;
}

/** Compares the findings and the verdict of every commit; answers how many are about something. */
function expectAsGitSays(
  { rows: some, git }: { readonly rows: readonly RealCommit[]; readonly git: GitCoverage },
  { paths, except = [] }: Section,
): Extent {
  const covered = git.covered([
    ...paths.flatMap(pathspecsFor),
    ...except.flatMap(pathspecsFor).map((spec) => spec.replace(':(', ':(exclude,')),
  ]);
  const text = JSON.stringify({
    version: 1,
    protected: [{ id: 'section', paths, except, require: { label: 'approved' } }],
  });
  const judge = judgeOf(loadPolicy({ path: 'lockkeeper.json', text }), 'paths/protected');
  return { commits: expectSame(some, judge, covered), paths: covered.size };
}

/** Answers how many commits touch what is covered. */
function expectSame(some: readonly RealCommit[], judge: Judge, covered: ReadonlySet<string>): number {
  const both = some.map(({ repo, entries }) => {
    const expected = entries.flatMap(({ path }) => (covered.has(path) ? [path] : [])).toSorted();
    return { repo, found: judge(entries), expected };
  });
  expect(both.filter((row) => JSON.stringify(row.found) !== JSON.stringify(row.expected))).toEqual([]);
  return both.filter(({ found }) => found.length > 0).length;
}

/** The paths that one rule finds; a commit fails by it where there are any. */
type Judge = (entries: readonly ChangeEntry[]) => readonly string[];

function judgeOf(policy: LoadedPolicy, rule: string, more: Partial<ChangeInput> = {}): Judge {
  const checker = checkerFor(policy, undefined);
  return (changes) => {
    const report = checker.checkChange({ changes, labels: [], ...more }, { stage: 'ci' });
    const found = [...report.findings, ...report.undetermined].filter((one) => one.rule === rule);
    if (found.length > 0 && report.verdict === 'pass') throw new Error('It found something and passed.');
    return found.flatMap(({ at }) => at?.path ?? []).toSorted();
  };
}

const APPROVED: Partial<ChangeInput> = {
  author: { login: 'otto', id: 8, isBot: false },
  commits: [],
  pullRequest: {
    number: 1,
    author: { login: 'otto', id: 8, isBot: false },
    branch: 'feature/x',
    pushedAt: { known: true, value: '2026-11-20T08:00:00Z' },
    pushers: { known: true, value: [] },
  },
  labels: [
    {
      kind: 'applied',
      name: 'approved',
      by: { login: 'maria', id: 7, isBot: false },
      role: { known: true, value: 'maintain' },
      at: '2026-11-20T09:00:00Z',
    },
  ],
};

function escaped(path: string): string {
  return path.replaceAll(/[*?[\]{}\\!]/g, '\\$&');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endingOf(path: string): string {
  const name = nameOf(path);
  return escaped(name.slice(Math.max(name.lastIndexOf('.'), 1)));
}
