import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { sql: ["db/*.sql"] }\n',
  'db/1.sql': 'DROP TABLE orders;\n',
};
const DROPS = 'This drops table orders';

function shop(files: Readonly<Record<string, string>> = FILES) {
  const repository = temporaryRepository();
  repository.commit(files);
  const cache = path.join(temporaryFolder(), 'cache');
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    // Outcomes are asked for where no run of the same command was kept.
    for (const file of kept('run-')) rmSync(file);
    return runMain(args, { cwd: repository.root, env: { XDG_CACHE_HOME: cache, ...env } });
  };
  const kept = (kind: string) =>
    existsSync(cache)
      ? readdirSync(path.join(cache, 'lockkeeper'))
          .filter((name) => name.startsWith(kind))
          .map((name) => path.join(cache, 'lockkeeper', name))
      : [];
  return { repository, run, outcomes: () => kept('outcomes-') };
}

/** Makes what is kept say that all is well, as whoever can write the folder could. */
function forge(file: string): void {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n');
  const forged = lines.map((line) => line.replace(/ .*/, ' {"said":[],"rests":[]}')).join('\n');
  writeFileSync(file, `${createHash('sha256').update(forged).digest('hex')}\n${forged}`);
}

describe('what was said of migrations', () => {
  test('is kept at home, and told again where nothing changed', async () => {
    const { run, outcomes } = shop();
    const first = await run(['check', '--format', 'json']);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain(DROPS);
    const [file = ''] = outcomes();
    const again = await run(['check', '--format', 'json']);
    const timeless = (text: string) => text.replace(/"duration_ms": \d+/, '');
    expect(timeless(again.stdout)).toBe(timeless(first.stdout));
    forge(file);
    expect(await run(['check'])).toMatchObject({ exitCode: 0 });
  });

  test.each<[string, string, string]>([
    ['the file', 'db/1.sql', 'DROP TABLE orders; -- and why\n'],
    ['the policy', 'lockkeeper.yaml', `${FILES['lockkeeper.yaml']}# mine\n`],
    ['a file before it', 'db/0.sql', 'SELECT 1;\n'],
  ])('is asked anew where %s changed', async (_, changed, text) => {
    const { repository, run, outcomes } = shop();
    await run(['check']);
    forge(outcomes()[0] ?? '');
    repository.write(changed, text);
    expect((await run(['check'])).stdout).toContain(DROPS);
  });

  test('is the same on each branch, and where two programs run at once', async () => {
    const { repository, run, outcomes } = shop();
    const fresh = async () => (await run(['check', '--no-cache', '--format', 'json'])).stdout;
    const kept = async () => (await run(['check', '--format', 'json'])).stdout;
    const timeless = (text: string) => text.replace(/"duration_ms": \d+/, '');
    await kept();
    repository.write('db/1.sql', 'DROP TABLE orders;\nDROP TABLE customers;\n');
    repository.write('db/2.sql', 'ALTER TABLE customers ADD note text;\n');
    const [expected, ...told] = await Promise.all([fresh(), kept(), kept()]);
    expect(told.map(timeless)).toEqual([timeless(expected), timeless(expected)]);
    expect(outcomes()).toHaveLength(1);
    repository.write('db/1.sql', FILES['db/1.sql']);
    expect(timeless(await kept())).toBe(timeless(await fresh()));
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['at stage ci', ['--stage', 'ci'], {}],
    ['at stage deploy', ['--stage', 'deploy'], {}],
    ['at stage hook', ['--stage', 'hook'], {}],
    ['in CI', [], { CI: 'true' }],
    ['in CI, whatever the stage is said to be', ['--stage', 'local'], { CI: '1' }],
    ['where nobody wants it', ['--no-cache'], {}],
  ])('is neither read nor kept %s', async (_, args, env) => {
    const { run, outcomes } = shop();
    await run(['check']);
    const [file = ''] = outcomes();
    forge(file);
    const forged = readFileSync(file, 'utf8');
    expect((await run(['check', ...args], env)).stdout).toContain(DROPS);
    expect(outcomes()).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toBe(forged);
  });

  test('is not kept where there are no migrations', async () => {
    const { run, outcomes } = shop({ 'lockkeeper.yaml': 'version: 1\n' });
    await run(['check']);
    expect(outcomes()).toEqual([]);
  });
});
