import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { findPolicyProgram, policyEnvironment, REPOSITORY_VARIABLE } from './policy-program.ts';

afterAll(removeTemporaryFolders);

function program(...at: readonly string[]): string {
  const file = path.join(...at);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

describe('what programs of the policy are given', () => {
  test('is no place of the checkout on their PATH, by whatever name', () => {
    const [repository, elsewhere] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(path.join(repository, 'node_modules/.bin'), { recursive: true });
    symlinkSync(repository, path.join(elsewhere, 'link'));
    const inside = [
      repository,
      path.join(repository, 'node_modules/.bin'),
      path.join(repository, 'gone'),
      `${repository}/../${path.basename(repository)}/bin`,
      path.join(elsewhere, 'link/node_modules/.bin'),
    ];
    const outside = ['/usr/bin', elsewhere, `${repository}-2/bin`];
    for (const name of ['PATH', 'Path']) {
      const env = { [name]: [...inside, ...outside].join(path.delimiter), HOME: '/home/ana' };
      expect(policyEnvironment(env, repository)).toEqual({
        [name]: outside.join(path.delimiter),
        HOME: '/home/ana',
        [REPOSITORY_VARIABLE]: repository,
      });
    }
    expect(policyEnvironment({}, repository)).toEqual({ [REPOSITORY_VARIABLE]: repository });
  });
});

describe('a program of the policy', () => {
  test('is that of the files, of the PATH, or the one at an absolute place', async () => {
    const [folder, bin] = [temporaryFolder(), temporaryFolder()];
    const deploy = program(bin, 'deploy');
    const options = { env: { PATH: bin }, folder };
    program(folder, 'deploy');
    expect(await findPolicyProgram('deploy', options)).toEqual({ known: true, value: deploy });
    expect(await findPolicyProgram(deploy, options)).toEqual({ known: true, value: deploy });
    for (const word of ['ops/deploy', './ops/deploy', 'ops/../ops/deploy', '..ops/deploy'])
      expect(await findPolicyProgram(word, options)).toEqual({
        known: true,
        value: path.resolve(folder, word),
      });
  });

  test('does not lie outside of the files, and is not made up', async () => {
    const options = { env: { PATH: '' }, folder: temporaryFolder() };
    for (const word of ['../deploy', './../deploy', 'ops/../../deploy', 'deploy'])
      expect((await findPolicyProgram(word, options)).known, word).toBe(false);
  });
});
