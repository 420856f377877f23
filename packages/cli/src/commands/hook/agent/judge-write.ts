import { isIgnored } from '@lockkeeper/host-node/read';
import { observeWrite, type ProposedWrite } from '@lockkeeper/operations/observe';
import { observed, textContent, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';
import { decideHook, JUDGED_LATER, type HookDecision } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import type { HookRepository } from '../hook-repository.ts';
import { judgeForHook } from '../hook-verdict.ts';
import type { AgentCall } from './agent-call.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import { indicatorOf, type AgentId } from './agents.ts';
import { hookAnswer } from './hook-answer.ts';
import { editedText, type ProposedEdit } from './proposed-edit.ts';
import { refusedPaths } from './refused-paths.ts';
import type { PrefetchedWrite } from './prefetched-write.ts';
import type { WrittenFile } from './written-files.ts';

type Write = Extract<AgentCall, { kind: 'write' }>;

/** Whether files may be written, in every repository that they would be written to. */
export async function judgeWrite(
  { agent, files, isKnown }: Write,
  started: readonly PrefetchedWrite[],
  world: World,
): Promise<HookAnswer> {
  const answers: HookAnswer[] = [];
  for (const { file } of files) {
    const writes = started.filter(({ named }) => named.file === file);
    const decisions = await Promise.all(writes.map((write) => decisionOn(write, agent, world)));
    const decision = {
      refused: decisions.flatMap(({ refused }) => refused),
      waiting: decisions.flatMap(({ waiting }) => waiting),
    };
    const step = isKnown ? 'write' : 'unknown-tool';
    answers.push(hookAnswer(isKnown ? decision : aboutProtectedPlaces(decision), { step, name: file }));
  }
  const message = answers.map((answer) => answer.message).join('');
  if (answers.some(({ kind }) => kind === 'refuse')) return { kind: isKnown ? 'refuse' : 'ask', message };
  return message === '' ? SILENT_ANSWER : { kind: 'pass', message };
}

/** Nobody knows whether the tool writes at all: what may be written where counts, and not what else may be. */
function aboutProtectedPlaces({ refused }: HookDecision): HookDecision {
  return { refused: refused.filter(({ rule }) => rule !== 'scope/ai-not-allowed'), waiting: [] };
}

async function decisionOn(
  { written, named, start }: PrefetchedWrite,
  agent: AgentId,
  world: World,
): Promise<HookDecision> {
  const { repository, paths } = written;
  const write: ProposedWrite = {
    paths,
    content: () => contentAfter(named.edit, written),
    agentSign: indicatorOf(agent),
  };
  const { root, observers } = repository;
  const verdict = await judgeForHook(await observeWrite(write, start, observers), { root, world });
  if (verdict === undefined) return { refused: [], waiting: [] };
  const { report, seen } = verdict;
  const { refused, waiting } = decideHook({
    step: 'write',
    policy: seen.policy,
    report,
    touched: new Set(paths),
  });
  return { refused: [...refusedPaths(written), ...(await inTheRepository(refused, repository))], waiting };
}

/** What the edit makes of the file it really reaches. */
async function contentAfter(
  edit: ProposedEdit,
  { paths, repository }: WrittenFile,
): Promise<Known<FileContent>> {
  const end = paths.at(-1);
  if (end === undefined) return LATER;
  const before = edit.kind === 'whole' ? undefined : await repository.observers.files.read(end);
  if (before?.known === false) return before;
  const content = before?.value;
  const text = editedText(edit, content?.kind === 'text' ? content.text : undefined);
  // Where it does not apply the tool fails by itself, and nothing is written.
  return text === undefined ? LATER : observed(textContent(text));
}

const LATER = unobserved(JUDGED_LATER);

/** A file that git ignores is in no change, so that no scope is about it. Git is asked only where that counts. */
async function inTheRepository(
  refused: HookDecision['refused'],
  { root }: HookRepository,
): Promise<HookDecision['refused']> {
  const isScope = ({ rule }: HookDecision['refused'][number]) => rule === 'scope/ai-not-allowed';
  const answers = await Promise.all(
    refused.map(
      async (subject) =>
        isScope(subject) && subject.at !== undefined && (await isIgnored(root, subject.at.path)),
    ),
  );
  return refused.filter((_, index) => answers[index] !== true);
}
