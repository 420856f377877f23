import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import { databaseProbe, guard } from '@lockkeeper/operations';
import type { Databases } from '@lockkeeper/operations/ports';
import { allRules, type Parsers } from '@lockkeeper/policy-core';
import { decideGuard, type GuardedRelease } from '@lockkeeper/policy-core/deployment';

import { observationFailure } from '../errors/observation-failure.ts';
import { openDeployRecords } from '../records/open-records.ts';
import type { Repository } from '../repository/repository.ts';
import type { World } from '../world.ts';
import { guardProbes } from './guard-probes.ts';

export interface ReleaseRequest {
  /** A branch, a tag or an id. */
  readonly head: string;
  readonly environment: string | undefined;
  readonly service?: string | undefined;
  readonly loadParsers: () => Promise<Parsers>;
  /** As `--variables` takes them. */
  readonly variables?: readonly string[] | undefined;
  /** Left out: those that the variables of this process lead to. */
  readonly databases?: Databases | undefined;
}

/** What the guard says of a commit, for those who tell it on; where it cannot judge, why. */
export async function guardedRelease(
  { head, environment, service, loadParsers, variables = [], databases }: ReleaseRequest,
  { repository, world }: { readonly repository: Repository; readonly world: Pick<World, 'cwd' | 'env'> },
): Promise<GuardedRelease> {
  const { root, observers } = repository;
  const run = await guard(
    {
      head,
      environment,
      service,
      loadParsers,
      databases: databases ?? createDatabases(world.env),
      records: async (policy, commit) => await openDeployRecords(repository, { policy, head: commit }),
      probes: guardProbes({ variables }, { files: createLogReader(root), databases: databaseProbe, world }),
    },
    observers,
  );
  if (run.kind !== 'ran') return { kind: 'not-run', why: observationFailure(run, root).message };
  const { report, record, range, others, seen } = run;
  const commit = await observers.git?.resolve(head);
  return {
    kind: 'ran',
    commit: commit?.known === true ? commit.value : head,
    decision: decideGuard({ report, record, policy: seen.policy, range, others, environment }, allRules),
    policy: seen.policy,
  };
}
