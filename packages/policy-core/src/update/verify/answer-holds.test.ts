import { describe, expect, test } from 'vitest';

import { answerHoldsUntil } from './answer-holds.ts';

const NOW = '2026-07-01T12:00:00Z';

function tag(message: string): string {
  return `object ${'a'.repeat(40)}\ntype commit\ntag v1.0.0\ntagger Mia <mia@example.com> 1780000000 +0000\n\n${message}\n`;
}

function heldUntil(known: Partial<Omit<Parameters<typeof answerHoldsUntil>[0], 'now'>>): string {
  const settings = { interval_minutes: 60, gpg_keyring: undefined };
  const until = answerHoldsUntil({
    settings,
    signers: undefined,
    payloads: [],
    ...known,
    now: Date.parse(NOW),
  });
  return new Date(until).toISOString().replace('.000', '');
}

describe('that nothing is newer', () => {
  test.each<readonly [string, Parameters<typeof heldUntil>[0], string]>([
    ['a day', {}, '2026-07-02T12:00:00Z'],
    ['two intervals, where that is longer', { settings: { interval_minutes: 1440 } }, '2026-07-03T12:00:00Z'],
    [
      'an hour beside a keyring of OpenPGP',
      { settings: { interval_minutes: 60, gpg_keyring: '/etc/keys' } },
      '2026-07-01T13:00:00Z',
    ],
    [
      'until a key expires',
      { signers: 'mia valid-before="20260701130500Z" ssh-ed25519 A' },
      '2026-07-01T13:05:00Z',
    ],
    [
      'until the earliest of several moments',
      {
        signers: 'mia valid-before="20260702Z" ssh-ed25519 A\nleo valid-after="202607012300Z" ssh-ed25519 B',
        payloads: [tag('Lockkeeper-Expires: 2026-07-01T20:00:00Z'), 'no tag'],
      },
      '2026-07-01T20:00:00Z',
    ],
    [
      'as long as no zone of the host makes a key expire',
      { signers: 'mia valid-before="20260702080000" ssh-ed25519 A' },
      '2026-07-01T18:00:00Z',
    ],
    [
      'not at all where the zone decides whether a key has expired',
      { signers: 'mia valid-before="202607010600" ssh-ed25519 A' },
      NOW,
    ],
    [
      'a day where all has expired before',
      {
        signers: 'mia valid-before="20260101" ssh-ed25519 A',
        payloads: [tag('Lockkeeper-Expires: 2026-06-30T20:00:00Z')],
      },
      '2026-07-02T12:00:00Z',
    ],
  ])('holds %s', (_, known, until) => {
    expect(heldUntil(known)).toBe(until);
  });
});
