import type { DependencyPair } from '../policy/policy.ts';
import type { UnseenInclude } from './facts/expanded-requirements.ts';
import type { Undecided } from '../engine/rule.ts';
import { startOf } from '../model/source-span.ts';

/** A pair of which a part could not be read. */
export function unseenPair<MessageId extends string>(
  messageId: MessageId,
  { source, lock }: DependencyPair,
  unseen: readonly UnseenInclude[],
): Undecided<MessageId> {
  return {
    kind: 'undecided',
    messageId,
    data: { source, lock },
    at: startOf(source),
    subject: lock,
    waitsFor: 'observation',
    missing: unseen.map(({ path, reason }) => ({ fact: path, reason })),
  };
}
