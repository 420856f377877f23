import {
  endText,
  entryAfter,
  entryLine,
  planAppend,
  readEnd,
  tornTail,
  type KnownEvent,
  type LogEntry,
  type LogHead,
  type LogProblem,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { Clock, LogStore, OpenLog } from '../ports/index.ts';
import { entriesIn } from './log-entries.ts';
import { objectionsToSigning, signEntry, signersDigest, type TrailSigning } from './sign-entry.ts';

/** The log into which everything is written before it is done. */
export interface AuditTrail {
  readonly path: string;
  readonly logs: LogStore;
  readonly clock: Clock;
  /** Who acts: a login, `ci`, or a program. */
  readonly actor: string;
  /** Left out where the policy names no signers. */
  readonly signing?: TrailSigning | undefined;
}

/** Who writes into a log that is open. */
export type TrailWriter = Pick<AuditTrail, 'clock' | 'actor' | 'signing'>;

/** What is to be written down. The trail knows when, and who. */
export type TrailEvent = KnownEvent & Pick<Parameters<typeof entryAfter>[1], 'env' | 'promotion_id'>;

export type LogWrite =
  /** It is on the disk, behind everything that was written before. */
  { readonly kind: 'written'; readonly head: LogHead } | UntrustedLog;

/** The log was changed by somebody else: nothing was added to it. */
export interface UntrustedLog {
  readonly kind: 'not-believed';
  readonly problems: readonly LogProblem[];
}

/** Rejects where the log cannot be reached or written. Then the event does not count as written, whatever stands there. */
export async function writeEvent(trail: AuditTrail, event: TrailEvent): Promise<LogWrite> {
  return await trail.logs.exclusively(trail.path, async (log) => await writeInto(log, trail, event));
}

/** The same, in a log that is open already. */
export async function writeInto(log: OpenLog, trail: TrailWriter, event: TrailEvent): Promise<LogWrite> {
  const refused = await refusalToSign(log, trail);
  if (refused !== undefined) return refused;
  return await writeUnasked(log, trail, event);
}

/** The same, whatever the signatures of the entries before are worth. */
export async function writeUnasked(log: OpenLog, trail: TrailWriter, event: TrailEvent): Promise<LogWrite> {
  // A log is put right in three steps at most: its last line is ended or cut off, it names its signers, then it is in order.
  let written = await tryToWrite(trail, event, log);
  while (written === 'look-again') written = await tryToWrite(trail, event, log);
  return written;
}

async function tryToWrite(
  trail: TrailWriter,
  event: TrailEvent,
  log: OpenLog,
): Promise<LogWrite | 'look-again'> {
  const noted = await notedEnd(log);
  if (noted === 'damaged') return damagedEnd();
  const plan = planAppend({ end: noted, ...(await log.since(noted?.bytes ?? 0)) });
  if (plan.kind === 'refuse') return { kind: 'not-believed', problems: plan.problems };
  if (plan.kind === 'end-line') {
    await log.append('\n');
    return 'look-again';
  }
  const told = { ts: trail.clock.now(), actor: trail.actor };
  const line = async (head: LogHead, what: TrailEvent): Promise<LogEntry> => {
    const entry = entryAfter(head, { ...what, ...told });
    return trail.signing === undefined ? entry : await signEntry(entry, await entriesIn(log), trail.signing);
  };
  if (plan.kind === 'cut') {
    const torn = await line(plan.head, tornTail({ tail: plan.tail, keptIn: log.keptIn }, told));
    await log.cut(plan.bytes);
    await log.append(entryLine(torn));
    return 'look-again';
  }
  const naming = await namingFirst(plan.head, trail, event);
  const { seq, hash, ...entry } = await line(plan.head, naming ?? event);
  const bytes = await log.append(entryLine({ ...entry, seq, hash }));
  await log.writeEnd(endText({ seq, hash, bytes }));
  return naming === undefined ? { kind: 'written', head: { seq, hash } } : 'look-again';
}

/** What a signed log begins with; `undefined`: it has begun, or nobody signs it. */
async function namingFirst(
  { seq }: LogHead,
  { signing }: TrailWriter,
  { event }: TrailEvent,
): Promise<TrailEvent | undefined> {
  return seq === 0 && signing !== undefined && event !== 'records.signers'
    ? await namedSigners(signing)
    : undefined;
}

/** The entry with which a signed log begins, and another one after each change of the signers. */
export async function namedSigners(signing: TrailSigning): Promise<TrailEvent> {
  return { event: 'records.signers', data: { sha256: await signersDigest(signing) } };
}

async function refusalToSign(
  log: OpenLog,
  { signing }: Pick<AuditTrail, 'signing'>,
): Promise<UntrustedLog | undefined> {
  if (signing === undefined) return undefined;
  const problems = await objectionsToSigning(await entriesIn(log), signing);
  return problems.length === 0 ? undefined : { kind: 'not-believed', problems };
}

async function notedEnd(log: OpenLog) {
  const text = await log.end();
  return text === undefined ? undefined : (readEnd(text) ?? ('damaged' as const));
}

function damagedEnd(): UntrustedLog {
  const problem = 'The file beside the log, which names its last entry, was changed.';
  return { kind: 'not-believed', problems: [{ line: undefined, problem }] };
}
