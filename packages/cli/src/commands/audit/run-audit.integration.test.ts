import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { writeEvents, writeRecord } from '../../testing/recorded-deploys.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const STAMP = { event: 'migration.once', env: 'production', data: { revision: '5a9d6371e18c' } } as const;
const LOCK = { event: 'migration.once', env: 'staging', data: { revision: 'b2' } } as const;

async function repositoryWithLog() {
  const { root } = temporaryRepository();
  await writeEvents(root, [STAMP, LOCK, STAMP]);
  const file = path.join(root, AUDIT_LOG_PATH);
  const audit = (args: readonly string[], env = {}) => runMain(['audit', ...args], { cwd: root, env });
  const change = (edit: (text: string) => string) => writeFileSync(file, edit(readFileSync(file, 'utf8')));
  return { root, file, audit, change };
}

/** What other programs rely on, written a second time so that a slip in the types shows. */
const reportContract = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['pass', 'unproved', 'fail']),
  path: z.literal(AUDIT_LOG_PATH),
  branch: z.string().nullable(),
  head: z.strictObject({ seq: z.int().positive(), hash: z.string().startsWith('sha256:') }).nullable(),
  from_checkpoint: z.boolean(),
  torn_tail: z.boolean(),
  problems: z.array(
    z.strictObject({ line: z.int().positive().nullable(), message: z.string().endsWith('.') }),
  ),
});

describe('lockkeeper audit verify [row 0.45]', () => {
  test('passes a log that nobody touched', async () => {
    const { audit } = await repositoryWithLog();
    const { exitCode, stdout, stderr } = await audit(['verify']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^infrastructure\/deploys\/audit\.jsonl: nothing contradicts the log: 3 entries\.\nThe last one is sha256:[0-9a-f]{64}\.\nNot provable without signers/,
    );
  });

  test('fails where an entry was changed, and names its line', async () => {
    const { audit, change } = await repositoryWithLog();
    change((text) => text.replace('"staging"', '"sandbox"'));
    const { exitCode, stdout } = await audit(['verify']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^infrastructure\/deploys\/audit\.jsonl:2 The line, which should be entry 2, was changed/,
    );
    const json = await audit(['verify', '--format', 'json']);
    expect(reportContract.parse(JSON.parse(json.stdout))).toMatchObject({
      verdict: 'fail',
      problems: [{ line: 2 }],
    });
  });

  test('fails where the end was cut off, or all of it is gone', async () => {
    const { audit, change, file } = await repositoryWithLog();
    change((text) => `${text.split('\n').slice(0, 2).join('\n')}\n`);
    expect((await audit(['verify'])).stdout).toContain(
      'but the file beside the log knows entry 3: its end was cut off.',
    );
    rmSync(file);
    expect((await audit(['verify'])).exitCode).toBe(1);
  });

  test('fails where log and the file beside it were replaced, but the deploy record knows another', async () => {
    const { root, audit, file } = await repositoryWithLog();
    const { hash } = z
      .object({ hash: z.string() })
      .parse(JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? ''));
    writeRecord(root, { sha: 'a'.repeat(40), auditHead: hash });
    expect((await audit(['verify'])).exitCode).toBe(0);
    rmSync(path.dirname(file), { recursive: true });
    expect(await audit(['verify'])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('does not hold the entry that the deploy record names') as unknown,
    });
    await writeEvents(root, [LOCK]);
    expect((await audit(['verify'])).exitCode).toBe(1);
  });

  test('says where there is no log yet', async () => {
    const { exitCode, stdout } = await runMain(['audit', 'verify'], { cwd: temporaryFolder() });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'infrastructure/deploys/audit.jsonl: there is no audit log yet.\n',
    });
  });

  test('goes on where it verified before, and still sees a change before that', async () => {
    const { audit, change } = await repositoryWithLog();
    const env = { XDG_CACHE_HOME: temporaryFolder() };
    const verify = async () => {
      const { stdout } = await audit(['verify', '--from-checkpoint', '--format', 'json'], env);
      return reportContract.parse(JSON.parse(stdout));
    };
    expect(await verify()).toMatchObject({ verdict: 'unproved', from_checkpoint: false });
    expect(await verify()).toMatchObject({ verdict: 'unproved', from_checkpoint: true, head: { seq: 3 } });
    change((text) => text.replace('"staging"', '"sandbox"'));
    expect(await verify()).toMatchObject({
      verdict: 'fail',
      from_checkpoint: true,
      problems: [{ line: null, message: 'The log was changed before entry 4. Verify all of it.' }],
    });
  });
});

describe('lockkeeper audit show', () => {
  test('lists what was written down', async () => {
    const { audit } = await repositoryWithLog();
    const { exitCode, stdout, stderr } = await audit(['show']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(
      [
        '1  2026-11-21T08:00:00Z  migration.once  production  by alice',
        '    revision=5a9d6371e18c',
        '2  2026-11-21T08:00:01Z  migration.once  staging  by alice',
        '    revision=b2',
        '3  2026-11-21T08:00:02Z  migration.once  production  by alice',
        '    revision=5a9d6371e18c',
        '',
      ].join('\n'),
    );
  });

  test('lists the newest, those of an environment, and for programs', async () => {
    const { audit } = await repositoryWithLog();
    expect((await audit(['show', '--last', '1'])).stdout).toMatch(/^3 {2}2026/);
    expect((await audit(['show', '--environment', 'staging'])).stdout).toMatch(
      /^2 {2}2026[^\n]+\n {4}revision=b2\n$/,
    );
    const { stdout } = await audit(['show', '--last', '2', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ schema_version: 1, entries: [{ seq: 2 }, { seq: 3 }] });
  });

  test('says where nothing was written, and where not all can be believed', async () => {
    expect(await runMain(['audit', 'show'], { cwd: temporaryFolder() })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'Nothing was written down yet.\n',
    });
    const { audit, change } = await repositoryWithLog();
    change((text) => text.replace('alice', 'mallory'));
    expect((await audit(['show'])).stderr).toBe(
      'Not all of this can be believed. Run `lockkeeper audit verify`.\n',
    );
  });

  test('says what a number is', async () => {
    const { exitCode, stderr } = await runMain(['audit', 'show', '--last', '-1'], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Write a number from 1 on, such as 20.');
  });
});
