import { observed, type Known } from '@lockkeeper/policy-core';
import {
  branchProblems,
  historyProblems,
  readEnd,
  readLog,
  verifyLog,
  type Checkpoint,
  type KnownEntry,
  type LogEntry,
  type LogProblem,
  type LogVerdict,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { FileVersion, LogPart, LogReader } from '../ports/index.ts';
import { unansweredVersions } from './given-up-versions.ts';
import { observeSignatures } from './log-signatures.ts';

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
  const { path } = question;
  const looked = await look(question, logs);
  if (!looked.known) return looked;
  const { noted, part, whole } = looked.value;
  const seen = { ...looked.value, part: part ?? NO_LOG };
  const verdict = verdictOn(seen, question, logs);
  const around = await lookAround({ path, text: whole }, entriesOf(whole, { verdict, question, logs }), logs);
  if (!around.known) return around;
  const isThere = part !== undefined || noted !== undefined || question.known.length > 0;
  if (!isThere && around.value.problems.length === 0) return observed(undefined);
  const all = withProblems(around.value, verdict);
  return observed({
    verdict: all,
    checkpoint: await nextCheckpoint({ ...seen.part, verdict: all }, question, logs),
  });
}

interface Looked {
  /** `undefined` where there is no such file, as in `part`. */
  readonly noted: string | undefined;
  readonly part: LogPart | undefined;
  readonly digest: string;
  /** The text of all of it; '' where there is none. */
  readonly whole: string;
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
  const whole = checkpoint === undefined ? part : await logs.since(path, 0);
  if (!whole.known) return whole;
  return observed({
    noted: noted.value,
    part: part.value,
    digest: digest.value,
    whole: whole.value?.text ?? '',
  });
}

/** Of all of the log: behind a checkpoint the verdict has only those since. */
function entriesOf(
  whole: string,
  {
    verdict,
    question,
    logs,
  }: { readonly verdict: LogVerdict; readonly question: AuditLogRequest; readonly logs: LogReader },
): readonly LogEntry[] {
  if (question.checkpoint === undefined) return verdict.reading.entries;
  return readLog(whole, undefined, (text) => logs.sha256(text)).entries;
}

/** What is known of all of a log besides the log, wherever the question begins. */
interface Around extends Pick<LogVerdict, 'isSigned'> {
  readonly problems: readonly LogProblem[];
}

async function lookAround(
  { path, text }: WholeLog,
  entries: readonly LogEntry[],
  logs: LogReader,
): Promise<Known<Around>> {
  const beside = await logs.history.beside(path, text);
  if (!beside.known) return beside;
  const unanswered = await unansweredVersions(beside.value, entries, logs.history);
  if (!unanswered.known) return unanswered;
  const replaced = beside.value.others.filter((version) => !unanswered.value.includes(version));
  const onBranch = await problemsOnBranch({ path, text }, replaced, logs);
  if (!onBranch.known) return onBranch;
  const signed = await observeSignatures(entries, logs);
  if (!signed.known) return signed;
  const { problems, isSigned } = signed.value;
  return observed({
    problems: [
      ...onBranch.value,
      ...historyProblems(
        entries,
        unanswered.value.map(({ id }) => id),
      ),
      ...problems,
    ],
    isSigned,
  });
}

interface WholeLog {
  readonly path: string;
  readonly text: string;
}

const NO_LOG: LogPart = { text: '', isUtf8: true, wholeBytes: 0 };

/** What the tree mirrors is the beginning of the log, unless somebody answers for another one. */
async function problemsOnBranch(
  { path, text }: WholeLog,
  replaced: readonly FileVersion[],
  { branch }: LogReader,
): Promise<Known<readonly LogProblem[]>> {
  if (branch === undefined) return observed([]);
  const mirror = await branch.mirror(path);
  if (!mirror.known) return mirror;
  const { name, lost, isUnwitnessed } = branch;
  const isReplaced = replaced.some((version) => version.text === mirror.value?.text);
  return observed(
    branchProblems(text, { name, lost, isUnwitnessed, mirror: isReplaced ? undefined : mirror.value }),
  );
}

function withProblems({ problems, isSigned }: Around, verdict: LogVerdict): LogVerdict {
  return { ...verdict, problems: [...problems, ...verdict.problems], isSigned };
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
