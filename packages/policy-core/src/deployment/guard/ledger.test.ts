import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { LogEntry } from '../audit-log/log-entry.ts';
import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { lastBackup, ranOnce, type MadeBackup } from './ledger.ts';

/** A log that holds these events, one a second. */
function logOf(...events: readonly Partial<SaidEvent>[]): readonly LogEntry[] {
  return entriesOf(
    events.map((event, index) => ({
      ts: timeOf(index),
      event: 'a.done',
      actor: 'alice',
      env: 'production',
      data: {},
      ...event,
    })),
  );
}

function timeOf(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 8, 0, second)).toISOString();
}

function ran(revision: unknown, event: Partial<SaidEvent> = {}): Partial<SaidEvent> {
  return { event: 'migration.once', data: { revision }, ...event };
}

const BACKUP: MadeBackup = {
  made_at: '2026-11-20T07:00:00.000Z',
  sha256: 'a'.repeat(64),
  bytes: 2048,
  database: 'shop',
  host: 'db.example.com:5432',
  file: 'backups/shop.dump',
};

function backup(data: object, event: Partial<SaidEvent> = {}): Partial<SaidEvent> {
  return { event: 'backup.made', data: { kind: 'pg_dump', ...data }, ...event };
}

describe('what the audit log says of migrations that may run only once [row 1.36]', () => {
  test('is when each of them first ran, and who ran it', () => {
    const log = logOf(ran('b2'), ran('c3', { actor: 'bob' }), ran('b2', { actor: 'carol' }));
    expect([...ranOnce(log, 'production')]).toEqual([
      ['b2', { ts: timeOf(0), actor: 'alice' }],
      ['c3', { ts: timeOf(1), actor: 'bob' }],
    ]);
  });

  test('is asked of one environment, in whatever letters it is written', () => {
    const log = logOf(
      ran('b2', { env: 'Production' }),
      ran('c3', { env: 'staging' }),
      ran('d4', { env: undefined }),
    );
    expect([...ranOnce(log, 'production').keys()]).toEqual(['b2']);
    expect([...ranOnce(log, 'STAGING').keys()]).toEqual(['c3']);
    expect(ranOnce(log, 'preview').size).toBe(0);
  });

  test('is nothing of entries of another kind, or that name no revision', () => {
    const log = logOf(ran(undefined), ran(2), ran(null), ran(['b2']), { data: { revision: 'b2' } });
    expect(ranOnce(log, 'production').size).toBe(0);
  });

  test('never forgets one, whatever comes behind it', () => {
    const revisions = fc.array(fc.constantFrom('a1', 'b2', 'c3'), { maxLength: 8 });
    fc.assert(
      fc.property(revisions, revisions, (before, behind) => {
        const log = logOf(...[...before, ...behind].map((revision) => ran(revision)));
        const known = ranOnce(log, 'production');
        expect([...known.keys()].toSorted()).toEqual([...new Set([...before, ...behind])].toSorted());
        for (const revision of before) expect(known.get(revision)?.ts).toBe(timeOf(before.indexOf(revision)));
      }),
    );
  });
});

describe('the last backup that the audit log knows [row 1.35]', () => {
  test('is the one that was written down last', () => {
    const later = { ...BACKUP, sha256: 'b'.repeat(64) };
    expect(lastBackup(logOf(backup(BACKUP), backup(later)), 'production')).toMatchObject(later);
    expect(lastBackup(logOf(backup(later), backup(BACKUP)), 'production')).toMatchObject(BACKUP);
  });

  test('may lie outside the repository', () => {
    const elsewhere = { ...BACKUP, file: null };
    expect(lastBackup(logOf(backup(elsewhere)), 'production')).toMatchObject(elsewhere);
  });

  test('is of the environment that is asked for', () => {
    const log = logOf(backup(BACKUP, { env: 'staging' }), backup(BACKUP, { env: undefined }));
    expect(lastBackup(log, 'production')).toBeUndefined();
    expect(lastBackup(log, 'Staging')).toMatchObject(BACKUP);
  });

  test.each(Object.keys(BACKUP))('is none where %s is missing or of another kind', (key) => {
    const { [key as keyof MadeBackup]: _left, ...rest } = BACKUP;
    expect(lastBackup(logOf(backup(rest)), 'production')).toBeUndefined();
    expect(lastBackup(logOf(backup({ ...BACKUP, [key]: true })), 'production')).toBeUndefined();
  });

  test('is the one before where the last entry cannot be read', () => {
    expect(lastBackup(logOf(backup(BACKUP), backup({ made_at: 'yesterday' })), 'production')).toMatchObject(
      BACKUP,
    );
  });
});
