import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const GUARD = '.github/workflows/lockkeeper-guard.yml';
const CALLER = '.github/workflows/lockkeeper.yml';
const OTHERS = '.github/workflows/lockkeeper-other-bases.yml';
const DEPENDENCIES = '.github/workflows/lockkeeper-dependencies.yml';
const OWNERS = '.github/CODEOWNERS';
const RULESET = '.github/rulesets/lockkeeper-main.json';
const POLICY = `version: 1
protected: [{ id: core, paths: [backend/core/**], owners: ["@org/core"], require: { label: ok } }]
branches: { production: { match: [main], direct_push: deny, force_push: deny } }
`;

describe('generate', () => {
  test('workflows writes the guard and its caller, and says what to do next', async () => {
    const repository = sample();
    const { exitCode, stdout, stderr } = await generate(repository, 'workflows');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        `Wrote ${GUARD}.`,
        `Wrote ${CALLER}.`,
        `Wrote ${OTHERS}.`,
        '',
        'Next:',
        '  Commit these files to the default branch: its version judges pull requests.',
        '  Make the check of each guarded branch required, in its own ruleset: "lockkeeper / guard (refs/heads/main)". `lockkeeper generate rulesets` writes them.',
        '',
      ].join('\n'),
    );
    expect(text(repository, GUARD)).toContain('npx --yes lockkeeper@1.2.3 ');
  });

  test('workflows writes the guard under the name that a preset gives it, and names the one that is left [row 1.04]', async () => {
    const repository = sample();
    await generate(repository, 'workflows');
    repository.write('lockkeeper.yaml', `${POLICY}extends: mayassistant\n`);
    const { exitCode, stdout, stderr } = await generate(repository, 'workflows');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Wrote .github/workflows/backend_integrity_guard.yml.\n');
    expect(stdout).toContain(`${GUARD} is no longer what the policy comes to. Delete it.\n`);
    expect((await generate(repository, 'workflows', '--check')).exitCode).toBe(1);
  });

  test('warns where the files run a version that nobody published, and only then', async () => {
    for (const [what, warning] of [
      ['workflows', /^lockkeeper 0\.0\.0 is not on npm/],
      ['codeowners', /^$/],
    ] as const) {
      const { exitCode, stderr } = await runMain(['generate', what], {
        cwd: sample().root,
        version: '0.0.0',
      });
      expect(exitCode).toBe(0);
      expect(stderr).toMatch(warning);
    }
  });

  test('codeowners writes who owns what is protected', async () => {
    const repository = sample();
    expect((await generate(repository, 'codeowners')).stdout).toContain(`Wrote ${OWNERS}.`);
    expect(text(repository, OWNERS)).toContain('\n/backend/core @org/core\n');
  });

  test('rulesets writes one for each guarded branch', async () => {
    const repository = sample();
    const { stdout } = await generate(repository, 'rulesets');
    expect(stdout).toContain(`Wrote ${RULESET}.`);
    expect(stdout).toContain(`  gh api --method POST "repos/{owner}/{repo}/rulesets" --input ${RULESET}\n`);
    expect(JSON.parse(text(repository, RULESET))).toMatchObject({ name: 'Lockkeeper: main' });
  });

  test('workflows --sarif adds the job that uploads', async () => {
    const repository = sample();
    await generate(repository, 'workflows', '--sarif');
    expect(text(repository, GUARD)).toContain('security-events: write');
    expect((await generate(repository, 'workflows', '--check')).exitCode).toBe(1);
    expect((await generate(repository, 'workflows', '--check', '--sarif')).exitCode).toBe(0);
  });

  test('writes into the repository, wherever it is called from', async () => {
    const repository = sample();
    await runMain(['generate', 'codeowners'], { cwd: path.join(repository.root, 'backend') });
    expect(existsSync(path.join(repository.root, OWNERS))).toBe(true);
  });

  test('says so when there is nothing to write', async () => {
    const repository = sample();
    await generate(repository, 'codeowners');
    expect((await generate(repository, 'codeowners')).stdout).toContain(`${OWNERS} is up to date.\n`);
  });

  test('replaces what it wrote before, when the policy has changed', async () => {
    const repository = sample();
    await generate(repository, 'codeowners');
    repository.write('lockkeeper.yaml', POLICY.replace('@org/core', '@org/platform'));
    expect((await generate(repository, 'codeowners')).stdout).toContain(`Wrote ${OWNERS}.`);
    expect(text(repository, OWNERS)).toContain('/backend/core @org/platform');
  });
});

