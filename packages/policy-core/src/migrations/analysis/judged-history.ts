import type { Migrations } from './migrations.ts';
import type { Undecided } from '../../engine/rule.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';

/** The environments under judgement; empty where they cannot be seen, which {@link unseenHistory} tells. */
export function judgedHistories({ histories }: Migrations): readonly RevisionHistory[] {
  return histories.known ? histories.value : [];
}

/** Paths of the migrations under judgement. */
export function judgedPaths({ scripts }: Migrations): ReadonlySet<string> {
  return new Set(scripts.map(({ path }) => path));
}

/** What a rule about the history says where nobody could see it. */
export function unseenHistory<MessageId extends string>(
  { histories }: Migrations,
  messageId: MessageId,
): readonly Undecided<MessageId>[] {
  if (histories.known) return [];
  const missing = [{ fact: 'the history of the migrations', reason: histories.reason }];
  return [
    {
      kind: 'undecided',
      messageId,
      data: {},
      at: undefined,
      subject: 'the history of the migrations',
      waitsFor: 'observation',
      missing,
    },
  ];
}

/**
 * What is wrong with a graph and was not wrong before the change: a pull request answers for what it brings.
 * On the whole tree, and where the state before cannot be seen, everything.
 */
export function newProblems<Problem>(
  { graph, before }: RevisionHistory,
  problemsOf: (graph: RevisionGraph) => readonly Problem[],
  keyOf: (problem: Problem) => string,
): readonly Problem[] {
  if (before === undefined || !before.known) return problemsOf(graph);
  const old = new Set(problemsOf(before.value).map(keyOf));
  return problemsOf(graph).filter((problem) => !old.has(keyOf(problem)));
}
