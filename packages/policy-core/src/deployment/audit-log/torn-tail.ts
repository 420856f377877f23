import { sha256 } from '../../model/sha256.ts';
import type { LogEvent } from './log-entry.ts';

/** What the log itself says of a line that was not written to its end, once that line was put aside. */
export function tornTail(
  { tail, keptIn }: { readonly tail: string; readonly keptIn: string },
  { ts, actor }: Pick<LogEvent, 'ts' | 'actor'>,
): LogEvent {
  const data = { kept_in: keptIn, characters: tail.length, sha256: sha256(tail) };
  return { ts, event: 'AUDIT_TORN_TAIL', actor, data };
}