describe('a file of somebody else', () => {
  test.each([
    ['codeowners', OWNERS, '* @me\n'],
    ['workflows', CALLER, 'name: CI\n'],
    ['rulesets', RULESET, '{ "name": "Mine" }\n'],
  ])('is not replaced by generate %s', async (kind, file, content) => {
    const repository = sample();
    repository.write(file, content);
    const { exitCode, stdout, stderr } = await generate(repository, kind);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `Nothing was written, because ${file} is in the way: it was not generated by Lockkeeper. Move it, or replace it with --force.\n`,
    );
    expect(text(repository, file)).toBe(content);
  });

  test('keeps the others from being written, too', async () => {
    const repository = sample();
    repository.write(CALLER, 'name: CI\n');
    await generate(repository, 'workflows');
    expect(existsSync(path.join(repository.root, GUARD))).toBe(false);
  });

  test('is replaced with --force', async () => {
    const repository = sample();
    repository.write(OWNERS, '* @me\n');
    expect((await generate(repository, 'codeowners', '--force')).exitCode).toBe(0);
    expect(text(repository, OWNERS)).toContain('@org/core');
  });

  test('that is no file at all stays, even with --force', async () => {
    const repository = sample();
    repository.write('elsewhere', '* @me\n');
    repository.write('.github/keep', '');
    symlinkSync('../elsewhere', path.join(repository.root, OWNERS));
    expect((await generate(repository, 'codeowners')).exitCode).toBe(2);
    expect((await generate(repository, 'codeowners', '--force')).exitCode).not.toBe(0);
    expect(text(repository, 'elsewhere')).toBe('* @me\n');
  });
});

describe('--check', () => {
  test('passes when the files are what the policy comes to, and writes nothing', async () => {
    const repository = sample();
    await generate(repository, 'workflows');
    const { exitCode, stdout } = await generate(repository, 'workflows', '--check');
    expect(exitCode).toBe(0);
    expect(stdout).toBe([GUARD, CALLER, OTHERS].map((file) => `${file} is up to date.\n`).join(''));
  });

  test('fails when one is missing', async () => {
    const repository = sample();
    const { exitCode, stdout } = await generate(repository, 'codeowners', '--check');
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`${OWNERS} is missing. Run the command without --check and commit what it writes.\n`);
    expect(existsSync(path.join(repository.root, OWNERS))).toBe(false);
  });

  test('fails when one was edited by hand', async () => {
    const repository = sample();
    await generate(repository, 'codeowners');
    const edited = `${text(repository, OWNERS)}* @me\n`;
    repository.write(OWNERS, edited);
    const { exitCode, stdout } = await generate(repository, 'codeowners', '--check');
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      `${OWNERS} is not what the policy comes to. Run the command without --check and commit what it writes.\n`,
    );
    expect(text(repository, OWNERS)).toBe(edited);
  });

  test('fails when somebody else wrote one', async () => {
    const repository = sample();
    repository.write(OWNERS, '* @me\n');
    const { exitCode, stdout } = await generate(repository, 'codeowners', '--check');
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      `${OWNERS} is in the way: it was not generated by Lockkeeper. Move it, or replace it with --force.\n`,
    );
  });

  test('does not mind the line ends of Windows', async () => {
    const repository = sample();
    await generate(repository, 'codeowners');
    writeFileSync(path.join(repository.root, OWNERS), text(repository, OWNERS).replaceAll('\n', '\r\n'));
    expect((await generate(repository, 'codeowners', '--check')).exitCode).toBe(0);
  });
});

