import type { Known } from '../known.ts';
import type { RecordedCommit } from '../observations.ts';

/** What git says of the commit that the record names; nothing where git was not asked. */
export function commitSentence(commit: Known<RecordedCommit>): readonly string[] {
  return commit.known ? [SENTENCES[commit.value.state]] : [];
}

const SENTENCES: Readonly<Record<RecordedCommit['state'], string>> = {
  ancestor: 'It is part of the history that is checked out.',
  'not-an-ancestor': 'It is a commit of this repository, and not part of the history that is checked out.',
  absent: 'This repository has no such commit.',
  'not-a-commit': 'It is an object of this repository, and no commit.',
};
