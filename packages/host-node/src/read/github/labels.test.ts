import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { IssueEvent } from './events.ts';
import { attribution } from './labels.ts';

const MIA = { login: 'mia', id: 2, isBot: false };
const ADA = { login: 'ada', id: 1, isBot: false };

function event(changes: Partial<Extract<IssueEvent, { label: unknown }>> = {}): IssueEvent {
  return {
    event: 'labeled',
    label: { name: 'approved' },
    actor: MIA,
    created_at: '2026-11-21T09:00:00Z',
    ...changes,
  };
}

test('the last event of a name decides', () => {
  const events = [event(), event({ actor: ADA, created_at: '2026-11-21T10:00:00Z' })];
  expect(attribution('approved', events)).toEqual({
    kind: 'applied',
    name: 'approved',
    by: ADA,
    at: '2026-11-21T10:00:00Z',
  });
});

test('GitHub knows no case in the names of labels', () => {
  expect(attribution('Approved', [event({ label: { name: 'aPPROVED' } })])).toMatchObject({
    kind: 'applied',
    name: 'Approved',
  });
});

test('events of other labels say nothing', () => {
  expect(attribution('approved', [event({ label: { name: 'approved-core' } })])).toEqual({
    kind: 'unattributed',
    name: 'approved',
    reason: 'GitHub has no record of how it came there',
  });
});

test('a label that is there although the last event took it off belongs to nobody', () => {
  const events = [event(), event({ event: 'unlabeled', created_at: '2026-11-21T10:00:00Z' })];
  expect(attribution('approved', events)).toMatchObject({ kind: 'unattributed' });
});

test('of two events in one second the later in the list counts', () => {
  expect(attribution('approved', [event(), event({ actor: ADA })])).toMatchObject({ by: ADA });
  expect(attribution('approved', [event(), event({ event: 'unlabeled' })])).toMatchObject({
    kind: 'unattributed',
  });
});

test('an account that is gone applied nothing', () => {
  expect(attribution('approved', [event({ actor: null })])).toEqual({
    kind: 'unattributed',
    name: 'approved',
    reason: 'the account that applied it is gone',
  });
});

test('what an app or an agent does in the name of a person, the person did not do', () => {
  expect(attribution('approved', [event({ performed_via_github_app: {} })])).toMatchObject({
    reason: 'it was applied through an app in the name of mia, not by hand',
  });
  expect(attribution('approved', [event({ intent: {} })])).toMatchObject({
    reason: 'an agent applied it in the name of mia',
  });
  const robot = { login: 'robot[bot]', id: 9, isBot: true };
  expect(attribution('approved', [event({ actor: robot, performed_via_github_app: {} })])).toMatchObject({
    kind: 'applied',
    by: robot,
  });
});

test('only the last event can make a label applied, in whatever order events come', () => {
  const one = fc.record({
    event: fc.constantFrom('labeled', 'unlabeled'),
    second: fc.integer({ min: 10, max: 59 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ second }) => second, minLength: 1 }), (steps) => {
      const events = steps.map((step) =>
        event({ event: step.event, created_at: `2026-11-21T09:00:${step.second}Z` }),
      );
      const last = steps.toSorted((a, b) => a.second - b.second).at(-1);
      expect(attribution('approved', events).kind).toBe(
        last?.event === 'labeled' ? 'applied' : 'unattributed',
      );
    }),
  );
});
