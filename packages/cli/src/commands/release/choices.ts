import { earlierDeploys } from '@lockkeeper/policy-core/deployment/rollback';
import { blockedCommits, placeState, type PlaceState } from '@lockkeeper/policy-core/deployment/run';

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
  const isSame = service.equality === 'sha' || opened.options.offline === true;
  const merged = isSame ? undefined : await mergedCommits(ready, at, opened);
  const found = await Promise.all(
    ready.map(async (tried) => {
      const stands = merged === undefined ? tried.commit : merged.get(tried.commit);
      const commit = stands ?? tried.commit;
      const unmerged = stands === undefined ? ['no commit with its tree is on the branch of production'] : [];
      const against = [
        ...againstPlace(state),
        ...unmerged,
        ...againstCommit(commit, state, opened),
        ...(await besideCurrent(commit, current, opened)),
      ];
      return { commit, at: tried.at, against };
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
  const { active } = state;
  const found = deploys.map(({ commit, at: since, against }) => ({
    commit,
    at: since,
    against: [...listed(active && `${active.id} is under way there`), ...listed(against)],
  }));
  return await withSubjects(found, opened);
}

/** What keeps every commit from being promoted there. */
function againstPlace({ hold, active }: PlaceState): readonly string[] {
  return [
    ...listed(hold && `${hold.by} holds everything back there: ${hold.reason}`),
    ...listed(active && `${active.id} is under way there`),
  ];
}

function againstCommit(
  commit: string,
  { heldCommits, failed }: PlaceState,
  { entries }: OpenReleases,
): readonly string[] {
  const held = heldCommits.get(commit);
  const blocked = blockedCommits(entries).get(commit);
  return [
    ...listed(held && `it is held back there: ${held}`),
    ...listed(blocked && `it is blocked everywhere: ${blocked}`),
    ...(failed.has(commit) ? ['it failed there before'] : []),
  ];
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

/** Of commits that were tried, those of the branch of production that have the same trees. */
async function mergedCommits(
  ready: PlaceState['ready'],
  at: ServiceAt,
  opened: OpenReleases,
): Promise<ReadonlyMap<string, string>> {
  const branch = branchOf(opened, at);
  if (branch === undefined) return new Map(ready.map(({ commit }) => [commit, commit]));
  const tip = await opened.branches.tip(branch.name);
  const end = tip.known ? tip.value : null;
  if (end === null) return new Map();
  const found = await Promise.all(
    ready.map(async ({ commit, tree }) => {
      const merged = await opened.history.withTree(end, tree);
      return merged.known && merged.value !== null ? ([[commit, merged.value]] as const) : [];
    }),
  );
  return new Map(found.flat());
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
