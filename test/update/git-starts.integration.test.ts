import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { installBot } from '../../tools/sample-bot/made-bot.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'lk-git-starts-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A host where git leaves a mark each time before it does what it is asked. */
async function countedBot(strategy: 'inplace' | 'releases') {
  const own = path.join(folder, strategy);
  mkdirSync(own);
  const { bot, env } = await installBot(own, strategy);
  const marks = path.join(own, 'marks');
  const script = `#!/bin/sh\necho "$@" >> '${marks}'\nPATH="\${PATH#*:}" exec git "$@"\n`;
  mkdirSync(path.join(own, 'bin'));
  writeFileSync(path.join(own, 'bin/git'), script, { mode: 0o755 });
  Object.assign(env, { PATH: `${path.join(own, 'bin')}:${process.env['PATH'] ?? ''}` });
  return {
    bot,
    /** What git is started with for a run that finds nothing new. The first one makes the mirror. */
    starts: async () => {
      writeFileSync(marks, '');
      const { stdout } = await bot.update();
      expect(JSON.parse(stdout)).toMatchObject({ result: 'skipped', codes: ['not-newer'] });
      return readFileSync(marks, 'utf8').trimEnd().split('\n');
    },
    forget: () => rmSync(path.join(bot.meta, 'update_look.json')),
  };
}

describe('a run that finds nothing new', () => {
  test('starts git for each question once, before anything was fetched', async () => {
    const { starts, forget } = await countedBot('inplace');
    await starts();
    forget();
    // The repository, what is checked out at the beginning and again once the remote answered, its refs, those of the mirror.
    expect(await starts()).toHaveLength(5);
  });

  test('asks nothing of the history where the newest version runs, looks at all of it, and then at what may have changed alone', async () => {
    const { bot, starts, forget } = await countedBot('releases');
    await starts();
    forget();
    const told = await starts();
    expect(told.length, told.join('\n')).toBeLessThanOrEqual(17);
    for (const verb of ['verify-tag', 'merge-base', 'diff --raw', 'ls-files --others'])
      expect(
        told.some((line) => line.includes(verb)),
        verb,
      ).toBe(true);
    for (const verb of ['diff-tree', 'cat-file --batch']) expect(told.join('\n')).not.toContain(verb);
    const again = (await starts()).map((line) => / (ls-remote|status) /.exec(line)?.[1]);
    expect([again.length, new Set(again)]).toEqual([2, new Set(['ls-remote', 'status'])]);
    writeFileSync(path.join(bot.root, 'current/first.mjs'), 'changed\n');
    const { stdout } = await bot.update();
    expect(JSON.parse(stdout).codes).toContain('tree-dirty');
  });
});
