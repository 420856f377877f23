import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Stage } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { blockOf, readingKey } from '../../../host-node/src/cache/reading-blocks.ts';
import { createReadingStore } from '../../../host-node/src/cache/reading-store.ts';
import { openReadingCache } from './reading-cache.ts';
import { runMain } from '../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const REVISION = `from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.drop_table("orders")


def downgrade():
    raise NotImplementedError
`;

function shop() {
  const repository = temporaryRepository();
  repository.commit({
    'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [versions] }\n',
    'versions/a1_drop.py': REVISION,
  });
  const cache = path.join(temporaryFolder(), 'cache');
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { stdout } = await runMain(args, {
      cwd: repository.root,
      env: { XDG_CACHE_HOME: cache, ...env },
    });
    // Readings are written when the judgement is done.
    await new Promise((done) => {
      setImmediate(done);
    });
    return stdout;
  };
  const files = () =>
    existsSync(cache)
      ? readdirSync(path.join(cache, 'lockkeeper')).map((name) => path.join(cache, 'lockkeeper', name))
      : [];
  const readings = () => files().find((file) => path.basename(file).startsWith('readings-')) ?? '';
  return { run, files, readings };
}

/** Makes what is kept say that the revision does nothing. */
function forge(file: string): void {
  const engine = path.basename(file).replace('readings-', '');
  const kept = createReadingStore({ folder: path.dirname(file), engine }).get(REVISION);
  if (kept?.kind !== 'revision') throw new Error('It was not kept.');
  const upgrade = { ...Reflect.get(kept, 'upgrade'), steps: [], sql: [] };
  writeFileSync(
    file,
    blockOf([[readingKey(REVISION) ?? '', { ...kept, drops: [], undecided: [], upgrade }]]),
  );
}

/** Or nothing is read at all. */
function forgetAnswers(files: readonly string[]): void {
  for (const file of files) if (/^(outcomes|run)-/.test(path.basename(file))) rmSync(file);
}

const DROPS = 'migrations/drop-table';

describe('what was read of revisions', () => {
  test('is kept at home, and counts the next time', async () => {
    const { run, files, readings } = shop();
    expect(await run(['check'])).toContain(DROPS);
    const file = readings();
    expect(path.basename(file)).toMatch(/^readings-[0-9a-f]{16}$/);
    expect(await run(['check'])).toContain(DROPS);
    forge(file);
    forgetAnswers(files());
    expect(await run(['check'])).not.toContain(DROPS);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['at stage ci', ['--stage', 'ci'], {}],
    ['at stage deploy', ['--stage', 'deploy'], {}],
    ['at stage hook', ['--stage', 'hook'], {}],
    ['in CI', [], { CI: 'true' }],
    ['in CI, whatever the stage is said to be', ['--stage', 'local'], { CI: '1' }],
    ['where nobody wants it', ['--no-cache'], {}],
  ])('is not even read %s', async (_, args, env) => {
    const { run, files, readings } = shop();
    await run(['check']);
    const file = readings();
    forgetAnswers(files());
    forge(file);
    const forged = readFileSync(file, 'utf8');
    expect(await run(['check', ...args], env)).toContain(DROPS);
    expect(readFileSync(file, 'utf8')).toBe(forged);
  });

  test('is not kept where nobody wants it', async () => {
    const { run, files } = shop();
    await run(['check', '--no-cache']);
    await run(['migrations', 'heads', '--no-cache']);
    expect(files()).toEqual([]);
  });

  test('is kept by the commands about migrations as well', async () => {
    const { run, files } = shop();
    const first = await run(['migrations', 'explain', 'a1']);
    expect(files()).toHaveLength(1);
    expect(await run(['migrations', 'explain', 'a1'])).toBe(first);
    forge(files()[0] ?? '');
    expect(await run(['migrations', 'explain', 'a1'])).not.toBe(first);
    expect(await run(['migrations', 'explain', 'a1', '--no-cache'])).toBe(first);
  });

  test('is not kept where no folder is known for it', async () => {
    const { run, files } = shop();
    expect(await run(['check'], { XDG_CACHE_HOME: 'relative' })).toContain(DROPS);
    expect(files()).toEqual([]);
  });

  test('makes the same report as a first look', async () => {
    const { run } = shop();
    const report = async () =>
      (await run(['check', '--format', 'json'])).replace(/"duration_ms": \d+/, '"duration_ms": 0');
    const first = await report();
    expect(first).toContain(DROPS);
    expect(await report()).toBe(first);
  });

  test.each<[Stage, boolean]>([
    ['local', true],
    ['hook', false],
    ['editor', false],
    ['ci', false],
    ['deploy', false],
  ])('is looked at by stage %s: %s', async (stage, isKept) => {
    const program = temporaryFolder();
    for (const folder of ['wasm', 'chunks']) {
      mkdirSync(path.join(program, folder));
      writeFileSync(path.join(program, folder, 'file'), '');
    }
    writeFileSync(path.join(program, 'lockkeeper.cjs'), '');
    const installation = { version: '1', wasm: path.join(program, 'wasm'), rulePages: '' };
    const world = { env: { HOME: program, LOCALAPPDATA: program }, installation };
    expect((await openReadingCache(world, { stage, cache: true })) !== undefined).toBe(isKept);
    expect(await openReadingCache(world, { stage, cache: false })).toBeUndefined();
    const elsewhere = { ...installation, wasm: path.join(program, 'nowhere') };
    expect(
      await openReadingCache({ ...world, installation: elsewhere }, { stage, cache: true }),
    ).toBeUndefined();
  });
});
