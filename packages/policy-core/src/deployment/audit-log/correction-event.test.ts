import { expect, test } from 'vitest';

import { correctionEvent } from './correction-event.ts';

test('a correction begins with the words that people search the log for [row 0.45]', () => {
  const event = correctionEvent({
    env: 'production',
    service: 'api',
    eventId: 'sce_1',
    kind: 'rollback',
    reason: 'payments fail',
    fromSha: 'a'.repeat(40),
    toSha: 'b'.repeat(40),
  });
  expect(event).toMatchObject({ event: 'SYSTEM_CORRECTION', env: 'production' });
  expect(event.data).toEqual({
    message: `SYSTEM CORRECTION EVENT: rollback of production from ${'a'.repeat(40)} to ${'b'.repeat(40)}: payments fail`,
    event_id: 'sce_1',
    kind: 'rollback',
    reason: 'payments fail',
    from_sha: 'a'.repeat(40),
    to_sha: 'b'.repeat(40),
    service: 'api',
  });
});
