import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';

import { type AuditTrail, recordDeploy, observeAuditLog, writeEvent } from '@lockkeeper/operations';
import { observed } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { afterAll, describe, expect, test } from 'vitest';

import { DEFAULT_RECORD_PATH } from '../../../../policy-core/src/policy/policy.ts';
import { createCommitLogReader } from '../../read/audit-log/commit-log-reader.ts';
import { createFileHistory } from '../../read/git/file-versions.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { beginRecords } from './begin-records.ts';
import { lastSeenRecords, seeRecords, type RecordsPlace } from './records-branch.ts';
import { createRecordsStore } from './records-store.ts';

afterAll(removeTemporaryFolders);

const REF = 'refs/heads/lockkeeper/records';
const EVENT = { event: 'migration.once', env: 'production', data: { revision: 'b2' } } as const;

interface Writer {
  readonly clone: TemporaryRepository;
  readonly place: RecordsPlace;
  readonly trail: AuditTrail;
}

/** A server, and a clone of it for each name. */
function team(...names: readonly string[]) {
  const server = temporaryRepository('--bare');
  const writers = names.map((actor): Writer => {
    const clone = temporaryRepository();
    clone.git('remote', 'add', 'origin', server.root);
    const place = { root: clone.root, remote: 'origin', branch: 'lockkeeper/records' };
    const logs = createRecordsStore(place);
    const clock = { now: () => '2026-11-21T08:00:00Z' };
    return { clone, place, trail: { path: AUDIT_LOG_PATH, logs, clock, actor } };
  });
  return { server, writers };
}

/** A server and one clone of it. */
function pair() {
  const { server, writers } = team('ada');
  const [writer] = writers;
  if (writer === undefined) throw new Error('There is one.');
  return { server, ...writer };
}

async function verdictOn(root: string) {
  const tip = repositoryAt(root).git('rev-parse', REF);
  const question = { path: AUDIT_LOG_PATH, known: [], checkpoint: undefined };
  const seen = await observeAuditLog(question, {
    ...createCommitLogReader(root, observed(tip)),
    history: createFileHistory(root, observed([tip])),
    signers: undefined,
  });
  if (!seen.known || seen.value === undefined) throw new Error('There is a log.');
  return seen.value.verdict;
}

const deploy = {
  last_good_sha: 'a'.repeat(40),
  deployed_at: '2026-11-21T08:00:00Z',
  environment: 'production',
  service: 'api',
};

describe('records on a branch of a git server [D-5]', () => {
  test('are one commit for the entry and the record, and nothing else here changes', async () => {
    const { server, clone, trail } = pair();
    clone.commit({ 'app.py': 'x\n' });
    clone.write('app.py', 'y\n');
    clone.write('.git/hooks/pre-push', '#!/bin/sh\nexit 1\n');
    chmodSync(path.join(clone.root, '.git/hooks/pre-push'), 0o755);
    const [status, head] = [clone.git('status', '--porcelain'), clone.git('rev-parse', 'HEAD')];
    const recorded = await recordDeploy(trail, { record: DEFAULT_RECORD_PATH, deploy });
    expect(recorded.kind).toBe('recorded');
    const there = repositoryAt(server.root);
    expect(there.git('rev-list', '--count', REF)).toBe('1');
    expect(there.git('ls-tree', '-r', '--name-only', REF).split('\n')).toEqual([
      'infrastructure/deploys/audit.end.json',
      AUDIT_LOG_PATH,
      DEFAULT_RECORD_PATH,
    ]);
    expect(JSON.parse(there.git('show', `${REF}:${DEFAULT_RECORD_PATH}`))).toMatchObject(
      recorded.kind === 'recorded' ? { audit_head: recorded.head.hash } : {},
    );
    expect([clone.git('status', '--porcelain'), clone.git('rev-parse', 'HEAD')]).toEqual([status, head]);
    expect(clone.git('branch', '--list')).toBe('* main');
  });

  test('lose no entry to writers who write at once: one chain, one commit each', async () => {
    const names = Array.from({ length: WRITERS }, (_, index) => `writer${index}`);
    const { server, writers } = team(...names);
    await Promise.all(
      writers.map(async ({ trail }) => {
        for (let entry = 0; entry < 2; entry += 1)
          expect((await insisting(async () => await writeEvent(trail, EVENT))).kind).toBe('written');
      }),
    );
    const { problems, reading } = await verdictOn(server.root);
    expect(problems).toEqual([]);
    expect(reading.entries.map(({ actor }) => actor).toSorted()).toEqual(
      names.flatMap((name) => [name, name]).toSorted(),
    );
    const there = repositoryAt(server.root);
    expect(there.git('rev-list', '--count', '--no-merges', REF)).toBe(String(2 * WRITERS));
    expect(there.git('rev-list', '--count', '--merges', REF)).toBe('0');
  });

  test('keep every file of the branch that is none of theirs', async () => {
    const { server, clone, trail } = pair();
    clone.commit({ 'README.md': 'Records.\n' });
    clone.git('push', '--quiet', 'origin', `main:${REF}`);
    await writeEvent(trail, EVENT);
    expect(repositoryAt(server.root).git('show', `${REF}:README.md`)).toBe('Records.');
  });
});

