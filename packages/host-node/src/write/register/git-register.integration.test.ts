import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGitRegister } from './git-register.ts';

afterAll(removeTemporaryFolders);

const REF = 'refs/lockkeeper/locks/production';

/** A server, and a clone of it for each name. */
function sharedRemote(...names: readonly string[]) {
  const server = temporaryRepository('--bare');
  const clones = names.map((): TemporaryRepository => {
    const clone = temporaryRepository();
    clone.git('remote', 'add', 'origin', server.root);
    return clone;
  });
  const registers = clones.map(({ root }) => createGitRegister({ root, remote: 'origin', ref: REF }));
  return { server, clones, registers };
}

describe('a register in a ref of a git server', () => {
  test('that nobody wrote holds nothing', async () => {
    const [register] = sharedRemote('ada').registers;
    expect(await register?.read()).toEqual({ version: '', text: undefined });
  });

  test('holds the last text, whoever reads it', async () => {
    const [ada, bob] = sharedRemote('ada', 'bob').registers;
    if (ada === undefined || bob === undefined) throw new Error('There are two.');
    const first = await ada.swap(await ada.read(), '{"holder":"ada"}\n');
    expect(await bob.read()).toEqual(first);
    const second = await bob.swap(await bob.read(), '{"holder":"bob"}\n');
    expect(second?.text).toBe('{"holder":"bob"}\n');
    expect(await ada.read()).toEqual(second);
  });

  test('is not changed by who saw it before somebody else changed it', async () => {
    const [ada, bob] = sharedRemote('ada', 'bob').registers;
    if (ada === undefined || bob === undefined) throw new Error('There are two.');
    const seen = await bob.read();
    await ada.swap(await ada.read(), 'ada\n');
    expect(await bob.swap(seen, 'bob\n')).toBeUndefined();
    expect((await bob.read()).text).toBe('ada\n');
  });

  test('has one winner of 8 who go for it at once, in every round, also from one who has it', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `racer${index}`);
    const { registers } = sharedRemote(...names);
    for (let round = 0; round < ROUNDS; round += 1) {
      const seen = await Promise.all(registers.map(async (register) => await register.read()));
      expect(new Set(seen.map(({ version }) => version)).size).toBe(1);
      const results = await Promise.all(
        registers.map(async (register, index) => {
          const state = seen[index];
          return state && (await register.swap(state, `round ${round} of ${index}\n`));
        }),
      );
      const winners = results.filter((result) => result !== undefined);
      expect(winners).toHaveLength(1);
      expect((await registers[0]?.read())?.text).toBe(winners[0]?.text);
    }
  });

  test('leaves branches, files and the state of the repository alone', async () => {
    const { clones, registers } = sharedRemote('ada');
    const [clone] = clones;
    const [register] = registers;
    if (clone === undefined || register === undefined) throw new Error('There is one.');
    clone.commit({ 'app.py': '' });
    const before = clone.git('for-each-ref');
    await register.swap(await register.read(), 'ada\n');
    await register.read();
    expect(clone.git('for-each-ref')).toBe(before);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('runs no hook of the repository', async () => {
    const { server, clones, registers } = sharedRemote('ada');
    clones[0]?.write('.git/hooks/pre-push', '#!/bin/sh\nexit 1\n');
    clones[0]?.git('config', 'core.hooksPath', '.git/hooks');
    const register = registers[0];
    const state = await register?.read();
    expect(state && (await register?.swap(state, 'ada\n'))).toBeDefined();
    expect(repositoryAt(server.root).git('for-each-ref', '--format=%(refname)')).toBe(REF);
  });
});

describe('a register that cannot be reached', () => {
  test('is no free one, and who may use its address is not told', async () => {
    const { root } = temporaryRepository();
    // Nothing listens at this port.
    const register = createGitRegister({
      root,
      remote: 'http://ada:hunter2@127.0.0.1:9/locks.git',
      ref: REF,
    });
    const failure = await register.read().catch(String);
    expect(failure).toMatch(/^Error: refs\/lockkeeper\/locks\/production could not be reached: /);
    expect(failure).not.toContain('hunter2');
  });

  test('rejects also what could not be written', async () => {
    const { server, registers } = sharedRemote('ada');
    const register = registers[0];
    const state = await register?.read();
    repositoryAt(server.root).git('config', 'transfer.hideRefs', 'refs/lockkeeper');
    await expect(state && register?.swap(state, 'ada\n')).rejects.toThrow(
      'refs/lockkeeper/locks/production was not written: the remote refused it (deny updating a hidden ref).',
    );
  });
});

const ROUNDS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100 : 5;
