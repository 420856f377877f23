import type { LogEvent } from './log-entry.ts';

/** A change of what was deployed that no promotion made, such as a rollback. */
export interface Correction {
  readonly env: string;
  readonly service: string | undefined;
  /** Names the correction; the deploy record of its outcome repeats it. */
  readonly eventId: string;
  readonly kind: string;
  readonly reason: string;
  readonly fromSha: string;
  readonly toSha: string;
}

/** The entry of a correction. Its message always begins with the words that people search for. */
export function correctionEvent({
  env,
  service,
  eventId,
  kind,
  reason,
  fromSha,
  toSha,
}: Correction): Pick<Extract<LogEvent, { event: 'SYSTEM_CORRECTION' }>, 'event' | 'env' | 'data'> {
  return {
    event: 'SYSTEM_CORRECTION',
    env,
    data: {
      message: `SYSTEM CORRECTION EVENT: ${kind} of ${env} from ${fromSha} to ${toSha}: ${reason}`,
      event_id: eventId,
      kind,
      reason,
      from_sha: fromSha,
      to_sha: toSha,
      service,
    },
  };
}
