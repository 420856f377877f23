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
const DROPS = 'This drops the table orders';

function shop(files: Readonly<Record<string, string>> = FILES) {
  const repository = temporaryRepository();
  repository.commit(files);
  const cache = path.join(temporaryFolder(), 'cache');
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    // Verdicts are asked where no run of the same command was kept.
    for (const file of kept('run-')) rmSync(file);
    return runMain(args, { cwd: repository.root, env: { XDG_CACHE_HOME: cache, ...env } });
  };
  const kept = (kind: string) =>
    existsSync(cache)
      ? readdirSync(path.join(cache, 'lockkeeper'))
          .filter((name) => name.startsWith(kind))
          .map((name) => path.join(cache, 'lockkeeper', name))
      : [];
  return { repository, run, verdicts: () => kept('verdict-') };
}

/** Makes what is kept say that all is well, as whoever can write the folder could. */
function forge(file: string): void {
  const [, text = ''] = readFileSync(file, 'utf8').split('\n');
  const forged = JSON.stringify({ ...JSON.parse(text), verdict: 'pass', findings: [] });
  writeFileSync(file, `${createHash('sha256').update(forged).digest('hex')}\n${forged}`);
}

describe('what was judged of migrations', () => {
  test('is kept at home, and told again where nothing changed', async () => {
    const { run, verdicts } = shop();
    const first = await run(['check', '--format', 'json']);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain(DROPS);
    const [file = ''] = verdicts();
    const again = await run(['check', '--format', 'json']);
    const timeless = (text: string) => text.replace(/"duration_ms": \d+/, '');
    expect(timeless(again.stdout)).toBe(timeless(first.stdout));
    forge(file);
    expect(await run(['check'])).toMatchObject({ exitCode: 0 });
  });

  test('is judged anew where anything changed', async () => {
    const { repository, run, verdicts } = shop();
    await run(['check']);
    forge(verdicts()[0] ?? '');
    repository.write('db/1.sql', 'DROP TABLE orders; -- and why\n');
    expect((await run(['check'])).stdout).toContain(DROPS);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['at stage ci', ['--stage', 'ci'], {}],
    ['at stage deploy', ['--stage', 'deploy'], {}],
    ['at stage hook', ['--stage', 'hook'], {}],
    ['in CI', [], { CI: 'true' }],
    ['in CI, whatever the stage is said to be', ['--stage', 'local'], { CI: '1' }],
    ['where nobody wants it', ['--no-cache'], {}],
  ])('is neither read nor kept %s', async (_, args, env) => {
    const { run, verdicts } = shop();
    await run(['check']);
    const [file = ''] = verdicts();
    forge(file);
    const forged = readFileSync(file, 'utf8');
    expect((await run(['check', ...args], env)).stdout).toContain(DROPS);
    expect(verdicts()).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toBe(forged);
  });

  test('is not kept where there are no migrations', async () => {
    const { run, verdicts } = shop({ 'lockkeeper.yaml': 'version: 1\n' });
    await run(['check']);
    expect(verdicts()).toEqual([]);
  });
});