describe('a branch that was rewritten', () => {
  test('is not written to, and what was seen there is named', async () => {
    const { server, place, trail } = pair();
    await writeEvent(trail, EVENT);
    const first = repositoryAt(server.root).git('rev-parse', REF);
    await writeEvent(trail, EVENT);
    const second = repositoryAt(server.root).git('rev-parse', REF);
    repositoryAt(server.root).git('update-ref', REF, first);
    expect(await seeRecords(place)).toMatchObject({ commit: first, lost: second });
    await expect(writeEvent(trail, EVENT)).rejects.toThrow(
      `origin/lockkeeper/records was rewritten or deleted: it no longer holds ${second}`,
    );
    repositoryAt(server.root).git('update-ref', '-d', REF);
    expect(await seeRecords(place)).toMatchObject({ commit: undefined, lost: second });
    await expect(writeEvent(trail, EVENT)).rejects.toThrow('was rewritten or deleted');
    expect(await lastSeenRecords(place)).toMatchObject({ commit: second, lost: undefined });
    repositoryAt(server.root).git('update-ref', REF, second);
    expect((await writeEvent(trail, EVENT)).kind).toBe('written');
  });
});

describe('a server that does not take it', () => {
  test('leaves everything as it was, and says why', async () => {
    const { server, trail } = pair();
    repositoryAt(server.root).write('hooks/pre-receive', '#!/bin/sh\nexit 1\n');
    chmodSync(path.join(server.root, 'hooks/pre-receive'), 0o755);
    await expect(writeEvent(trail, EVENT)).rejects.toThrow(
      'origin/lockkeeper/records was not written: the remote refused it (pre-receive hook declined).',
    );
    expect(repositoryAt(server.root).git('for-each-ref')).toBe('');
    rmSync(server.root, { recursive: true });
    await expect(writeEvent(trail, EVENT)).rejects.toThrow('could not be reached');
  });
});

describe('records that the tree had before', () => {
  test('are not begun anew, unless somebody says so', async () => {
    const { server, clone, place, trail } = pair();
    expect(await beginRecords(place, [AUDIT_LOG_PATH, DEFAULT_RECORD_PATH])).toEqual([]);
    clone.write(AUDIT_LOG_PATH, '');
    await expect(writeEvent(trail, EVENT)).rejects.toThrow('run `lockkeeper record begin`');
    expect(repositoryAt(server.root).git('for-each-ref')).toBe('');
    expect(await beginRecords(place, [AUDIT_LOG_PATH, DEFAULT_RECORD_PATH])).toEqual([AUDIT_LOG_PATH]);
    expect(await beginRecords(place, [AUDIT_LOG_PATH, DEFAULT_RECORD_PATH])).toBeUndefined();
    expect((await writeEvent(trail, EVENT)).kind).toBe('written');
  });
});

/** Does what a writer is told who was slower all along: on a busy machine that happens to some. */
async function insisting<Written>(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (!String(error).includes('Run the command again')) throw error;
    return await insisting(write);
  }
}

const WRITERS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 25 : 3;
