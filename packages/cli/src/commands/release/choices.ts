import { earlierDeploys } from '@lockkeeper/policy-core/deployment/rollback';
import {
  blockedCommits,
  placeState,
  type PlaceState,
  type ReadyCommit,
} from '@lockkeeper/policy-core/deployment/run';

import type { ChoiceAnswer } from './answer/answer-schema.ts';
import { readyNow } from './answer/status-answer.ts';
import { branchOf, type OpenReleases, type ServiceAt } from './open-place.ts';

/** What runs in a place by its record, and what the log says of it. */
export interface ChoicePlace {
  readonly at: ServiceAt;
  readonly current: string | null;
  readonly state: PlaceState;
}

/** As many as somebody reads through. */
const MOST = 20;

/** What may be promoted to a place, the newest first. Only the log and git are asked: the plan says the rest. */
export async function candidatesFor(
  { at, current, state }: ChoicePlace,
  opened: OpenReleases,
): Promise<readonly ChoiceAnswer[]> {
  const { service, environment } = at;
  if (environment.promoteFrom === undefined) return [];
  const from = placeState(opened.entries, { environment: environment.promoteFrom, service: service.name });
  const ready = readyNow(from).toReversed().slice(0, MOST);
  const standing = await standingFor(at, opened);
  const found = await Promise.all(
    ready.map(async (tried) => {
      const { commit, unmerged } = await standing(tried);
      const holds = holdsOf(commit, state);
      const others = [
        ...underWay(state),
        ...listed(unmerged),
        ...blocks(commit, opened),
        ...(await besideCurrent(commit, current, opened)),
      ];
      return {
        commit,
        at: tried.at,
        against: [...holds, ...others],
        lifted_by: holds.length > 0 && others.length === 0 ? ('release' as const) : null,
        failed_before: state.failed.has(commit),
      };
    }),
  );
  return await withSubjects(found, opened);
}

/** What may be gone back to in a place, the newest first. Only the log is asked: the plan looks at the database. */
export async function targetsFor(
  { at, current, state }: ChoicePlace,
  opened: OpenReleases,
): Promise<readonly ChoiceAnswer[]> {
  const place = { environment: at.environment.name, service: at.service.name };
  const [first] = opened.policy.record.services;
  const deploys = earlierDeploys({ entries: opened.entries, place, first })
    .filter(({ commit }) => commit !== current)
    .slice(0, MOST);
  const found = deploys.map(({ commit, at: since, against }) => ({
    commit,
    at: since,
    against: [...underWay(state), ...listed(against)],
    lifted_by: null,
    failed_before: state.failed.has(commit),
  }));
  return await withSubjects(found, opened);
}

/** What is lifted once somebody releases the place. */
function holdsOf(commit: string, { hold, heldCommits }: PlaceState): readonly string[] {
  const held = heldCommits.get(commit);
  return [
    ...listed(hold && `${hold.by} holds everything back there: ${hold.reason}`),
    ...listed(held && `it is held back there until somebody releases it: ${held}`),
  ];
}

function underWay({ active }: PlaceState): readonly string[] {
  return listed(active && `${active.id} is under way there`);
}

function blocks(commit: string, { entries }: OpenReleases): readonly string[] {
  const blocked = blockedCommits(entries).get(commit);
  return listed(blocked && `it is blocked everywhere: ${blocked}`);
}

async function besideCurrent(
  commit: string,
  current: string | null,
  { repository }: OpenReleases,
): Promise<readonly string[]> {
  if (current === null) return [];
  if (commit === current) return ['it runs there already'];
  const relation = await repository.observers.git?.relation(commit, current);
  const isOlder = relation?.known === true && relation.value === 'ancestor';
  return isOlder ? ['it is older than what runs there'] : [];
}

/** What would be promoted for a commit that was tried. */
interface StandingCommit {
  readonly commit: string;
  /** Why that is none, as a clause; `undefined`: it is one. */
  readonly unmerged: string | undefined;
}

/** The commit itself; where trees are compared, the one of the branch of production that has its tree. */
async function standingFor(
  at: ServiceAt,
  opened: OpenReleases,
): Promise<(tried: ReadyCommit) => Promise<StandingCommit>> {
  const { branches, history, options } = opened;
  const branch = branchOf(opened, at);
  const isItself = at.service.equality === 'sha' || branch === undefined || options.offline === true;
  if (isItself) return async ({ commit }) => await Promise.resolve({ commit, unmerged: undefined });
  const tip = await branches.tip(branch.name);
  return async ({ commit, tree }) => {
    const merged = tip.known && tip.value !== null ? await history.withTree(tip.value, tree) : tip;
    if (!merged.known) return { commit, unmerged: `what has its tree is not known: ${merged.reason}` };
    return merged.value === null
      ? { commit, unmerged: `no commit with its tree is on ${branch.remote}/${branch.name}` }
      : { commit: merged.value, unmerged: undefined };
  };
}

async function withSubjects(
  found: readonly Omit<ChoiceAnswer, 'subject'>[],
  { history }: OpenReleases,
): Promise<readonly ChoiceAnswer[]> {
  const subjects = await history.subjects(found.map(({ commit }) => commit));
  return found.map(({ commit, ...rest }) => ({ commit, subject: subjects.get(commit) ?? null, ...rest }));
}

function listed(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}
