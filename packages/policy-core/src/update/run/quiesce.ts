import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { readStateFile, STATE_SCHEMA_VERSION, type StateReading } from '../state/state-file.ts';
import { instant } from '../state/state-forms.ts';

const generation = z.int().positive();

/** What the updater asks of the service: finish what you write, and begin nothing. Taken away, the service goes on. */
const requestForm = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  /** Greater than that of every request before: an answer to an earlier one is none. */
  generation,
  run: z.string().min(1),
  /** When the service goes on by itself, whatever became of the updater. */
  until: instant,
});

/** What the service answers, once nothing is half written. */
const ackForm = z.strictObject({ schema_version: z.literal(STATE_SCHEMA_VERSION), generation });

export type QuiesceRequest = z.infer<typeof requestForm>;

/** The text of a file of the handshake, as it is on disk. */
interface QuiesceFiles {
  /** What was asked last. */
  readonly request: FileContent;
  /** What was answered last. */
  readonly ack: FileContent;
}

/**
 * The request of a run. Asked again, as after an interruption, it is a new one: who answered the last may have gone on. No
 * answer that is left over counts.
 */
export function quiesceRequest(
  files: QuiesceFiles,
  { run, until }: Pick<QuiesceRequest, 'run' | 'until'>,
): QuiesceRequest {
  const before = requestIn(files.request);
  const answered = ackIn(files.ack);
  const last = [before, answered].map((one) => (one.kind === 'read' ? one.value.generation : 0));
  return { schema_version: STATE_SCHEMA_VERSION, generation: Math.max(...last) + 1, run, until };
}

/** When a service goes on by itself that was asked so; `undefined`: it is not asked, or nobody can read what. */
export function pausedUntil(request: FileContent): string | undefined {
  const asked = requestIn(request);
  return asked.kind === 'read' ? asked.value.until : undefined;
}

/** Whether the service has paused for this request and no other. An answer that cannot be read is none. */
export function hasPaused({ generation }: QuiesceRequest, ack: FileContent): boolean {
  const answered = ackIn(ack);
  return answered.kind === 'read' && answered.value.generation === generation;
}

function requestIn(content: FileContent): StateReading<QuiesceRequest> {
  return readStateFile(requestForm, { path: 'quiesce.json', content });
}

function ackIn(content: FileContent): StateReading<z.infer<typeof ackForm>> {
  return readStateFile(ackForm, { path: 'quiesce_ack.json', content });
}
