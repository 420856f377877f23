import type { Exchange } from './exchange.ts';

/**
 * How long GitHub asks to wait, in milliseconds; `undefined` when the answer is no refusal for asking
 * too much. Follows GitHub's page "Rate limits for the REST API": `retry-after`, else the time at which
 * the limit is set back, else a minute.
 */
export function rateLimitWait(answer: Exchange, now: number): number | undefined {
  if (answer.kind !== 'answered' || (answer.status !== 403 && answer.status !== 429)) return undefined;
  const { headers, status, text } = answer;
  const stated = retryAfter(headers, now);
  if (stated !== undefined) return stated;
  if (headers.get('x-ratelimit-remaining') === '0') return untilReset(headers, now);
  return status === 429 || /\brate limit\b/i.test(text ?? '') ? 60_000 : undefined;
}

/** Seconds, or a date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** A second more, because both clocks count whole seconds. */
function untilReset(headers: Headers, now: number): number {
  const seconds = headers.get('x-ratelimit-reset') ?? '';
  return /^\d{1,12}$/.test(seconds) ? Math.max(0, Number(seconds) * 1000 - now) + 1000 : 60_000;
}
