import type { LogEntry } from './log-entry.ts';

/**
 * Whether a value has the form of an entry. Keys of later versions are no matter.
 *
 * Written out instead of as a schema, as a log of many years has a hundred thousand of them.
 */
export function isEntry(value: unknown): value is LogEntry {
  if (!isObject(value)) return false;
  const entry: Unread = value;
  return NAMES.every((name) => FORMS[name](entry[name]));
}

type Unread = { readonly [key in keyof LogEntry]?: unknown };

const FORMS: Readonly<Record<keyof LogEntry, (value: unknown) => boolean>> = {
  seq: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  hash: isDigest,
  prev: isDigest,
  ts: isTime,
  event: isWord,
  actor: isWord,
  env: isTextOrLeftOut,
  promotion_id: isTextOrLeftOut,
  data: isObject,
  sig: isSignatureOrLeftOut,
};
const NAMES = ['seq', 'hash', 'prev', 'ts', 'event', 'actor', 'env', 'promotion_id', 'data', 'sig'] as const;

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value);
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTextOrLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isSignatureOrLeftOut(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && /^[A-Za-z0-9+/]{40,8192}={0,2}$/.test(value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
