import { canonicalJson } from '../../model/canonical-json.ts';
import { sha256 } from '../../model/sha256.ts';
import { eventFault, type KnownEvent } from './events.ts';

/** Something that happened, before the log gives it its place. */
export type LogEvent = KnownEvent & {
  /** When, in UTC, such as `2026-11-21T08:00:00.000Z`. */
  readonly ts: string;
  /** Who did it: a login, `ci`, or a program. */
  readonly actor: string;
  /** The environment it happened to, where it happened to one. */
  readonly env?: string | undefined;
  /** The promotion it belongs to, where it belongs to one. */
  readonly promotion_id?: string | undefined;
};

/** The last entry of a log: what the next one follows. */
export interface LogHead {
  /** Counts from 1; 0 of a log without an entry. */
  readonly seq: number;
  /** `sha256:` and 64 hex digits. */
  readonly hash: string;
}

/** One line of a log, as it was read: `eventFault` says whether it is an event that we know. */
export interface LogEntry extends LogHead, Pick<LogEvent, 'ts' | 'actor' | 'env' | 'promotion_id'> {
  readonly event: string;
  /** Plain JSON without secrets. */
  readonly data: { readonly [key: string]: unknown };
  /** `hash` of the entry before. */
  readonly prev: string;
  /** A signature of `signedText`: that of SSH in base64, without its first and last line. No part of what is hashed. */
  readonly sig?: string | undefined;
}

/** What the first entry of a log follows. */
export const EMPTY_LOG: LogHead = { seq: 0, hash: `sha256:${'0'.repeat(64)}` };

/** An entry that does not fit into this many UTF-16 units is refused, by those who write and those who read. */
export const MAX_LINE_UNITS = 64 * 1024;

/** Gives an event its place after `head`. Throws a `RangeError` for what is no event of the list, would not fit on a line or has no canonical form. */
export function entryAfter(head: LogHead, event: LogEvent): LogEntry {
  const { ts, event: name, actor, env, promotion_id, data } = event;
  const fault = eventFault(event);
  if (fault !== undefined) throw new RangeError(`${name} cannot be written into the log: it ${fault}.`);
  const body = { seq: head.seq + 1, ts, event: name, actor, env, promotion_id, data };
  const entry = { ...body, prev: head.hash, hash: hashOf(head.hash, canonicalJson(body)) };
  if (canonicalJson(entry).length > MAX_LINE_UNITS)
    throw new RangeError(`An entry of the log may have ${MAX_LINE_UNITS} characters at most.`);
  return entry;
}

/** What a signer of an entry signs: its hash, and with it every entry before. */
export function signedText({ seq, hash }: LogHead): string {
  return `lockkeeper audit log, entry ${seq}\n${hash}\n`;
}

/** The line of an entry, its line end included: its canonical form (RFC 8785), so that every byte of it counts. */
export function entryLine(entry: LogEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/**
 * @param body The canonical form of the entry without `hash` and `prev`.
 * @param digest SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hex digits: a host may have a faster one.
 */
export function hashOf(prev: string, body: string, digest: Sha256 = sha256): string {
  return `sha256:${digest(prev + body)}`;
}

export type Sha256 = (text: string) => string;
