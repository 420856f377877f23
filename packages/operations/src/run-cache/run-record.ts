/** All that a run was told, so that a later one can see whether it would be told the same. Plain data. */
export interface RunRecord {
  /** Files that had settled down, by what the disk tells of them. */
  readonly files: readonly (readonly [path: string, state: string])[];
  /** Files that had been written just before, by the digest of what they said. */
  readonly texts: readonly (readonly [path: string, digest: string])[];
  readonly questions: readonly RecordedQuestion[];
}

export interface RecordedQuestion {
  readonly of: 'files' | 'git';
  readonly name: string;
  readonly args: readonly unknown[];
  /** The digest of the answer. */
  readonly answer: string;
}

/** Writes an answer down and gives it back. */
export type RecordAnswer = <Answer>(question: Omit<RecordedQuestion, 'answer'>, answer: Answer) => Answer;

/** Answers with the same text are the same answer. */
export function answerText(answer: unknown): string {
  return JSON.stringify([answer], (_, value: unknown) => (value instanceof Map ? [...value] : value));
}
