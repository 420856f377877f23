import type { FileContent, Known } from '@lockkeeper/policy-core';

import type { FileSystem, Forge, Observers, ReadFileState } from '../ports/index.ts';
import { recordedGit } from './recorded-git.ts';
import { answerText, type RecordAnswer, type RecordedQuestion, type RunRecord } from './run-record.ts';

export interface Recording {
  readonly stateOf: ReadFileState;
  readonly digest: (text: string) => string;
  /** Milliseconds since 1970, before anything is read. */
  readonly startedAt: number;
}

export interface RecordedRun {
  /** To be asked in place of those that were given. */
  readonly observers: Observers;
  /** `undefined` where a later run could not see whether it would be told the same. */
  record(): RunRecord | undefined;
}

/** Writes down what observers are asked, and what they answer. */
export function recordRun(observers: Observers, recording: Recording): RecordedRun {
  const notes: Notes = { files: new Map(), texts: new Map(), questions: new Map(), isLost: false };
  const { files, git, forge } = observers;
  const note: RecordAnswer = (question, answer) => {
    const asked = { ...question, answer: recording.digest(answerText(answer)) };
    // What was asked twice and answered alike need be asked once.
    notes.questions.set(JSON.stringify(asked), asked);
    return answer;
  };
  return {
    observers: {
      ...observers,
      files: {
        read: readsOf(files, { notes, recording }),
        links: async (paths) => note({ of: 'files', name: 'links', args: [paths] }, await files.links(paths)),
        list: async (folders) =>
          note({ of: 'files', name: 'list', args: [folders] }, await files.list(folders)),
      },
      git: git && recordedGit(git, note),
      ...(forge && { forge: watchedForge(forge, notes) }),
    },
    record: () => {
      if (notes.isLost) return undefined;
      return { files: [...notes.files], texts: [...notes.texts], questions: [...notes.questions.values()] };
    },
  };
}

interface Notes {
  readonly files: Map<string, string>;
  readonly texts: Map<string, string>;
  readonly questions: Map<string, RecordedQuestion>;
  /** Something was asked that cannot be asked again, or that was answered in two ways. */
  isLost: boolean;
}

interface Writing {
  readonly notes: Notes;
  readonly recording: Recording;
}

function readsOf(files: FileSystem, writing: Writing): FileSystem['read'] {
  return async (path) => {
    // Looked at first: what changes between the two is seen by the next run.
    const before = writing.recording.stateOf(path);
    const content = await files.read(path);
    noteFile(writing, { path, before, content });
    return content;
  };
}

/**
 * Milliseconds that clocks and disks may take to tell one moment from the next: some disks count in two seconds. A
 * file that changed so shortly before may change again without any other sign.
 */
const UNSETTLED = 3_000;

interface SeenFile {
  readonly path: string;
  readonly before: ReturnType<ReadFileState>;
  readonly content: Known<FileContent>;
}

function noteFile({ notes, recording }: Writing, { path, before, content }: SeenFile): void {
  if (before === undefined || !content.known) {
    notes.isLost = true;
    return;
  }
  const isSettled = before.changedAt < recording.startedAt - UNSETTLED;
  const noted = isSettled ? notes.files : notes.texts;
  const told = isSettled ? before.state : recording.digest(answerText(content));
  if ((noted.get(path) ?? told) !== told) notes.isLost = true;
  noted.set(path, told);
}

/** Who approved what may change at any moment, and asking takes longer than judging. */
function watchedForge(forge: Forge, notes: Notes): Forge {
  const lost = (): Forge => {
    notes.isLost = true;
    return forge;
  };
  return {
    name: forge.name,
    pullRequest: (number) => lost().pullRequest(number),
    pullRequestOf: (commit, branch) => lost().pullRequestOf(commit, branch),
    labelsOf: (pullRequest) => lost().labelsOf(pullRequest),
    reviewsOf: (pullRequest) => lost().reviewsOf(pullRequest),
    checksOf: (commit) => lost().checksOf(commit),
    account: (login) => lost().account(login),
    makersOf: (range) => lost().makersOf(range),
  };
}
