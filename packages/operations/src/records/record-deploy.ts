import type { FileContent } from '@lockkeeper/policy-core';
import {
  correctionEvent,
  dataOf,
  type LogEntry,
  type LogHead,
} from '@lockkeeper/policy-core/deployment/audit-log';
import { nextRecord, readDeployRecord, type HealthyDeploy } from '@lockkeeper/policy-core/deployment/record';

import type { OpenLog } from '../ports/index.ts';
import { writeInto, type AuditTrail, type UntrustedLog } from './audit-trail.ts';
import { entriesIn } from './log-entries.ts';

export interface DeployToRecord {
  /** Path of the record. */
  readonly record: string;
  readonly deploy: HealthyDeploy;
  /** The run that brought it; left out: something else did. */
  readonly run?: RecordingRun | undefined;
}

export interface RecordingRun {
  readonly id: string;
  /** Why it may write no more, by what the log says, as a clause; `undefined`: it may. */
  readonly objection: (entries: readonly LogEntry[]) => string | undefined;
}

export type RecordedDeploy =
  | { readonly kind: 'recorded'; readonly head: LogHead; readonly text: string }
  /** The record as it is cannot be built on; `problem` is a sentence. The log has no entry of this deploy. */
  | { readonly kind: 'refused'; readonly problem: string }
  | UntrustedLog;

/**
 * Writes down that a deploy is healthy: `deploy.healthy` in the log, then the record that names this entry; before both, where
 * no promotion brought the commit, why that is. On a branch all of it is one commit. In files the entries come first: where the
 * machine stops between them and the record, the record is the one before, and the log knows more than it. A run that was
 * stopped there writes what is missing when it goes on, and nothing twice.
 */
export async function recordDeploy(trail: AuditTrail, wanted: DeployToRecord): Promise<RecordedDeploy> {
  const { record: path, deploy, run } = wanted;
  return await trail.logs.exclusively(trail.path, async (log) => {
    const entries = run === undefined ? [] : await entriesIn(log);
    const problem = run?.objection(entries);
    if (problem !== undefined) return { kind: 'refused', problem: `Nothing was recorded: ${problem}.` };
    const change = { path, before: await log.record(path), deploy };
    // Whether there can be a next record is known before anything is written.
    const trial = nextRecord({ ...change, auditHead: NO_ENTRY });
    if (trial.kind === 'refused') return trial;
    const before = entries.find((entry) => isHealthyIn(run, entry));
    const written = await entryOf(wanted, { log, trail, saying: trial.saying, entries, before });
    if (written.kind === 'not-believed') return written;
    return await recordBehind(written.head, change, log);
  });
}

interface Writing {
  readonly log: OpenLog;
  readonly trail: AuditTrail;
  readonly saying: string;
  readonly entries: readonly LogEntry[];
  /** The entry of the deploy, where it was written before. */
  readonly before: LogEntry | undefined;
}

/** The entry that the record will name. */
async function entryOf(
  { deploy, run }: DeployToRecord,
  { log, trail, saying, entries, before }: Writing,
): Promise<{ readonly kind: 'written'; readonly head: LogHead } | UntrustedLog> {
  if (before !== undefined) return { kind: 'written', head: before };
  const { last_good_sha: sha, environment: env, service, correction } = deploy;
  const promotion_id = run?.id;
  const isCorrected = entries.some((entry) => isOf(run, entry) && dataOf('SYSTEM_CORRECTION', entry));
  if (correction && !isCorrected) {
    const event = correctionEvent({
      env,
      service,
      eventId: correction.event_id,
      kind: correction.kind,
      reason: correction.reason,
      fromSha: correction.from_sha,
      toSha: correction.to_sha,
    });
    const told = await writeInto(log, trail, { ...event, promotion_id });
    if (told.kind === 'not-believed') return told;
  }
  return await writeInto(log, trail, {
    event: 'deploy.healthy',
    env,
    promotion_id,
    data: { sha, service, record: saying },
  });
}

function isOf(run: RecordingRun | undefined, { promotion_id }: LogEntry): boolean {
  return run !== undefined && promotion_id === run.id;
}

function isHealthyIn(run: RecordingRun | undefined, entry: LogEntry): boolean {
  return isOf(run, entry) && dataOf('deploy.healthy', entry) !== undefined;
}

async function recordBehind(
  head: LogHead,
  change: Readonly<{ path: string; before: FileContent; deploy: HealthyDeploy }>,
  log: OpenLog,
): Promise<RecordedDeploy> {
  const { path, before } = change;
  if (before.kind === 'text' && isNamedIn(path, before, head))
    return { kind: 'recorded', head, text: before.text };
  const next = nextRecord({ ...change, auditHead: head.hash });
  if (next.kind === 'refused') throw new Error(next.problem);
  await log.writeRecord(path, next.text);
  return { kind: 'recorded', head: { seq: head.seq, hash: head.hash }, text: next.text };
}

function isNamedIn(path: string, record: FileContent, { hash }: LogHead): boolean {
  const reading = readDeployRecord(path, record);
  return reading.kind === 'read' && reading.auditHead?.value === hash;
}

const NO_ENTRY = `sha256:${'0'.repeat(64)}`;
