import { dataOf, readEnd, readLog, verifyLog } from '@lockkeeper/policy-core/deployment/audit-log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { writeEvent, type AuditTrail } from './audit-trail.ts';
import { fakeLogs, MachineStopped, type FakeLogs } from '../testing/fake-log-store.ts';

const PATH = 'infrastructure/deploys/audit.jsonl';
const STAMP = { event: 'migration.once', env: 'production', data: { revision: '5a9d6371e18c' } } as const;

function trailIn(logs: FakeLogs): AuditTrail {
  return { path: PATH, logs: logs.store, clock: { now: () => '2026-11-21T08:00:00Z' }, actor: 'alice' };
}

const textIn = ({ files }: FakeLogs) => files.get(PATH) ?? '';
const eventsIn = (logs: FakeLogs) => readLog(textIn(logs)).entries.map(({ event }) => event);

function problemsIn(logs: FakeLogs) {
  const noted = logs.files.get(`${PATH}.end`);
  const end = noted === undefined ? 'absent' : (readEnd(noted) ?? 'damaged');
  return verifyLog({ text: textIn(logs), isUtf8: true, end, known: [] }).problems;
}

describe('an event', () => {
  test('is written with the time and who did it, and chained to the one before', async () => {
    const logs = fakeLogs();
    const first = await writeEvent(trailIn(logs), STAMP);
    const second = await writeEvent(trailIn(logs), { ...STAMP, env: undefined });
    expect([first, second]).toMatchObject([{ head: { seq: 1 } }, { kind: 'written', head: { seq: 2 } }]);
    expect(readLog(textIn(logs)).entries).toMatchObject([
      { seq: 1, ts: '2026-11-21T08:00:00Z', actor: 'alice', ...STAMP },
      { seq: 2, event: 'migration.once' },
    ]);
    expect(problemsIn(logs)).toEqual([]);
  });

  test('is not added to a log that somebody changed', async () => {
    const logs = fakeLogs();
    await writeEvent(trailIn(logs), STAMP);
    logs.files.set(PATH, '');
    expect(await writeEvent(trailIn(logs), STAMP)).toEqual({
      kind: 'not-believed',
      problems: [
        { line: undefined, problem: 'Entry 1 was written, but the log ends before it: its end was cut off.' },
      ],
    });
    expect(textIn(logs)).toBe('');
  });

  test('is not added where the file beside the log was changed', async () => {
    const logs = fakeLogs();
    await writeEvent(trailIn(logs), STAMP);
    const before = textIn(logs);
    logs.files.set(`${PATH}.end`, '{}');
    expect(await writeEvent(trailIn(logs), STAMP)).toEqual({
      kind: 'not-believed',
      problems: [
        { line: undefined, problem: 'The file beside the log, which names its last entry, was changed.' },
      ],
    });
    expect(textIn(logs)).toBe(before);
  });

  test('behind a line that was not written to its end puts that line aside and says so', async () => {
    const logs = fakeLogs();
    await writeEvent(trailIn(logs), STAMP);
    logs.files.set(PATH, `${textIn(logs)}{"actor":"al`);
    await writeEvent(trailIn(logs), STAMP);
    expect(readLog(textIn(logs)).entries).toMatchObject([
      { event: 'migration.once' },
      { event: 'AUDIT_TORN_TAIL', data: { kept_in: `${PATH}.torn`, characters: 12 } },
      { event: 'migration.once' },
    ]);
    expect(logs.files.get(`${PATH}.torn`)).toBe('{"actor":"al\n');
    expect(problemsIn(logs)).toEqual([]);
  });

  test('behind an entry that lacks only its line end lets that entry count', async () => {
    const logs = fakeLogs();
    await writeEvent(trailIn(logs), STAMP);
    logs.stopIn(1, 0.999);
    await expect(writeEvent(trailIn(logs), STAMP)).rejects.toThrow(MachineStopped);
    await writeEvent(trailIn(logs), STAMP);
    expect(eventsIn(logs)).toEqual(['migration.once', 'migration.once', 'migration.once']);
    expect(problemsIn(logs)).toEqual([]);
  });
});

const anyStops = fc.array(
  fc.record({
    event: fc.constantFrom('a', 'b'),
    steps: fc.integer({ min: 1, max: 8 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 12 },
);

test('whenever the machine stops, no acknowledged event is lost, and the log stays whole', async () => {
  await fc.assert(
    fc.asyncProperty(anyStops, async (stops) => {
      const logs = fakeLogs();
      const acknowledged: string[] = [];
      for (const [index, { event, steps, part }] of stops.entries()) {
        const name = `${event}${index}`;
        logs.stopIn(steps, part);
        const written = await writeEvent(trailIn(logs), {
          event: 'migration.once',
          data: { revision: name },
        }).catch((error: unknown) => {
          if (!(error instanceof MachineStopped)) throw error;
          return undefined;
        });
        if (written?.kind === 'written') acknowledged.push(name);
        expect(written?.kind).not.toBe('not-believed');
      }
      logs.stopIn(Number.POSITIVE_INFINITY);
      await writeEvent(trailIn(logs), STAMP);
      expect(problemsIn(logs)).toEqual([]);
      const { entries } = readLog(textIn(logs));
      const names = entries.flatMap((entry) => dataOf('migration.once', entry)?.revision ?? []);
      expect(names.filter((name) => acknowledged.includes(name))).toEqual(acknowledged);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});
