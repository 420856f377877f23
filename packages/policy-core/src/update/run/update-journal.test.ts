import fc from 'fast-check';
import { expect, test } from 'vitest';

import { EMPTY_LOG, entryAfter, type LogEntry } from '../../deployment/audit-log/log-entry.ts';
import { withDefaults } from '../config/update-schema.ts';
import { updateEntry, updatesInLog, type LoggedUpdate } from './update-journal.ts';
import { dueUpdateStep, NOT_BEGUN, stepUpdate, type UpdateEvent } from './update-machine.ts';
import { planUpdate } from './update-plan.ts';

const TS = '2026-11-24T10:00:00.000Z';
const FROM = { version: 'v1.0.0', commit: 'a'.repeat(40) };
const TARGET = { version: 'v1.1.0', commit: 'b'.repeat(40) };
const PLANS = (['scheduled', 'acquire', 'apply'] as const).map((asked) =>
  planUpdate('u-1', asked, withDefaults({})),
);

/** A journal as an updater writes it, one entry behind the other. */
function journalOf(id: string) {
  const entries: LogEntry[] = [];
  return {
    entries,
    add: (event: ReturnType<typeof updateEntry>) => {
      const told = { ...event, ts: TS, actor: 'updater', promotion_id: id };
      entries.push(entryAfter(entries.at(-1) ?? EMPTY_LOG, told));
    },
    run: (): LoggedUpdate => {
      const [run] = updatesInLog(entries);
      if (run === undefined) throw new Error('There is no run.');
      return run;
    },
  };
}

const anyEvent = fc.oneof(
  { arbitrary: fc.constant<UpdateEvent>({ kind: 'done' }), weight: 8 },
  {
    arbitrary: fc.constantFrom<UpdateEvent>(
      { kind: 'done', target: TARGET },
      { kind: 'failed', why: 'it broke' },
      { kind: 'failed', why: 'the disk is full', isBegun: false },
      { kind: 'unacknowledged', why: 'it did not pause' },
      { kind: 'resumed' },
      { kind: 'refused', reasons: [{ code: 'waiting', message: 'Wait until noon.' }] },
    ),
    weight: 1,
  },
);

test('a run is read from the journal as it was, whatever happened to it [row 3.02]', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLANS), fc.array(anyEvent, { maxLength: 60 }), (plan, events) => {
      const journal = journalOf(plan.id);
      journal.add(updateEntry({ kind: 'begun', run: { plan, from: FROM } }));
      let state = NOT_BEGUN;
      for (const event of events) {
        const due = dueUpdateStep(plan, state);
        if (due === undefined) break;
        if (event.kind !== 'resumed') {
          journal.add(updateEntry({ kind: 'intent', due }));
          expect(journal.run().open).toBe(journal.entries.length);
        }
        journal.add(updateEntry({ kind: 'event', event, run: journal.run() }));
        state = stepUpdate(plan, state, event);
        expect(journal.run()).toMatchObject({ plan, from: FROM, state, open: undefined });
      }
      const named = events.slice(0, journal.run().events.length).some((one) => 'target' in one);
      expect(journal.run().target).toEqual(named ? TARGET : undefined);
    }),
  );
});

test('an entry that answers nothing that was begun changes nothing', () => {
  const [plan] = PLANS;
  if (plan === undefined) throw new Error('There is no plan.');
  const journal = journalOf(plan.id);
  journal.add(updateEntry({ kind: 'begun', run: { plan, from: null } }));
  journal.add(updateEntry({ kind: 'intent', due: { step: 'lock', way: 'there', at: 0 } }));
  const before = journal.run();
  journal.add({ event: 'update.done', data: { step: 'lock', way: 'there', at: 0, intent: 1 } });
  expect(journal.run()).toEqual(before);
  const run = { ...before, open: undefined };
  expect(() => updateEntry({ kind: 'event', event: { kind: 'done' }, run })).toThrow('has no end');
});