describe('the guard of dependencies', () => {
  const PAIR = 'dependencies: [{ id: app, source: requirements.txt, lock: requirements.lock }]\n';

  test('is written where the policy names dependencies [row 2.03]', async () => {
    const repository = sample(POLICY + PAIR);
    const { exitCode, stdout } = await generate(repository, 'workflows');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Wrote ${DEPENDENCIES}.\n`);
    expect(stdout).toContain('"lockkeeper / dependencies (refs/heads/main)"');
    expect(text(repository, DEPENDENCIES)).toContain('requirements.txt and requirements.lock');
    expect((await generate(repository, 'workflows', '--check')).stdout).toBe(
      [GUARD, CALLER, OTHERS, DEPENDENCIES].map((file) => `${file} is up to date.\n`).join(''),
    );
  });

  test('is asked for by --check as soon as they are named, and when it no longer fits [row 2.03]', async () => {
    const repository = sample();
    await generate(repository, 'workflows');
    repository.write('lockkeeper.yaml', POLICY + PAIR);
    const missing = await generate(repository, 'workflows', '--check');
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toContain(`${DEPENDENCIES} is missing.`);
    await generate(repository, 'workflows');
    repository.write('lockkeeper.yaml', POLICY + PAIR.replace('requirements.lock', 'pinned.lock'));
    expect((await generate(repository, 'workflows', '--check')).stdout).toContain(
      `${DEPENDENCIES} is not what the policy comes to.`,
    );
  });

  test('is one too many once they are no longer named', async () => {
    const repository = sample(POLICY + PAIR);
    await generate(repository, 'workflows');
    repository.write('lockkeeper.yaml', POLICY);
    const sentence = `${DEPENDENCIES} is no longer what the policy comes to. Delete it.\n`;
    const checked = await generate(repository, 'workflows', '--check');
    expect([checked.exitCode, checked.stdout]).toEqual([1, expect.stringContaining(sentence)]);
    expect((await generate(repository, 'workflows')).stdout).toContain(sentence);
    expect(existsSync(path.join(repository.root, DEPENDENCIES))).toBe(true);
    rmSync(path.join(repository.root, DEPENDENCIES));
    expect((await generate(repository, 'workflows', '--check')).exitCode).toBe(0);
  });

  test('of somebody else is none of ours where the policy names no dependencies', async () => {
    const repository = sample();
    repository.write(DEPENDENCIES, 'name: Mine\n');
    await generate(repository, 'workflows');
    expect((await generate(repository, 'workflows', '--check')).exitCode).toBe(0);
  });
});

describe('--stdout', () => {
  test('prints one file as it would be written, and writes nothing', async () => {
    const repository = sample();
    const { stdout } = await generate(repository, 'codeowners', '--stdout');
    expect(existsSync(path.join(repository.root, OWNERS))).toBe(false);
    await generate(repository, 'codeowners');
    expect(stdout).toBe(text(repository, OWNERS));
  });

  test('prints several below their names', async () => {
    const { stdout } = await generate(sample(), 'workflows', '--stdout');
    expect(stdout.match(/^==> .* <==$/gm)).toEqual([GUARD, CALLER, OTHERS].map((file) => `==> ${file} <==`));
  });
});

describe('what cannot be done', () => {
  test.each([[['--check', '--force']], [['--stdout', '--check']], [['--stdout', '--force']]])(
    '%j contradicts itself',
    async (options) => {
      const { exitCode, stderr } = await generate(sample(), 'codeowners', ...options);
      expect(exitCode).toBe(2);
      expect(stderr).toBe(
        '--check, --force and --stdout each say what becomes of the files. Leave all but one of them out.\n',
      );
    },
  );

  test.each([
    ['codeowners', 'says who owns it'],
    ['rulesets', 'refuses a push'],
  ])('%s from a policy that says nothing of it', async (kind, says) => {
    const { exitCode, stderr } = await generate(sample('version: 1\n'), kind);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(says);
  });

  test('without a policy it says how to get one', async () => {
    const { exitCode, stderr } = await generate(temporaryRepository(), 'workflows');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^No policy was found in .* Run `lockkeeper init`/);
  });

  test('by a policy that is not valid', async () => {
    const { exitCode, stderr } = await generate(sample('version: 2\n'), 'workflows');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The policy lockkeeper.yaml of the working tree is not valid');
  });

  test('a kind of file that there is not', async () => {
    const { exitCode, stderr } = await generate(sample(), 'codeowner');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean codeowners?');
  });
});

function sample(policy = POLICY): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ 'lockkeeper.yaml': policy, 'backend/core/pay.py': 'AMOUNT = 1\n' });
  return repository;
}

function generate({ root }: TemporaryRepository, ...args: readonly string[]) {
  return runMain(['generate', ...args], { cwd: root });
}

function text({ root }: TemporaryRepository, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
