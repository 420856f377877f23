import { expect, test } from 'vitest';

import { stateText } from '../state/state-file.ts';
import { isAcknowledged, nextRequest, readQuiesceAck, readQuiesceRequest } from './quiesce.ts';

const ASKED = { run: 'u-1', until: '2026-11-24T10:00:00.000Z' };

function answer(generation: number) {
  return readQuiesceAck('ack.json', { kind: 'text', text: stateText({ schema_version: 1, generation }) });
}

test('a service has paused only where it answers this very request', () => {
  const first = nextRequest({ before: undefined, answered: undefined }, ASKED);
  expect(isAcknowledged(first, answer(first.generation))).toBe(true);
  const second = nextRequest({ before: first, answered: undefined }, ASKED);
  expect(isAcknowledged(second, answer(first.generation))).toBe(false);
  expect(isAcknowledged(second, answer(second.generation))).toBe(true);
  expect(isAcknowledged(first, answer(second.generation))).toBe(false);
});

test('an answer that is left over, missing or broken is none', () => {
  const before = nextRequest({ before: undefined, answered: { schema_version: 1, generation: 7 } }, ASKED);
  expect(before.generation).toBe(8);
  expect(isAcknowledged(before, answer(7))).toBe(false);
  for (const content of [
    { kind: 'absent' } as const,
    { kind: 'text', text: '{"generation":8}' } as const,
    { kind: 'text', text: '{"schema_version":1,"gener' } as const,
    { kind: 'unreadable', problem: 'permission denied' } as const,
  ])
    expect(isAcknowledged(before, readQuiesceAck('ack.json', content))).toBe(false);
});

test('a request can be read again', () => {
  const request = nextRequest({ before: undefined, answered: undefined }, ASKED);
  const read = readQuiesceRequest('request.json', { kind: 'text', text: stateText(request) });
  expect(read).toEqual({ kind: 'read', value: request });
});
