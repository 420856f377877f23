import { stat } from 'node:fs/promises';

import { linkedWorktrees } from '@lockkeeper/host-node/read';
import { displayText } from '@lockkeeper/policy-core';

import type { World } from '../../../world.ts';
import { hookRepository, type HookRepository } from '../hook-repository.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import type { AgentCall } from './agent-call.ts';
import { judgeSession } from './judge-session.ts';
import { judgeWholeBranch } from './judge-whole-branch.ts';
import { sessionRecordIn, sessionStore, type SessionRepository } from './session-record.ts';

export type TurnEnd = Extract<AgentCall, { kind: 'turn-end' }>;

/** Whether what an agent did since its session began may stay, whichever way it did it. */
export async function judgeTurn(call: TurnEnd, world: World): Promise<HookAnswer> {
  if (call.session === undefined) return notKnown('the agent does not say which session ends');
  const loaded = await sessionStore(world).load(call.session);
  if (loaded.kind === 'missing') return notKnown('nothing was recorded when it began');
  if (loaded.kind === 'altered') return notKnown('somebody altered what was recorded when it began');
  const { repositories } = sessionRecordIn(loaded.text);
  const answers: HookAnswer[] = [];
  for (const recorded of repositories) {
    const begun = { recorded, index: loaded.fileNamed(recorded.index) };
    answers.push(await judgeSession(begun, call.agent, world));
  }
  const recordedRoots = new Set(repositories.map(({ place }) => place.root));
  const made = await Promise.all(repositories.map((recorded) => madeWorktrees(recorded)));
  // A repository that the agent came to later is judged by what its branches say now.
  const later = new Map<string, HookRepository>();
  for (const folder of [...call.folders, ...made.flat()]) {
    const repository = await hookRepository(folder, world);
    if (repository !== undefined && !recordedRoots.has(repository.root)) {
      later.set(repository.root, repository);
    }
  }
  for (const repository of later.values()) {
    answers.push(await judgeWholeBranch(repository, call.agent, world));
  }
  return joined(answers);
}

/** Top folders of further worktrees that were not there when the session began. */
async function madeWorktrees({
  place,
  worktrees,
  policyDigest,
}: SessionRepository): Promise<readonly string[]> {
  if (policyDigest === null) return [];
  const linked = await linkedWorktrees(place.commonDir);
  const made = linked.filter(({ gitDir }) => !worktrees.includes(gitDir)).map(({ root }) => root);
  const isThere = await Promise.all(
    made.map(async (root) => (await stat(root).catch(() => undefined)) !== undefined),
  );
  return made.filter((_, at) => isThere[at]);
}

function notKnown(why: string): HookAnswer {
  const message = `Lockkeeper cannot determine what this session did, because ${why}.\nTell the person you work for. \`lockkeeper generate hooks\` writes the settings that record a session; then a new one has to be started.\n`;
  return { kind: 'refuse', message: displayText(message) };
}

function joined(answers: readonly HookAnswer[]): HookAnswer {
  const message = answers.map((answer) => answer.message).join('');
  if (answers.some(({ kind }) => kind === 'refuse')) return { kind: 'refuse', message };
  return message === '' ? SILENT_ANSWER : { kind: 'pass', message };
}
