import { expect, test } from 'vitest';

import { tornTail } from './torn-tail.ts';

test('the log says where a torn line is kept, and its digest instead of what it held', () => {
  const event = tornTail(
    { tail: '{"actor":"al', keptIn: 'infrastructure/deploys/audit.jsonl.torn' },
    { ts: '2026-11-21T08:00:00.000Z', actor: 'ci' },
  );
  expect(event).toEqual({
    ts: '2026-11-21T08:00:00.000Z',
    event: 'AUDIT_TORN_TAIL',
    actor: 'ci',
    data: {
      kept_in: 'infrastructure/deploys/audit.jsonl.torn',
      characters: 12,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    },
  });
});
