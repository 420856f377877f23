import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  vi.useRealTimers();
});

const FILES = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { sql: ["db/*.sql"] }\n',
  'db/1.sql': 'DROP TABLE orders;\n',
};
const DROPS = 'This drops table orders';
const FORGED = 'Nothing stands against it';

type Env = Readonly<Record<string, string>>;

function shop(files: Readonly<Record<string, string>> = FILES) {
  const repository = temporaryRepository();
  repository.commit(files);
  const cache = path.join(temporaryFolder(), 'cache');
  const run = (args: readonly string[], env: Env = {}, terminal?: number) =>
    runMain(args, {
      cwd: repository.root,
      env: { XDG_CACHE_HOME: cache, ...env },
      ...(terminal !== undefined && { terminal }),
    });
  const kept = (kind = 'run') =>
    existsSync(cache)
      ? readdirSync(path.join(cache, 'lockkeeper'))
          .filter((name) => name.startsWith(`${kind}-`))
          .map((name) => path.join(cache, 'lockkeeper', name))
      : [];
  return { repository, run, kept };
}

/** As if some minutes had gone by since the files were written. */
function settle(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 });
}

/** Makes a kept run say something else, as whoever can write the folder could: it shows where it is told. */
function forge(file: string): void {
  const content = readFileSync(file, 'utf8');
  const [head = ''] = content.slice(content.indexOf('\n') + 1).split('\n');
  const body = `${JSON.stringify({ ...JSON.parse(head), lengths: [FORGED.length, 0] })}\n${FORGED}`;
  writeFileSync(file, `${createHash('sha256').update(body).digest('hex')}\n${body}`);
}

