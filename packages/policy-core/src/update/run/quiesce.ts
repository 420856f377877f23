import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { readStateFile, STATE_SCHEMA_VERSION, type StateReading } from '../state/state-file.ts';
import { instant } from '../state/state-forms.ts';

const generation = z.int().positive();

/** What the updater asks of the service: finish what you write, and begin nothing. Taken away, the service goes on. */
const quiesceRequest = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  /** Greater than that of every request before: an answer to an earlier one is none. */
  generation,
  run: z.string().min(1),
  /** When the service goes on by itself, whatever became of the updater. */
  until: instant,
});

/** What the service answers, once nothing is half written. */
const quiesceAck = z.strictObject({ schema_version: z.literal(STATE_SCHEMA_VERSION), generation });

export type QuiesceRequest = z.infer<typeof quiesceRequest>;
type QuiesceAck = z.infer<typeof quiesceAck>;

export function readQuiesceRequest(path: string, content: FileContent): StateReading<QuiesceRequest> {
  return readStateFile(quiesceRequest, { path, content });
}

export function readQuiesceAck(path: string, content: FileContent): StateReading<QuiesceAck> {
  return readStateFile(quiesceAck, { path, content });
}

/**
 * The request of a run. Asked again, as after an interruption, it is a new one: who answered the last may have gone on.
 *
 * @param before what was asked last; `undefined`: nothing ever was
 * @param answered what was answered last, so that no left-over answer counts
 */
export function nextRequest(
  {
    before,
    answered,
  }: { readonly before: QuiesceRequest | undefined; readonly answered: QuiesceAck | undefined },
  { run, until }: Pick<QuiesceRequest, 'run' | 'until'>,
): QuiesceRequest {
  const last = Math.max(before?.generation ?? 0, answered?.generation ?? 0);
  return { schema_version: STATE_SCHEMA_VERSION, generation: last + 1, run, until };
}

/** Whether the service has paused for this request and no other. An answer that cannot be read is none. */
export function isAcknowledged(request: QuiesceRequest, ack: StateReading<QuiesceAck>): boolean {
  return ack.kind === 'read' && ack.value.generation === request.generation;
}
