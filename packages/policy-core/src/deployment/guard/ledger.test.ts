import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { entryAfter, EMPTY_LOG, type LogEntry, type LogEvent } from '../audit-log/log-entry.ts';
import { BACKUP_MADE, knowsDeploy, lastBackup, ranOnce, RAN_ONCE, type MadeBackup } from './ledger.ts';

/** A log that holds these events, one a second. */
function logOf(...events: readonly Partial<LogEvent>[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const [index, event] of events.entries()) {
    const whole = {
      ts: timeOf(index),
      event: 'a.done',
      actor: 'alice',
      env: 'production',
      data: {},
      ...event,
    };
    entries.push(entryAfter(entries.at(-1) ?? EMPTY_LOG, whole));
  }
  return entries;
}

function timeOf(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 8, 0, second)).toISOString();
}

function ran(revision: unknown, event: Partial<LogEvent> = {}): Partial<LogEvent> {
  return { event: RAN_ONCE, data: { revision }, ...event };
}

const BACKUP: MadeBackup = {
  made_at: '2026-11-20T07:00:00.000Z',
  sha256: 'a'.repeat(64),
  bytes: 2048,
  database: 'shop',
  host: 'db.example.com:5432',
  file: 'backups/shop.dump',
};

function backup(data: object, event: Partial<LogEvent> = {}): Partial<LogEvent> {
  return { event: BACKUP_MADE, data: { ...data }, ...event };
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

describe('whether the audit log knows of a deploy', () => {
  const deploy = (env: string | undefined, event = 'deploy.done') => ({ event, env });

  test.each([
    ['to the environment', [deploy('production')], true],
    ['to it in other letters', [deploy('PRODUCTION')], true],
    ['that names no environment', [deploy(undefined)], true],
    ['among other entries', [deploy('staging'), deploy('production'), deploy('staging')], true],
    ['to another environment', [deploy('staging')], false],
    ['that was only meant', [deploy('production', 'deploy.intent')], false],
    ['that failed', [deploy('production', 'deploy.failed')], false],
    ['of none', [], false],
  ] as const)('%s', (_what, events, known) => {
    const place = { environment: 'production', service: undefined };
    expect(knowsDeploy(logOf(...events), place, undefined)).toBe(known);
  });

  test.each([
    ['of the service', { data: { service: 'worker' } }, ['worker']],
    ['of the first service', { data: { service: 'api' } }, ['api']],
    ['that names no service, from before there were several', { data: {} }, ['api']],
    ['that names something else for one', { data: { service: 7 } }, ['api']],
    ['that names no environment', { env: undefined }, ['api']],
    ['of a service that is no more', { data: { service: 'old' } }, []],
    ['to another environment', { env: 'staging', data: { service: 'worker' } }, []],
  ] as const)('%s is one of that service only', (_what, event, services) => {
    const log = logOf({ event: 'deploy.done', ...event });
    const known = ['api', 'worker'].filter((service) =>
      knowsDeploy(log, { environment: 'production', service }, 'api'),
    );
    expect(known).toEqual(services);
  });

  test('that names no environment is none to another than production', () => {
    const log = logOf({ event: 'deploy.done', env: undefined });
    expect(knowsDeploy(log, { environment: 'staging', service: 'api' }, 'api')).toBe(false);
  });
});

describe('the last backup that the audit log knows [row 1.35]', () => {
  test('is the one that was written down last', () => {
    const later = { ...BACKUP, sha256: 'b'.repeat(64) };
    expect(lastBackup(logOf(backup(BACKUP), backup(later)), 'production')).toEqual(later);
    expect(lastBackup(logOf(backup(later), backup(BACKUP)), 'production')).toEqual(BACKUP);
  });

  test('may lie outside the repository', () => {
    const elsewhere = { ...BACKUP, file: null };
    expect(lastBackup(logOf(backup(elsewhere)), 'production')).toEqual(elsewhere);
  });

  test('is of the environment that is asked for', () => {
    const log = logOf(backup(BACKUP, { env: 'staging' }), backup(BACKUP, { env: undefined }));
    expect(lastBackup(log, 'production')).toBeUndefined();
    expect(lastBackup(log, 'Staging')).toEqual(BACKUP);
  });

  test.each(Object.keys(BACKUP))('is none where %s is missing or of another kind', (key) => {
    const { [key as keyof MadeBackup]: _left, ...rest } = BACKUP;
    expect(lastBackup(logOf(backup(rest)), 'production')).toBeUndefined();
    expect(lastBackup(logOf(backup({ ...BACKUP, [key]: true })), 'production')).toBeUndefined();
  });

  test('is the one before where the last entry cannot be read', () => {
    expect(lastBackup(logOf(backup(BACKUP), backup({ made_at: 'yesterday' })), 'production')).toEqual(BACKUP);
  });
});
