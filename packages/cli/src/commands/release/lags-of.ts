import { branchOf, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { LagAnswer } from './answer/answer-schema.ts';
import { recordedAt } from './recorded-at.ts';

/** What a place is behind, as git has it here: nobody else is asked. */
export async function lagsOf(
  current: string | null,
  at: ServiceAt,
  opened: OpenReleases,
): Promise<readonly LagAnswer[]> {
  const [environment, branch] = await Promise.all([
    environmentBefore(at, opened),
    productionBranch(at, opened),
  ]);
  return await Promise.all(
    [environment, branch].flatMap((other) =>
      other === undefined ? [] : [lagBehind(other, current, opened)],
    ),
  );
}

interface Ahead extends Pick<LagAnswer, 'behind' | 'name'> {
  /** `undefined`: nothing is recorded there, or it is not here. */
  readonly commit: string | undefined;
}

async function environmentBefore(
  { service, environment }: ServiceAt,
  opened: OpenReleases,
): Promise<Ahead | undefined> {
  const name = environment.promoteFrom;
  if (name === undefined) return undefined;
  const from = serviceAt(opened.policy, { environment: name, service: service.name });
  const { commit } = await recordedAt(from.record, opened);
  return { behind: 'environment', name, commit: commit ?? undefined };
}

async function productionBranch(at: ServiceAt, opened: OpenReleases): Promise<Ahead | undefined> {
  const branch = branchOf(opened, at);
  if (branch === undefined) return undefined;
  const { git } = opened.repository.observers;
  const tip = await git?.resolve(`refs/remotes/${branch.remote}/${branch.name}`);
  return { behind: 'branch', name: branch.name, commit: tip?.known === true ? tip.value : undefined };
}

async function lagBehind(
  { commit: to, ...other }: Ahead,
  from: string | null,
  { history }: OpenReleases,
): Promise<LagAnswer> {
  if (from === null || to === undefined) return { ...other, commits: null };
  const [here, there, ahead] = await Promise.all([
    history.tree(from),
    history.tree(to),
    history.ahead({ from, to }),
  ]);
  const isSameTree = here.known && there.known && here.value === there.value;
  return { ...other, commits: isSameTree ? 0 : ahead.known ? ahead.value : null };
}
