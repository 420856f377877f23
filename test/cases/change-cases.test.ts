import { describe, expect, it } from 'vitest';

import { checkerFor, loadPolicy, PRESETS, type ChangeEntry, type Report } from '@lockkeeper/policy-core';
import { caseRows } from './case-files.ts';

/** One real commit, with rename detection on. */
interface CommitCase {
  readonly repo: string;
  readonly changes: readonly RealChange[];
}

interface RealChange {
  readonly status: 'M' | 'A' | 'D' | 'R';
  readonly path: string;
  readonly oldPath?: string;
  readonly oldMode: string;
  readonly newMode: string;
}

const commits = caseRows<CommitCase>('diffs.jsonl.gz');

describe.skipIf(commits === undefined)('2,000 real commits', () => {
  const rows = (commits ?? []).map(({ repo, changes }) => ({ repo, entries: changes.flatMap(bothSides) }));

  it('make no finding under a policy that protects nothing of theirs', () => {
    const check = checker({
      protected: [{ id: 'own', paths: ['no/such/folder/**'], require: { label: 'ok' } }],
    });
    const found = rows.filter(({ entries }) => about(check(entries)).length > 0);
    expect(found.map(({ repo }) => repo)).toEqual([]);
    expect(rows).toHaveLength(2_000);
  });

  it('make findings at every path under a policy that protects everything', () => {
    const check = checker({ protected: [{ id: 'all', paths: ['**'], require: { label: 'ok' } }] });
    const missed = rows.filter(({ entries }) => pathsIn(check(entries)).length !== entries.length);
    expect(missed.map(({ repo }) => repo)).toEqual([]);
  });

  it('make findings exactly at the paths that self-protection names, on both sides of a rename', () => {
    const check = checker({ extends: 'self-protection' });
    const different = rows.filter(({ entries }) => {
      const expected = entries.map(({ path }) => path).filter(isSelfProtected);
      return JSON.stringify(pathsIn(check(entries))) !== JSON.stringify(expected.toSorted());
    });
    expect(different.map(({ repo }) => repo)).toEqual([]);
  });

  it('touch what enforces a policy now and then, so that the test above says something', () => {
    const touching = rows.filter(({ entries }) => entries.some(({ path }) => isSelfProtected(path)));
    console.info(`self-protection: ${touching.length} of ${rows.length} commits touch what it names`);
    expect(touching.length).toBeGreaterThan(50);
  });

  it('pass with the label, whatever they touch', () => {
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\nextends: self-protection\n' });
    const judge = checkerFor(policy, undefined);
    const labels = [{ name: 'approved-core-change', authority: { known: true, value: 'trusted' } as const }];
    const refused = rows.filter(
      ({ entries }) => judge.checkChange({ changes: entries, labels }, { stage: 'ci' }).verdict !== 'pass',
    );
    expect(refused.map(({ repo }) => repo)).toEqual([]);
  });
});

/** What the preset's patterns mean, said once more without patterns. */
function isSelfProtected(path: string): boolean {
  const files = [
    'lockkeeper.yaml',
    'lockkeeper.yml',
    'lockkeeper.toml',
    'lockkeeper.json',
    'lockkeeper.baseline.json',
    'CODEOWNERS',
    'docs/CODEOWNERS',
    '.gitattributes',
  ];
  const folders = ['.github', '.claude', '.cursor', '.codex', ...files];
  return (
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) ||
    path.split('/').some((name) => name === 'AGENTS.md' || name === 'CLAUDE.md')
  );
}

it('the test knows every pattern of the preset', () => {
  const preset = PRESETS.find(({ name }) => name === 'self-protection');
  const patterns = preset?.value.protected?.flatMap(({ paths }) => paths) ?? [];
  const samples = patterns.map((pattern) => pattern.replace('**/', 'a/b/').replace('**', 'a/b'));
  expect(samples.filter((path) => !isSelfProtected(path))).toEqual([]);
});

function bothSides({ status, path, oldPath, oldMode, newMode }: RealChange): readonly ChangeEntry[] {
  const added: ChangeEntry = { status: 'added', path, oldMode: '000000', newMode };
  if (status === 'A') return [added];
  if (status === 'D') return [{ status: 'deleted', path, oldMode, newMode: '000000' }];
  if (status === 'M') return [{ status: 'modified', path, oldMode, newMode }];
  return [{ status: 'deleted', path: oldPath ?? '', oldMode, newMode: '000000' }, added];
}

function checker(more: object): (entries: readonly ChangeEntry[]) => Report {
  const text = JSON.stringify({ version: 1, ...more });
  const judge = checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), undefined);
  return (changes) => judge.checkChange({ changes, labels: [] }, { stage: 'ci' });
}

function about({ findings, undetermined }: Report) {
  return [...findings, ...undetermined];
}

function pathsIn(report: Report): readonly string[] {
  return about(report)
    .flatMap(({ at }) => at?.path ?? [])
    .toSorted();
}
