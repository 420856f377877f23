import { describe, expect, test } from 'vitest';

import type { Exchange } from './exchange.ts';
import { rateLimitWait } from './rate-limit.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

function wait(status: number, headers: Readonly<Record<string, string>> = {}, text = ''): number | undefined {
  return rateLimitWait({ kind: 'answered', status, headers: new Headers(headers), text }, NOW);
}

describe('the wait that GitHub asks for', () => {
  test('is a number of seconds or a date', () => {
    expect(wait(429, { 'retry-after': '7' })).toBe(7000);
    expect(wait(403, { 'retry-after': ' 0 ' })).toBe(0);
    expect(wait(429, { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' })).toBe(60_000);
    expect(wait(429, { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' })).toBe(0);
  });

  test('is the time at which the limit is set back, and a second more', () => {
    const reset = String(NOW / 1000 + 30);
    expect(wait(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(31_000);
    expect(wait(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' })).toBe(1000);
  });

  test.each(['', 'soon', '-5', '1e9', '99999999999999999999'])(
    'is a minute when %j stands there',
    (reset) => {
      expect(wait(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(60_000);
      expect(wait(429, { 'retry-after': '' })).toBe(60_000);
    },
  );

  test('is a minute when only the words say so', () => {
    expect(wait(403, {}, '{"message":"You have exceeded a secondary rate limit"}')).toBe(60_000);
    expect(wait(403, {}, '{"message":"API rate limit exceeded for installation"}')).toBe(60_000);
    expect(wait(429)).toBe(60_000);
  });
});

test('a refusal for another reason asks for no wait', () => {
  expect(
    wait(403, { 'x-ratelimit-remaining': '4000' }, '{"message":"Resource not accessible"}'),
  ).toBeUndefined();
  expect(wait(401, { 'retry-after': '7' })).toBeUndefined();
  expect(wait(200)).toBeUndefined();
  const others: readonly Exchange[] = [
    { kind: 'timed-out', seconds: 1 },
    { kind: 'unreachable', code: undefined },
    { kind: 'too-large' },
  ];
  for (const other of others) expect(rateLimitWait(other, NOW)).toBeUndefined();
});
