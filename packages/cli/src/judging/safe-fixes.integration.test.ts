import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Seen } from '@lockkeeper/operations/observe';
import { loadPolicy, observed, unobserved, type Fix, type Report } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../testing/run-main.ts';
import { applySafeFixes, type JudgedRun } from './safe-fixes.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock }
`;

describe('check --fix', () => {
  test('repairs, says what it did and judges again', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml': POLICY,
      'requirements.txt': 'fastapi==0.110.0\nhttpx==0.27.0\n',
      'requirements.lock': 'fastapi==0.110.0\n',
    });
    const { exitCode, stdout, stderr } = await runMain(['check', '--fix'], { cwd: repository.root });
    expect(stderr).toBe('Fixed requirements.lock: Add httpx==0.27.0 to requirements.lock.\n');
    expect(readFileSync(path.join(repository.root, 'requirements.lock'), 'utf8')).toBe(
      'fastapi==0.110.0\nhttpx==0.27.0\n',
    );
    expect(stdout).not.toContain('dependencies/lock-in-sync');
    expect(exitCode).toBe(0);
  });

  test('repairs what lies beside what was judged', async () => {
    const repository = temporaryRepository();
    const revision = (id: string, parent: string) =>
      `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${parent}\n\n\ndef upgrade():\n    op.create_table("t_${id}")\n\n\ndef downgrade():\n    op.drop_table("t_${id}")\n`;
    repository.commit({
      'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions] }\n',
      'alembic.ini': '[alembic]\nscript_location = alembic\n',
      'alembic/versions/a1_x.py': revision('a1', 'None'),
      'alembic/versions/b2_y.py': revision('b2', '"a1"'),
      '.alembic-head': 'a1\n',
    });
    const { stderr } = await runMain(['check', '--fix'], { cwd: repository.root });
    expect(stderr).toBe('Fixed .alembic-head: Write b2 into .alembic-head.\n');
    expect(readFileSync(path.join(repository.root, '.alembic-head'), 'utf8')).toBe('b2\n');
  });

  test('keeps Windows line ends and a byte order mark', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml': POLICY,
      'requirements.txt': '\uFEFFfastapi==0.110.0\r\nhttpx==0.27.0\r\n',
      'requirements.lock': '\uFEFFfastapi==0.110.0\r\n',
    });
    await runMain(['check', '--fix'], { cwd: repository.root });
    expect(readFileSync(path.join(repository.root, 'requirements.lock'), 'utf8')).toBe(
      '\uFEFFfastapi==0.110.0\r\nhttpx==0.27.0\r\n',
    );
  });

  test('changes nothing where nothing is to be fixed', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml': POLICY,
      'requirements.txt': 'a==1\n',
      'requirements.lock': 'a==1\n',
    });
    const { exitCode, stderr } = await runMain(['check', '--fix'], { cwd: repository.root });
    expect({ exitCode, stderr, status: repository.git('status', '--porcelain') }).toEqual({
      exitCode: 0,
      stderr: '',
      status: '',
    });
  });

  test.each([
    ['a commit', ['--head', 'HEAD'], {}],
    ['what CI judges', [], { CI: '1' }],
  ])('is refused for %s', async (_, args, env) => {
    const repository = temporaryRepository();
    repository.commit({ 'lockkeeper.yaml': POLICY });
    const { exitCode, stderr } = await runMain(['check', '--fix', ...args], { cwd: repository.root, env });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      '--fix changes the files on disk, but what is judged is HEAD. Run it without --head and --event, at stage local.\n',
    );
  });
});

describe('rounds of fixes', () => {
  test('go on while fixes bring others to light', async () => {
    const disk = fakeDisk({ 'a.txt': '3' });
    const run = await applySafeFixes(disk.judge(), disk);
    expect(disk.files).toEqual({ 'a.txt': '0' });
    expect(run.fixed).toEqual([
      'Fixed a.txt: Count down.',
      'Fixed a.txt: Count down.',
      'Fixed a.txt: Count down.',
    ]);
    expect(run.report.findings).toEqual([]);
  });

  test('end after ten although a fix never settles', async () => {
    const disk = fakeDisk({ 'a.txt': '99' });
    const run = await applySafeFixes(disk.judge(), disk);
    expect(run.fixed).toHaveLength(10);
    expect(disk.files).toEqual({ 'a.txt': '89' });
  });

  test('leave alone what needs a review', async () => {
    const disk = fakeDisk({ 'a.txt': '3' }, 'needs-review');
    const run = await applySafeFixes(disk.judge(), disk);
    expect({ fixed: run.fixed, files: disk.files }).toEqual({ fixed: [], files: { 'a.txt': '3' } });
  });

  test('make a file that is not there yet', async () => {
    const disk = fakeDisk({ 'a.txt': '0' });
    const start = { line: 0, character: 0 };
    const edit = { path: 'b.txt', start, end: start, text: '0', creates: true as const };
    const [finding] = reportOf({ 'a.txt': '1' }, 'safe').findings;
    if (finding === undefined) throw new Error('It finds something.');
    const making: Fix = { title: 'Create b.txt', safety: 'safe', edits: [edit] };
    const { seen, report } = disk.judge();
    const findings = [{ ...finding, fixes: [making] }];
    const run = await applySafeFixes({ seen, report: { ...report, findings } }, disk);
    expect(run.fixed).toEqual(['Fixed b.txt: Create b.txt.']);
    expect(disk.files).toEqual({ 'a.txt': '0', 'b.txt': '0' });
  });

  test('stop at a file that cannot be written and name those that were', async () => {
    const disk = fakeDisk({ 'a.txt': '1', 'b.txt': '1' });
    const writer = {
      replace: async (file: string, text: string) => {
        if (file === 'b.txt') throw Object.assign(new Error('write failed'), { code: 'ENOSPC' });
        await disk.writer.replace(file, text);
      },
      create: disk.writer.create,
    };
    await expect(applySafeFixes(disk.judge(), { ...disk, writer })).rejects.toThrow(
      'b.txt was not written: the disk is full. Already fixed, and whole: a.txt.',
    );
    expect(disk.files).toEqual({ 'a.txt': '0', 'b.txt': '1' });
  });
});

/** A world in which every file that does not hold 0 has a finding whose fix counts down. */
function fakeDisk(start: Readonly<Record<string, string>>, safety: Fix['safety'] = 'safe') {
  const files: Record<string, string> = { ...start };
  const judge = (): JudgedRun => ({ seen: seenOf(files), report: reportOf(files, safety) });
  return {
    files,
    judge,
    judgeAgain: async () => judge(),
    writer: {
      replace: async (file: string, text: string) => {
        files[file] = text;
      },
      create: async (file: string, text: string) => {
        if (Object.hasOwn(files, file)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
        files[file] = text;
      },
    },
  };
}

function seenOf(files: Readonly<Record<string, string>>): Seen {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is not valid.');
  const nothing = unobserved('not in this test');
  return {
    kind: 'seen',
    policy,
    policyText: 'version: 1\n',
    policyOrigin: 'worktree',
    bootstrap: false,
    baseline: undefined,
    notices: [],
    observations: {
      focus: { kind: 'tree' },
      files: Object.fromEntries(
        Object.entries(files).map(([file, text]) => [file, observed({ kind: 'text' as const, text })]),
      ),
      listing: nothing,
      filesBefore: {},
      links: {},
      folders: {},
      present: {},
      change: nothing,
      labels: nothing,
      pullRequest: nothing,
      author: nothing,
      agentSigns: [],
      deployment: null,
      settled: nothing,
      recordedCommit: nothing,
      now: nothing,
    },
  };
}

function reportOf(files: Readonly<Record<string, string>>, safety: Fix['safety']): Report {
  const findings = Object.entries(files)
    .filter(([, text]) => text !== '0')
    .map(([file, text]) => {
      const end = { line: 0, character: text.length };
      const start = { line: 0, character: 0 };
      const edits = [{ path: file, start, end, text: String(Number(text) - 1) }];
      return {
        rule: 'test/zero',
        severity: 'error' as const,
        message: 'It is not 0.',
        messageId: 'notZero',
        data: {},
        at: { path: file, start, end },
        evidence: [],
        related: [],
        fixes: [{ title: 'Count down', safety, edits }],
        fingerprint: file,
      };
    });
  return {
    verdict: findings.length === 0 ? 'pass' : 'fail',
    stage: 'local',
    focus: { kind: 'tree' },
    policy: {
      path: 'lockkeeper.yaml',
      source: 'worktree',
      bootstrap: false,
      title: undefined,
      version: undefined,
    },
    findings,
    judged: { revisions: 0, downgrades: 0, pairs: 0, changedFiles: undefined },
    places: [],
    unsupported: [],
    undetermined: [],
    crashed: [],
    waived: [],
    baselined: [],
    outdatedBaselineEntries: undefined,
    rules: [],
    leftOut: [],
    files: Object.keys(files).length,
    notices: [],
  };
}
