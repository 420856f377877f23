import { describe, expect, test } from 'vitest';

import { endText } from '../../deployment/audit-log/log-end.ts';
import { EMPTY_LOG, entryAfter, entryLine, type LogEntry } from '../../deployment/audit-log/log-entry.ts';
import { withDefaults } from '../config/update-schema.ts';
import { openUpdate } from './open-update.ts';
import { updateEntry } from './update-journal.ts';
import { dueUpdateStep, NOT_BEGUN, stepUpdate, type UpdateRunState } from './update-machine.ts';
import { planUpdate } from './update-plan.ts';

/** The entries of a run that did so many steps. */
function runOf(id: string, steps: number, before: readonly LogEntry[]): readonly LogEntry[] {
  const entries = [...before];
  const add = (event: ReturnType<typeof updateEntry>) => {
    const told = { ...event, ts: '2026-11-24T10:00:00.000Z', actor: 'updater', promotion_id: id };
    entries.push(entryAfter(entries.at(-1) ?? EMPTY_LOG, told));
  };
  const plan = planUpdate(id, 'scheduled', withDefaults({}));
  add(updateEntry({ kind: 'begun', run: { plan, from: null } }));
  let state: UpdateRunState = NOT_BEGUN;
  for (let done = 0; done < steps; done += 1) {
    const due = dueUpdateStep(plan, state);
    if (due === undefined) break;
    add(updateEntry({ kind: 'intent', due }));
    const event = { kind: 'done' } as const;
    add(updateEntry({ kind: 'event', event, run: { plan, state, open: entries.length } }));
    state = stepUpdate(plan, state, event);
  }
  return entries;
}

const FIRST = runOf('u-1', 99, []);
const BOTH = runOf('u-2', 13, FIRST);
const LINES = BOTH.map((entry) => entryLine(entry));
const END = endText({ ...(BOTH.at(-1) ?? EMPTY_LOG), bytes: LINES.join('').length });

const whole = openUpdate(LINES.join(''), END);

describe('the run that was left', () => {
  test('is found by its lines, and none is where it has ended', () => {
    expect(whole).toMatchObject({ kind: 'open', run: { plan: { id: 'u-2' } } });
    expect(openUpdate(FIRST.map((entry) => entryLine(entry)).join(''), undefined)).toEqual({ kind: 'none' });
    expect(openUpdate('', undefined)).toEqual({ kind: 'none' });
  });

  test('is found where the last line was not written to its end, or lacks only that', () => {
    const [last = ''] = LINES.slice(-1);
    const before = LINES.slice(0, -1).join('');
    expect(openUpdate(before + last.trimEnd(), undefined)).toEqual(whole);
    expect(openUpdate(before + last.slice(0, 20), undefined)).toMatchObject({
      kind: 'open',
      run: { open: BOTH.length - 1 },
    });
  });

  test('counts on every line behind the last beginning, and on none before', () => {
    for (const [index, text] of LINES.entries())
      for (const damage of [text.replace('updater', 'nobody'), '\0\0\n']) {
        const found = openUpdate(LINES.with(index, damage).join(''), undefined);
        const line = index + 1;
        const problem = { line, problem: expect.any(String) };
        expect(found, `line ${line}`).toEqual(line > FIRST.length ? { kind: 'damaged', problem } : whole);
      }
  });

  test('is not guessed where lines are gone', () => {
    const gone = LINES.toSpliced(FIRST.length + 3, 1);
    expect(openUpdate(gone.join(''), undefined)).toMatchObject({
      kind: 'damaged',
      problem: { line: FIRST.length + 4 },
    });
    expect(openUpdate(LINES.slice(0, FIRST.length).join(''), END)).toMatchObject({ kind: 'damaged' });
    expect(openUpdate(LINES.join(''), 'x')).toMatchObject({ kind: 'damaged' });
  });
});
