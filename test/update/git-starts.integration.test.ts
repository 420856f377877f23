import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { installBot } from '../../tools/sample-bot/made-bot.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'lk-git-starts-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A host where git leaves a mark each time before it does what it is asked. */
async function countedBot(strategy: 'inplace' | 'releases', name: string = strategy) {
  const own = path.join(folder, name);
  mkdirSync(own);
  const { bot, env } = await installBot(own, strategy);
  const marks = path.join(own, 'marks');
  const script = `#!/bin/sh\necho "$@" >> '${marks}'\nPATH="\${PATH#*:}" exec git "$@"\n`;
  mkdirSync(path.join(own, 'bin'));
  writeFileSync(path.join(own, 'bin/git'), script, { mode: 0o755 });
  Object.assign(env, { PATH: `${path.join(own, 'bin')}:${process.env['PATH'] ?? ''}` });
  return {
    bot,
    marks,
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
    expect(told.length, told.join('\n')).toBeLessThanOrEqual(18);
    for (const verb of ['verify-tag', 'merge-base', 'diff --raw', 'ls-files --others'])
      expect(
        told.some((line) => line.includes(verb)),
        verb,
      ).toBe(true);
    for (const verb of ['diff-tree', 'ls-tree']) expect(told.join('\n')).not.toContain(verb);
    const again = (await starts()).map((line) => / (ls-remote|status) /.exec(line)?.[1]);
    expect([again.length, new Set(again)]).toEqual([2, new Set(['ls-remote', 'status'])]);
    writeFileSync(path.join(bot.root, 'current/first.mjs'), 'changed\n');
    const { stdout } = await bot.update();
    expect(JSON.parse(stdout).codes).toContain('tree-dirty');
  });
});

test('of a version that nobody signed git is asked for the signature alone', async () => {
  const { bot, marks } = await countedBot('releases', 'unsigned');
  // What only acquires does not ask the service, which does not run here.
  bot.configure({ auto_restart: false });
  await bot.update();
  const link = execFileSync('git', ['-C', bot.remote, 'hash-object', '-w', '--stdin'], {
    input: '/etc',
    encoding: 'utf8',
  }).trim();
  const tree = execFileSync('git', ['-C', bot.remote, 'mktree'], { input: `120000 blob ${link}\tlink\n` });
  const about = ['-c', 'user.name=x', '-c', 'user.email=x@x'];
  const commit = bot.git(...about, `--git-dir=${bot.remote}`, 'commit-tree', '-m', 'x', String(tree).trim());
  const terms = 'Lockkeeper-Only-On: tuesdays';
  bot.git(...about, `--git-dir=${bot.remote}`, 'tag', '-a', '-m', terms, 'v1.1.0', commit);
  const dry = await bot.update(['run', '--dry-run']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ to: null, refusals: [{ code: 'unsigned' }], files: null });
  writeFileSync(marks, '');
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ codes: ['unsigned'] });
  expect(readFileSync(marks, 'utf8')).not.toMatch(/ls-tree|diff-tree|merge-base/);
});
