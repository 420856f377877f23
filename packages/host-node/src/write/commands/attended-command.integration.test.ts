import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { attendCommand, type AttendedEnd } from './attended-command.ts';

afterAll(removeTemporaryFolders);

const { PATH } = process.env;

async function endOf(words: readonly [string, ...string[]], folder: string): Promise<AttendedEnd> {
  return (await attendCommand(words, { env: { PATH, SAID: 'so' }, folder })).ended;
}

describe('a program that is attended', () => {
  test('gets its words as they are, the environment and the folder, and says how it ended', async () => {
    const folder = temporaryFolder();
    const code = 'require("fs").writeFileSync("told", process.argv[1] + process.env.SAID); process.exit(7)';
    expect(await endOf([process.execPath, '-e', code, '$(id) *'], folder)).toEqual({
      kind: 'exited',
      code: 7,
    });
    expect(readFileSync(path.join(folder, 'told'), 'utf8')).toBe('$(id) *so');
  });

  test('is told to end', async () => {
    const folder = temporaryFolder();
    const command = await attendCommand([process.execPath, '-e', 'setInterval(() => {}, 1000)'], {
      env: { PATH },
      folder,
    });
    command.tell('SIGTERM');
    expect(await command.ended).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    command.tell('SIGTERM');
  });

  test('says why it did not run', async () => {
    const folder = temporaryFolder();
    expect(await endOf(['no-such-program'], folder)).toEqual({
      kind: 'not-found',
      problem: 'it is not on the PATH',
    });
    expect(await endOf(['./no-such-script'], folder)).toEqual({
      kind: 'not-found',
      problem: 'there is no such program',
    });
    const script = path.join(folder, 'deploy');
    writeFileSync(script, 'not a program');
    expect(await endOf(['./deploy'], folder)).toEqual({ kind: 'not-run', problem: 'it may not be run' });
    expect((await endOf([process.execPath, '\0'], folder)).kind).toBe('not-run');
  });
});
