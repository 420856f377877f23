import { counted } from '../../engine/tally.ts';
import { dataOf } from './events.ts';
import type { LogEntry } from './log-entry.ts';
import type { LogProblem } from './read-log.ts';

/**
 * What versions that commits held say about the log as it is. A log only grows, so that it begins with each of them; who
 * changed it, cut it off, deleted it, or made all of it anew left the old one in the history.
 *
 * @param others Ids of versions with which the log does not begin, and for which nobody answers.
 */
export function historyProblems(
  entries: readonly LogEntry[],
  others: readonly string[],
): readonly LogProblem[] {
  const [first] = others;
  if (first === undefined) return [];
  const problem =
    entries.length === 0
      ? `The history holds ${counted(others.length, 'version')} of the log (git object ${first}), and the log is gone.`
      : `The log does not begin with ${counted(others.length, 'version')} of it that the history holds (git object ${first}): it was cut off, or made anew.`;
  return [{ line: undefined, problem }];
}

/** Versions of log and records that somebody answers for: they need not agree with those of today. */
export function givenUp(entries: readonly LogEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => dataOf('records.repaired', entry)?.given_up ?? []));
}
