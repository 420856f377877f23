import type { RecordedCommit } from '../../model/observations.ts';

/** What git says of the commit that a record names. `subject` begins the sentence: `It`, or the name of the field. */
export function commitInHistory(state: RecordedCommit['state'], subject: string): string {
  return `${subject} ${SAID[state]}`;
}

const SAID: Readonly<Record<RecordedCommit['state'], string>> = {
  ancestor: 'is part of the history that is checked out.',
  'not-an-ancestor': 'is a commit of this repository, and not part of the history that is checked out.',
  absent: 'is no commit of this repository.',
  'not-a-commit': 'is an object of this repository, and no commit.',
};
