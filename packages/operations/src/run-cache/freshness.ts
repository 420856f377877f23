import type { Observers, ReadFileState } from '../ports/index.ts';
import { answerText, type RecordedQuestion, type RunRecord } from './run-record.ts';

interface Asking {
  readonly observers: Pick<Observers, 'files' | 'git'>;
  readonly stateOf: ReadFileState;
  readonly digest: (text: string) => string;
}

/**
 * Whether a run would be told today what it was told then. `record` is what a run of this very program wrote down,
 * and came back from a store that vouches for it.
 */
export async function isFresh(record: RunRecord, asking: Asking): Promise<boolean> {
  // Before anything else has its turn, so that folders are looked at once.
  if (!record.files.every(([path, state]) => asking.stateOf(path)?.state === state)) return false;
  // Git is slow to answer, and asked in vain where a file says something else.
  const texts = await Promise.all(record.texts.map(([path, digest]) => saysStill(path, digest, asking)));
  if (!texts.every(Boolean)) return false;
  const answers = await Promise.all(record.questions.map((question) => isAnsweredStill(question, asking)));
  return answers.every(Boolean);
}

async function saysStill(
  path: string,
  digest: string,
  { observers, digest: digestOf }: Asking,
): Promise<boolean> {
  const content = await observers.files.read(path);
  return content.known && digestOf(answerText(content)) === digest;
}

type Ask = (...args: readonly unknown[]) => Promise<unknown>;

async function isAnsweredStill(
  { of, name, args, answer }: RecordedQuestion,
  { observers, digest }: Asking,
): Promise<boolean> {
  const port = new Map<string, unknown>(Object.entries(observers[of] ?? {}));
  const ask = port.get(name);
  if (!isAsk(ask)) return false;
  return digest(answerText(await ask(...args))) === answer;
}

/** Whatever a port holds is asked: it says so itself where it cannot answer. */
function isAsk(value: unknown): value is Ask {
  return typeof value === 'function';
}
