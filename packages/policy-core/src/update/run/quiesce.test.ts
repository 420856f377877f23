import { expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import { stateText } from '../state/state-file.ts';
import { hasPaused, quiesceRequest } from './quiesce.ts';

const ASKED = { run: 'u-1', until: '2026-11-24T10:00:00.000Z' };
const ABSENT: FileContent = { kind: 'absent' };

const written = (value: object): FileContent => ({ kind: 'text', text: stateText(value) });
const answer = (generation: number) => written({ schema_version: 1, generation });

test('a service has paused only where it answers this very request', () => {
  const first = quiesceRequest({ request: ABSENT, ack: ABSENT }, ASKED);
  expect(hasPaused(first, answer(first.generation))).toBe(true);
  const second = quiesceRequest({ request: written(first), ack: ABSENT }, ASKED);
  expect(hasPaused(second, answer(first.generation))).toBe(false);
  expect(hasPaused(second, answer(second.generation))).toBe(true);
  expect(hasPaused(first, answer(second.generation))).toBe(false);
});

test('an answer that is left over, missing or broken is none', () => {
  const request = quiesceRequest({ request: ABSENT, ack: answer(7) }, ASKED);
  expect(request).toEqual({ schema_version: 1, generation: 8, ...ASKED });
  expect(hasPaused(request, answer(7))).toBe(false);
  for (const content of [
    ABSENT,
    { kind: 'text', text: '{"generation":8}' } as const,
    { kind: 'text', text: '{"schema_version":1,"gener' } as const,
    { kind: 'unreadable', problem: 'permission denied' } as const,
  ])
    expect(hasPaused(request, content)).toBe(false);
});
