import { mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { fileStates } from './file-states.ts';

afterAll(removeTemporaryFolders);

const FILE = 'db/1.sql';

function shop() {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'db'));
  const at = (name: string) => path.join(root, name);
  writeFileSync(at(FILE), 'DROP TABLE a;\n');
  return { root, at, state: (name = FILE) => fileStates(root)(name)?.state };
}

/** Long enough for every disk to count on. */
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('What the disk tells of a file', () => {
  test('stays the same where nothing happens', async () => {
    const { state } = shop();
    const before = state();
    await tick();
    expect(state()).toBe(before);
    expect(before).toMatch(/^[\d ]+$/);
  });

  test.each<[string, (at: (name: string) => string) => void]>([
    ['it has another text', (at) => writeFileSync(at(FILE), 'DROP TABLE abc;\n')],
    ['it has another text of the same length', (at) => writeFileSync(at(FILE), 'DROP TABLE b;\n')],
    [
      'it has another text of the same length, and its time was set back',
      (at) => {
        const { atime, mtime } = statSync(at(FILE));
        writeFileSync(at(FILE), 'DROP TABLE b;\n');
        utimesSync(at(FILE), atime, mtime);
      },
    ],
    [
      'another file of the same length and time took its place',
      (at) => {
        const { atime, mtime } = statSync(at(FILE));
        writeFileSync(at('new'), 'DROP TABLE b;\n');
        utimesSync(at('new'), atime, mtime);
        renameSync(at('new'), at(FILE));
      },
    ],
    ['it is gone', (at) => rmSync(at(FILE))],
    ['its folder is gone', (at) => rmSync(at('db'), { recursive: true })],
    [
      'it is a link to what it was',
      (at) => {
        renameSync(at(FILE), at('old'));
        symlinkSync(at('old'), at(FILE));
      },
    ],
    [
      'its folder is a link to what that was',
      (at) => {
        renameSync(at('db'), at('old'));
        symlinkSync(at('old'), at('db'));
      },
    ],
    [
      'it is a folder',
      (at) => {
        rmSync(at(FILE));
        mkdirSync(at(FILE));
      },
    ],
  ])('is something else where %s', async (_, change) => {
    const { at, state } = shop();
    const before = state();
    await tick();
    change(at);
    expect(state()).not.toBe(before);
  });

  test('tells when it last changed, whatever time was set', () => {
    const { root, at } = shop();
    const earlier = Date.now() - 60_000;
    utimesSync(at(FILE), 0, 0);
    expect(fileStates(root)(FILE)?.changedAt).toBeGreaterThan(earlier);
    const ahead = Date.now() / 1000 + 3600;
    utimesSync(at(FILE), ahead, ahead);
    expect(fileStates(root)(FILE)?.changedAt).toBeGreaterThan(Date.now());
  });

  test('is a text for what is not there, or lies elsewhere', () => {
    const { root } = shop();
    const told = ['db/2.sql', 'nowhere/1.sql', '../1.sql', '/etc/passwd', ''].map(
      (name) => fileStates(root)(name)?.state,
    );
    expect(told).toEqual(['absent', 'absent', ...Array.from({ length: 3 }, () => '{"kind":"outside"}')]);
  });

  test('is nothing where the name cannot be asked for', () => {
    const { root } = shop();
    expect(fileStates(root)(`db/${'x'.repeat(300)}`)?.state).toBe('absent');
  });

  test('looks at folders again in the next turn', async () => {
    const { root, at } = shop();
    const stateOf = fileStates(root);
    const before = stateOf(FILE)?.state;
    await tick();
    renameSync(at('db'), at('old'));
    symlinkSync(at('old'), at('db'));
    expect(stateOf(FILE)?.state).toBe('{"kind":"behind-link","folder":"db"}');
    expect(before).not.toContain('link');
  });
});
