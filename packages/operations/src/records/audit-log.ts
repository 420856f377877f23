import { observed, type Known } from '@lockkeeper/policy-core';
import {
  branchProblems,
  readEnd,
  verifyLog,
  type Checkpoint,
  type KnownEntry,
  type LogProblem,
  type LogVerdict,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { LogPart, LogReader } from '../ports/index.ts';

export interface AuditLogRequest {
  readonly path: string;
  /** Entries that others know of, such as the one that the deploy record names. */
  readonly known: readonly KnownEntry[];
  /** What was verified before: only what was written since is read. */
  readonly checkpoint: Checkpoint | undefined;
}

export interface ObservedAuditLog {
  readonly verdict: LogVerdict;
  /** From where the next verification may go on; `undefined` where something is wrong. */
  readonly checkpoint: Checkpoint | undefined;
}

/** `undefined` where there is no log, and nobody knows of one. */
export async function observeAuditLog(
  question: AuditLogRequest,
  logs: LogReader,
): Promise<Known<ObservedAuditLog | undefined>> {
  const looked = await look(question, logs);
  if (!looked.known) return looked;
  const { noted, part, onBranch } = looked.value;
  const isThere = part !== undefined || noted !== undefined || question.known.length > 0;
  if (!isThere && onBranch.length === 0) return observed(undefined);
  const seen = { ...looked.value, part: part ?? NO_LOG };
  const verdict = withProblems(onBranch, verdictOn(seen, question, logs));
  return observed({ verdict, checkpoint: await nextCheckpoint({ ...seen.part, verdict }, question, logs) });
}

interface Looked {
  /** `undefined` where there is no such file, as in `part`. */
  readonly noted: string | undefined;
  readonly part: LogPart | undefined;
  readonly digest: string;
  readonly onBranch: readonly LogProblem[];
}

async function look(question: AuditLogRequest, logs: LogReader): Promise<Known<Looked>> {
  const { path, checkpoint } = question;
  // First, so that a writer who is at work meanwhile is ahead of it and never behind.
  const noted = await logs.end(path);
  if (!noted.known) return noted;
  const part = await logs.since(path, checkpoint?.bytes ?? 0);
  if (!part.known) return part;
  const digest = await digestBefore(question, logs);
  if (!digest.known) return digest;
  const onBranch = await problemsOnBranch(path, logs);
  if (!onBranch.known) return onBranch;
  return observed({
    noted: noted.value,
    part: part.value,
    digest: digest.value,
    onBranch: onBranch.value,
  });
}

const NO_LOG: LogPart = { text: '', isUtf8: true, wholeBytes: 0 };

/** Of all of it, wherever the question begins: what the tree mirrors is its beginning. */
async function problemsOnBranch(path: string, logs: LogReader): Promise<Known<readonly LogProblem[]>> {
  const { branch } = logs;
  if (branch === undefined) return observed([]);
  const mirror = await branch.mirror(path);
  if (!mirror.known) return mirror;
  const whole = await logs.since(path, 0);
  if (!whole.known) return whole;
  const { name, lost } = branch;
  return observed(branchProblems(whole.value?.text ?? '', { name, lost, mirror: mirror.value }));
}

function withProblems(problems: readonly LogProblem[], verdict: LogVerdict): LogVerdict {
  return { ...verdict, problems: [...problems, ...verdict.problems] };
}

/** Of what the checkpoint vouches for; '' where the log is shorter: it is another one in any case. */
async function digestBefore({ path, checkpoint }: AuditLogRequest, logs: LogReader): Promise<Known<string>> {
  if (checkpoint === undefined) return observed('');
  const digest = await logs.digest(path, checkpoint.bytes);
  return digest.known ? observed(digest.value ?? '') : digest;
}

interface SeenParts {
  readonly noted: string | undefined;
  readonly part: LogPart;
  readonly digest: string;
}

function verdictOn(
  { noted, part: { text, isUtf8 }, digest }: SeenParts,
  { known, checkpoint }: AuditLogRequest,
  logs: LogReader,
): LogVerdict {
  const end = noted === undefined ? 'absent' : (readEnd(noted) ?? 'damaged');
  const behind = checkpoint && { checkpoint, sha256: digest };
  return verifyLog({ text, isUtf8, end, known, behind, digest: (whole) => logs.sha256(whole) });
}

async function nextCheckpoint(
  { verdict, wholeBytes }: { readonly verdict: LogVerdict; readonly wholeBytes: number },
  { path, checkpoint }: AuditLogRequest,
  logs: LogReader,
): Promise<Checkpoint | undefined> {
  if (verdict.problems.length > 0 || wholeBytes === 0) return undefined;
  if (checkpoint?.bytes === wholeBytes) return checkpoint;
  const digest = await logs.digest(path, wholeBytes);
  if (!digest.known || digest.value === undefined) return undefined;
  const { seq, hash } = verdict.head;
  return { seq, hash, bytes: wholeBytes, sha256: digest.value };
}
