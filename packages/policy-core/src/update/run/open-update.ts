import { judgeEnd } from '../../deployment/audit-log/judge-end.ts';
import { readEnd } from '../../deployment/audit-log/log-end.ts';
import { readLog, type LogProblem, type LogReading } from '../../deployment/audit-log/read-log.ts';
import { updatesInLog, type LoggedUpdate } from './update-journal.ts';

export type OpenUpdate =
  /** Every run has ended that was begun. */
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly run: LoggedUpdate }
  /** Nobody can tell. */
  | { readonly kind: 'damaged'; readonly problem: LogProblem };

/**
 * The run of a journal that was begun and has not ended. A run that begins ends first what another one left, so that what stands before
 * the last beginning decides nothing; behind it every line has to be as it was written.
 *
 * @param end what stands in the file beside the journal; `undefined`: there is none
 */
export function openUpdate(text: string, end: string | undefined): OpenUpdate {
  const reading = readLog(text);
  const problem = endProblem(reading, end) ?? problemBehindBeginning(text, reading);
  if (problem !== undefined) return { kind: 'damaged', problem };
  const last = readLog(`${reading.tail}\n`, { head: reading.head, line: 1 });
  const run = updatesInLog([...reading.entries, ...last.entries]).at(-1);
  return run?.state.kind === 'acting' ? { kind: 'open', run } : { kind: 'none' };
}

/** Lines may be gone at the end, which the journal alone cannot show. */
function endProblem(reading: LogReading, text: string | undefined): LogProblem | undefined {
  if (text === undefined) return undefined;
  const end = readEnd(text);
  if (end === undefined)
    return { line: undefined, problem: 'The file beside it, which names its last entry, was changed.' };
  return judgeEnd(reading, [{ by: 'the file beside it', ...end }])[0];
}

function problemBehindBeginning(text: string, { problems }: LogReading): LogProblem | undefined {
  return problems.find(({ line = 0 }) => {
    const behind = text.split('\n').slice(line).join('\n');
    return readLog(behind).entries.every(({ event }) => event !== 'update.begun');
  });
}
