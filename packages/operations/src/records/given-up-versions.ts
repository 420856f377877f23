import { observed, type Known } from '@lockkeeper/policy-core';
import {
  dataOf,
  entryLine,
  givenUp,
  readLog,
  type LogEntry,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { FileHistory, VersionsBeside } from '../ports/index.ts';

type Version = VersionsBeside['others'][number];

/**
 * The versions of a log for which nobody answers. An entry that gives up one counts only where those may say so who vouched for
 * it: anybody can make a log anew, by signers of his own or by none, and answer in it for all that was there before. So a version
 * that was signed is given up only in a log that begins with the same signers, or with some whom the history knew before it.
 */
export async function unansweredVersions(
  { others, beginnings }: VersionsBeside,
  entries: readonly LogEntry[],
  history: Pick<FileHistory, 'isBefore'>,
): Promise<Known<readonly Version[]>> {
  const accepted = givenUp(entries);
  const anchor = anchorOf(beginnings, entries);
  const left: Version[] = [];
  for (const version of others) {
    const isAnswered = accepted.has(version.id)
      ? await mayBeGivenUp(version, { anchor, own: firstSigners(entries)?.sha256, history })
      : observed(false);
    if (!isAnswered.known) return isAnswered;
    if (!isAnswered.value) left.push(version);
  }
  return observed(left);
}

interface Vouching {
  /** The first commit that held the log with the signers of today. */
  readonly anchor: string | undefined;
  readonly own: string | undefined;
  readonly history: Pick<FileHistory, 'isBefore'>;
}

async function mayBeGivenUp(
  { text, commits }: Version,
  { anchor, own, history }: Vouching,
): Promise<Known<boolean>> {
  const signers = firstSigners(readLog(text).entries)?.sha256;
  if (signers === undefined || signers === own) return observed(true);
  if (own === undefined || anchor === undefined || commits.length === 0) return observed(false);
  for (const commit of commits) {
    const isBefore = await history.isBefore(anchor, commit);
    if (!isBefore.known || !isBefore.value) return isBefore;
  }
  return observed(true);
}

function anchorOf(
  beginnings: VersionsBeside['beginnings'],
  entries: readonly LogEntry[],
): string | undefined {
  const named = firstSigners(entries)?.entry;
  if (named === undefined) return undefined;
  const beginning = entries
    .slice(0, entries.indexOf(named) + 1)
    .map(entryLine)
    .join('');
  return beginnings.findLast((version) => version.holds(beginning))?.commits.at(-1);
}

interface NamedSigners {
  /** Of their file. */
  readonly sha256: string;
  /** That names them. */
  readonly entry: LogEntry;
}

/**
 * Those who signed a log first; `undefined`: nobody does. Whoever else signs it, they let him: two logs that begin with the same
 * signers are both vouched for by them, where their signatures hold.
 */
function firstSigners(entries: readonly LogEntry[]): NamedSigners | undefined {
  for (const entry of entries) {
    const sha256 = dataOf('records.signers', entry)?.sha256;
    if (sha256 !== undefined) return { sha256, entry };
  }
  return undefined;
}
