import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { mustBeClean } from './clean-tree.ts';

afterAll(removeTemporaryFolders);

function checkout() {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Mia', '-c', 'user.email=mia@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  writeFileSync(path.join(folder, 'bot.mjs'), 'start();\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'v1.0.0');
  return { folder, git, head: git('rev-parse', 'HEAD') };
}

describe('the files of a folder are those of a commit', () => {
  test.each<[string, string, (place: ReturnType<typeof checkout>) => void]>([
    ['a changed file', 'bot.mjs', ({ folder }) => writeFileSync(path.join(folder, 'bot.mjs'), 'stop();\n')],
    ['a file more', 'left over.log', ({ folder }) => writeFileSync(path.join(folder, 'left over.log'), '')],
    ['a renamed file', 'moved.mjs', ({ git }) => git('mv', 'bot.mjs', 'moved.mjs')],
  ])('unless there is %s, which is named', async (_, name, change) => {
    const place = checkout();
    expect(await mustBeClean(place.folder, place.head)).toEqual({ kind: 'done' });
    change(place);
    const { why } = await failed(place.folder, place.head);
    expect(why).toMatch(/^somebody changed /);
    expect(why).toContain(`: `);
    expect(why.split(': ')[1]?.split('\t')[0]?.replaceAll('"', '')).toBe(name);
  });

  test('unless another commit is checked out, or none', async () => {
    const { folder, git, head } = checkout();
    git('commit', '--quiet', '--allow-empty', '--message', 'v1.1.0');
    expect((await failed(folder, head)).why).toContain(` is at ${git('rev-parse', 'HEAD').slice(0, 12)}`);
    git('checkout', '--quiet', '--orphan', 'other');
    expect((await failed(folder, head)).why).toContain(' is at (initial)');
  });
});

async function failed(folder: string, commit: string) {
  const outcome = await mustBeClean(folder, commit);
  if (outcome.kind === 'done') throw new Error('It is clean.');
  expect(outcome.isBegun).toBe(false);
  return outcome;
}
