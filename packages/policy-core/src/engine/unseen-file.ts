import type { Undecided } from './rule.ts';
import { startOf } from '../model/source-span.ts';

/** A file under judgement that nobody could read; `reason` is a clause. */
export function unseenFile<MessageId extends string>(
  messageId: MessageId,
  path: string,
  reason: string,
): Undecided<MessageId> {
  return {
    kind: 'undecided',
    messageId,
    data: { path },
    at: startOf(path),
    subject: path,
    waitsFor: 'observation',
    missing: [{ fact: path, reason }],
  };
}