describe('a check that is run again', () => {
  test.each(['json', 'pretty', 'github', 'markdown'])('tells in %s what it told before', async (format) => {
    const { run, kept } = shop();
    const args = ['check', '--format', format];
    const first = await run(args);
    expect(first.stdout).toContain(DROPS);
    expect(kept()).toHaveLength(1);
    const again = await run(args);
    const timeless = (text: string) => text.replace(/"duration_ms": \d+|\d+ ms/, '');
    expect(timeless(again.stdout)).toBe(timeless(first.stdout));
    expect(again.exitCode).toBe(first.exitCode);
    forge(kept()[0] ?? '');
    expect((await run(args)).stdout).toMatch(new RegExp(`^${FORGED}\\d+$`));
  });

  test.each([[false], [true]])(
    'is told so where nothing moved, with settled files: %s',
    async (isSettled) => {
      const { run, kept } = shop();
      if (isSettled) settle();
      await run(['check', '--no-git']);
      forge(kept()[0] ?? '');
      const { stdout, exitCode } = await run(['check', '--no-git']);
      expect(stdout).toContain(FORGED);
      expect(exitCode).toBe(1);
    },
  );

  const EDITS: readonly [string, (repository: ReturnType<typeof temporaryRepository>) => void][] = [
    ['a migration was edited', (repository) => repository.write('db/1.sql', 'DROP TABLE orders, users;\n')],
    [
      'a migration was edited, and has the size and time that it had',
      (repository) => {
        const file = path.join(repository.root, 'db/1.sql');
        const { atime, mtime } = statSync(file);
        repository.write('db/1.sql', 'DROP TABLE orderz;\n');
        utimesSync(file, atime, mtime);
      },
    ],
    ['a migration was added', (repository) => repository.write('db/2.sql', 'DROP TABLE users;\n')],
    ['a migration is gone', (repository) => rmSync(path.join(repository.root, 'db/1.sql'))],
    [
      'the policy was edited',
      (repository) =>
        repository.write(
          'lockkeeper.yaml',
          'version: 1\nrules: { migrations/drop-table: info }\nmigrations: { sql: ["db/*.sql"] }\n',
        ),
    ],
    ['a second policy appeared', (repository) => repository.write('lockkeeper.yml', 'version: 1\n')],
    ['something was committed', (repository) => repository.commit({ 'db/2.sql': 'DROP TABLE users;\n' })],
  ];

  describe.each([[false], [true]])('judges anew, with settled files: %s,', (isSettled) => {
    test.each(EDITS)('where %s', async (_, edit) => {
      const { repository, run, kept } = shop();
      if (isSettled) settle();
      await run(['check']);
      forge(kept()[0] ?? '');
      edit(repository);
      expect((await run(['check'])).stdout).not.toContain(FORGED);
    });
  });

  test.each<[string, readonly string[], Env, number?]>([
    ['another format is asked for', ['--format', 'json'], {}],
    ['other rules are asked for', ['--only', 'migrations'], {}],
    ['git is not asked', ['--no-git'], {}],
    ['another base is named', ['--base', 'HEAD'], {}],
    ['it stands at a terminal', [], {}, 80],
    ['a variable is set', [], { CLAUDECODE: '1' }],
    ['a variable has another value', [], { TERM: 'dumb' }],
    ['a file shall be written', ['--output', 'report.txt'], {}],
    ['fixes are asked for', ['--fix'], {}],
    ['nothing but findings shall be told', ['--quiet'], {}],
    ['at stage ci', ['--stage', 'ci'], {}],
    ['at stage hook', ['--stage', 'hook'], {}],
    ['in CI', [], { CI: 'true' }],
    ['in CI, whatever the stage is said to be', ['--stage', 'local'], { CI: '1' }],
    ['where nobody wants it', ['--no-cache'], {}],
  ])('judges anew where %s', async (...asked) => {
    const [, args, env, terminal] = asked;
    const { run, kept } = shop();
    await run(['check'], { TERM: 'xterm' });
    forge(kept()[0] ?? '');
    expect((await run(['check', ...args], { TERM: 'xterm', ...env }, terminal)).stdout).not.toContain(FORGED);
  });

  test('is told the same from another place of the same shell', async () => {
    const { run, kept } = shop();
    await run(['check'], { SHLVL: '1', PWD: '/a', _: '/usr/bin/node' });
    forge(kept()[0] ?? '');
    expect((await run(['check'], { SHLVL: '2', PWD: '/b', _: '/bin/env' })).stdout).toContain(FORGED);
  });

  test('judges anew on the next day, as a waiver may have ended', async () => {
    const { run, kept } = shop();
    await run(['check']);
    forge(kept()[0] ?? '');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    expect((await run(['check'])).stdout).not.toContain(FORGED);
  });

  test('judges anew where what was kept is damaged', async () => {
    const { run, kept } = shop();
    await run(['check']);
    const [file = ''] = kept();
    writeFileSync(file, readFileSync(file, 'utf8').replace('orders', 'orderz'));
    expect((await run(['check'])).stdout).toContain(DROPS);
  });
});

describe('nothing of a check is kept', () => {
  test('where no migration is judged: that takes no time', async () => {
    const { run, kept } = shop({ 'lockkeeper.yaml': 'version: 1\n' });
    await run(['check']);
    expect(kept()).toEqual([]);
  });

  test.each<[string, readonly string[], Env]>([
    ['at stage ci', ['--stage', 'ci'], {}],
    ['in CI', [], { CI: 'true' }],
    ['where nobody wants it', ['--no-cache'], {}],
    ['where its time is told in another form', ['--format', 'junit'], {}],
    ['where it does more than tell', ['--save-snapshot', 'snapshot.json'], {}],
  ])('%s', async (_, args, env) => {
    const { run, kept } = shop();
    await run(['check', ...args], env);
    expect(kept()).toEqual([]);
  });

  test('where a deployment lies ahead: a verdict may change at any moment', async () => {
    const deployedAt = new Date(Date.now() + 3_600_000).toISOString();
    const record = JSON.stringify({ last_good_sha: 'a'.repeat(40), deployed_at: deployedAt });
    const { run, kept } = shop({
      ...FILES,
      'infrastructure/last-good-deploy.json': record,
    });
    expect((await run(['check'])).stdout).toContain(DROPS);
    expect(kept()).toEqual([]);
  });

  test('of the values of variables', async () => {
    const { run, kept } = shop();
    await run(['check'], { TOKEN: 'no-one-may-see-this' });
    expect(readFileSync(kept()[0] ?? '', 'utf8')).not.toContain('no-one-may-see-this');
  });
});
