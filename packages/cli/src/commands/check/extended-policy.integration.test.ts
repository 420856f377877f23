import { symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = 'version: 1\nextends: ./org/base.yaml\n';
const STRICT = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
`;
const LOOSE = 'version: 1\n';

/** A repository whose rules all stand in a base, and a branch on which somebody works. */
function repository(files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const made = temporaryRepository();
  made.commit({ 'lockkeeper.yaml': POLICY, 'org/base.yaml': STRICT, 'core/a.py': 'good\n', ...files });
  made.git('switch', '--quiet', '--create', 'topic');
  return made;
}

interface Told {
  readonly rule: string;
  readonly path: string | null;
}

/** Nobody looked for labels, so that what needs one is not determined; in CI that fails as well. */
async function checked({ root }: TemporaryRepository, ...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await runMain(
    ['check', '--no-cache', '--stage', 'ci', '--base', 'main', '--format', 'json', ...args],
    { cwd: root },
  );
  const report: {
    findings?: Told[];
    undetermined?: Told[];
    notices?: string[];
  } = stdout === '' ? {} : JSON.parse(stdout);
  const told = [...(report.findings ?? []), ...(report.undetermined ?? [])];
  const findings = told.map(({ rule, path: at }) => `${rule} ${at}`).toSorted();
  return { exitCode, findings, report, stderr };
}

describe('a change is judged by the base of the policy as the branch it goes to has it', () => {
  test('which protects what it protected', async () => {
    const work = repository();
    work.commit({ 'core/a.py': 'evil\n' });
    expect(await checked(work)).toMatchObject({ exitCode: 2, findings: ['paths/protected core/a.py'] });
  });

  test('whatever the change makes of that file, which needs an approval by itself', async () => {
    const work = repository();
    work.commit({ 'core/a.py': 'evil\n', 'org/base.yaml': LOOSE });
    const { exitCode, findings, report } = await checked(work);
    expect(exitCode).toBe(2);
    expect(findings).toEqual(['paths/protected core/a.py', 'policy/self-protect org/base.yaml']);
    expect(report.notices?.join('\n')).toContain('This change edits the policy.');
  });

  test('also where the file becomes a link, or goes away', async () => {
    const linked = repository({ 'org/loose.yaml': LOOSE });
    linked.git('rm', '--quiet', 'org/base.yaml');
    symlinkSync('loose.yaml', path.join(linked.root, 'org/base.yaml'));
    linked.commit({ 'core/a.py': 'evil\n' });
    const gone = repository();
    gone.git('rm', '--quiet', 'org/base.yaml');
    gone.commit({ 'core/a.py': 'evil\n' });
    for (const work of [linked, gone]) {
      const { exitCode, findings } = await checked(work);
      expect(exitCode).toBe(1);
      expect(findings).toEqual([
        'paths/protected core/a.py',
        ...(work === linked ? ['paths/symlink org/base.yaml'] : []),
        'policy/invalid lockkeeper.yaml',
        'policy/self-protect org/base.yaml',
      ]);
    }
  });

  test('and one that breaks it is told at its line, with the entry that leads there', async () => {
    const work = repository();
    work.commit({ 'org/base.yaml': 'version: 1\nprotectd: []\n' });
    const { report } = await checked(work);
    expect(report.findings?.find(({ rule }) => rule === 'policy/invalid')).toMatchObject({
      path: 'org/base.yaml',
      line: 2,
      related: [{ message: 'The policy extends it here.', path: 'lockkeeper.yaml', line: 2 }],
    });
  });
});

test('a base that is only on disk judges no commit', async () => {
  const work = temporaryRepository();
  work.commit({ 'lockkeeper.yaml': POLICY, '.gitignore': 'org/\n', 'core/a.py': 'good\n' });
  work.git('switch', '--quiet', '--create', 'topic');
  work.write('org/base.yaml', LOOSE);
  work.commit({ 'core/a.py': 'evil\n' });
  const { exitCode, stderr } = await checked(work);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('org/base.yaml does not exist. Add it, or take it out of extends.');
});

test('what is wrong with a base is told at its line on the terminal, with the chain that leads there', async () => {
  const work = temporaryRepository();
  work.commit({ 'lockkeeper.yaml': POLICY, 'org/base.yaml': 'version: 1\nprotectd: []\n' });
  const { exitCode, stderr } = await runMain(['check'], { cwd: work.root });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`org/base.yaml:2:1 Unknown key "protectd". Did you mean "protected"?
  extended at lockkeeper.yaml:2`);
  expect(stderr).toContain('protectd: []');
});

test('a saved run is judged again without the repository', async () => {
  const work = repository();
  work.commit({ 'core/a.py': 'evil\n' });
  await checked(work, '--save-snapshot', 'run.json');
  const again = await runMain(['check', '--snapshot', path.join(work.root, 'run.json'), '--format', 'json'], {
    cwd: temporaryRepository().root,
  });
  expect(again.exitCode).toBe(2);
  expect(again.stdout).toContain('paths/protected');
});

test('a kept verdict ends with an edit of the base', async () => {
  const work = repository();
  work.commit({ 'core/a.py': 'evil\n' });
  const run = () =>
    runMain(['check', '--stage', 'local', '--base', 'main', '--policy', 'worktree', '--format', 'json'], {
      cwd: work.root,
    });
  expect((await run()).stdout).toContain('paths/protected');
  expect((await run()).stdout).toContain('paths/protected');
  work.write('org/base.yaml', LOOSE);
  const { stdout } = await run();
  expect(JSON.parse(stdout)).toMatchObject({ undetermined: [{ rule: 'policy/self-protect' }] });
});
