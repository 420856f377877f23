import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';
import { SAMPLE_FILES } from './sample-policy.ts';

afterAll(removeTemporaryFolders);

describe('a policy that cannot be used', () => {
  test('no policy at all ends in CI with code 2 and the way to get one', async () => {
    const { root } = temporaryRepository();
    const { exitCode, stdout, stderr } = await lockkeeper(['check', '--stage', 'ci'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `No policy was found in ${root}. Run \`lockkeeper init\` to write a first lockkeeper.yaml.\n`,
    );
  });

  test('a binary policy is said to be one', async () => {
    const { root } = withPolicy(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x01, 0x02, 0xff]));
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^lockkeeper\.yaml cannot be read: .+ Save it as UTF-8 text\.\n$/);
  });

  test('a policy that is not UTF-8 is said to be none', async () => {
    const { root } = withPolicy(Buffer.from([0x76, 0x3a, 0x20, 0xc3, 0x28, 0x0a]));
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^lockkeeper\.yaml cannot be read: .*UTF-8.*\n$/);
  });

  test('a folder of that name is no policy', async () => {
    const repository = temporaryRepository();
    mkdirSync(path.join(repository.root, 'lockkeeper.yaml'));
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^lockkeeper\.yaml cannot be read: .*(folder|directory)/);
  });

  test('a policy nobody may read ends with code 2', async () => {
    const { root } = withPolicy('version: 1\n');
    chmodSync(path.join(root, 'lockkeeper.yaml'), 0o000);
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: root, unprivileged: true });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^lockkeeper\.yaml cannot be read: .*permission/i);
  });

  test('two policies are one too many', async () => {
    const repository = withPolicy('version: 1\n');
    repository.write('lockkeeper.toml', 'version = 1\n');
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('There are two policies: lockkeeper.yaml and lockkeeper.toml. Remove one.\n');
  });

  test('every problem of an invalid policy is shown at its place with its line', async () => {
    const { root } = withPolicy('version: 1\nprotect: []\nrules:\n  paths/protectd: error\n');
    const { exitCode, stdout, stderr } = await lockkeeper(['check'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      [
        'The policy lockkeeper.yaml of the working tree is not valid, so nothing was judged. Fix this problem and run again.',
        'lockkeeper.yaml:2:1 Unknown key "protect". Did you mean "protected"?',
        '  2 | protect: []',
        '    | ^^^^^^^',
        '',
      ].join('\n'),
    );
  });

  test('a program gets the problems as JSON and the same exit code', async () => {
    const { root } = withPolicy('version: 2\n');
    const { exitCode, stdout } = await lockkeeper(['check', '--format', 'json'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      schema_version: 1,
      verdict: 'undetermined',
      error: {
        kind: 'invalid-policy',
        message:
          'The policy lockkeeper.yaml of the working tree is not valid, so nothing was judged. Fix this problem and run again.',
        problems: [
          {
            message: 'version must be 1.',
            path: 'lockkeeper.yaml',
            line: 1,
            column: 10,
            end_line: 1,
            end_column: 11,
          },
        ],
      },
    });
  });

  test.each([
    ['YAML', 'lockkeeper.yaml', 'version: [1\n'],
    ['TOML', 'lockkeeper.toml', 'version = \n'],
    ['JSON', 'lockkeeper.json', '{"version": 1'],
  ])('%s that cannot be parsed names the place', async (_, file, text) => {
    const repository = temporaryRepository();
    repository.write(file, text);
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(`^The policy ${file} of the working tree is not valid`));
    expect(stderr).toMatch(new RegExp(`\\n${file}:\\d+:\\d+ The policy cannot be read`));
  });

  test('a broken policy in the base is named with its commit', async () => {
    const repository = withPolicy('version: 7\n');
    repository.commit();
    repository.commit({ 'lockkeeper.yaml': 'version: 1\n' });
    const { exitCode, stderr } = await lockkeeper(['check', '--base', 'HEAD~1'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^The policy lockkeeper\.yaml of HEAD~1 is not valid/);
  });

  test('a change that breaks or deletes the policy is a finding, not a failure to judge', async () => {
    const repository = temporaryRepository();
    repository.commit(SAMPLE_FILES);
    repository.write('lockkeeper.yaml', 'version: [\n');
    const broken = await lockkeeper(['check', '--base', 'main'], { cwd: repository.root });
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toContain('policy/invalid');
    rmSync(path.join(repository.root, 'lockkeeper.yaml'));
    const deleted = await lockkeeper(['check', '--base', 'main'], { cwd: repository.root });
    expect(deleted.exitCode).toBe(1);
    expect(deleted.stdout).toContain('policy/missing');
  });

  test('a baseline that is none stops the run, because old findings would look new', async () => {
    const repository = withPolicy('version: 1\nbaseline: accepted.json\n');
    writeFileSync(path.join(repository.root, 'accepted.json'), '{"entries": 3}');
    const { exitCode, stderr } = await lockkeeper(['check'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'accepted.json is not a baseline of version 2. Restore it from git, or delete it and run `lockkeeper baseline`.\n',
    );
  });
});

function withPolicy(content: string | Uint8Array): TemporaryRepository {
  const repository = temporaryRepository();
  repository.write('lockkeeper.yaml', content);
  return repository;
}
