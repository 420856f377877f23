import type { Finding } from '@lockkeeper/policy-core';

import { readStories, type StoryFinding } from '../scenarios/stories.ts';

/** What a stranger says of one scenario. */
export interface Answer {
  /** Each file as an open document, all findings in one list. */
  readonly documents: readonly Finding[];
  /** Rules that could not be decided on a document alone. */
  readonly undecided: readonly string[];
  readonly files: readonly Finding[];
  readonly change: readonly Finding[];
}

export type Answers = Readonly<Record<string, Answer>>;

export const STORIES = readStories();

/** The scenarios in the form that every stranger reads. */
export const QUESTION = JSON.stringify(
  STORIES.map(({ name, files }) => ({
    name,
    files: Object.keys(files)
      .toSorted()
      .map((path) => ({ path, text: files[path] })),
  })),
);

/** Comparing with a lock takes two files, so an open document alone leaves that undetermined. */
const NEEDS_ANOTHER_FILE = 'dependencies/lock-in-sync';

/**
 * What stays undetermined of an open document, by the rule that the story is about: whether there is a
 * lock at all and what only it holds, and, without git, whether the commit exists in which a record is wrong otherwise.
 */
const UNDECIDED_ALONE: Readonly<Record<string, readonly string[]>> = {
  [NEEDS_ANOTHER_FILE]: [NEEDS_ANOTHER_FILE, 'dependencies/lock-missing', 'dependencies/lock-stale-entry'],
  'deployment/record-is-valid': ['deployment/record-is-valid'],
};

/** What all strangers must say, in the numbers of the scenarios. */
export function expectedAnswers() {
  return answersBy(({ findings, changeFindings }) => ({
    documents: findings.filter(({ rule }) => rule !== NEEDS_ANOTHER_FILE),
    undecided: distinct(findings.flatMap(({ rule }) => UNDECIDED_ALONE[rule] ?? [])),
    files: findings,
    change: [...changeFindings, ...findings],
  }));
}

/** What a stranger said, in the same form. */
export function comparable(answers: Answers) {
  return answersBy(({ name }) => {
    const answer = answers[name];
    if (answer === undefined) throw new Error(`The stranger said nothing of ${name}.`);
    const { documents, undecided, files, change } = answer;
    return {
      documents: documents.map(asInStory),
      undecided: distinct(undecided),
      files: files.map(asInStory),
      change: change.map(asInStory),
    };
  });
}

function answersBy<T>(answer: (story: (typeof STORIES)[number]) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(STORIES.map((story) => [story.name, answer(story)]));
}

function distinct(rules: readonly string[]): readonly string[] {
  return [...new Set(rules)].toSorted();
}

/** Spans count from zero, the scenarios and JSON output from 1. */
function asInStory({ rule, severity, message, at }: Finding): StoryFinding {
  if (at === undefined) throw new Error(`${rule} is about no place.`);
  return {
    rule,
    severity,
    message,
    path: at.path,
    line: at.start.line + 1,
    column: at.start.character + 1,
    end_line: at.end.line + 1,
    end_column: at.end.character + 1,
  };
}
