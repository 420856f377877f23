import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import { databaseProbe, guard, type ReleaseSources } from '@lockkeeper/operations';
import type { Driver } from '@lockkeeper/operations/ports';
import { observed, unobserved } from '@lockkeeper/policy-core';
import { readDeployRecord } from '@lockkeeper/policy-core/deployment/record';
import type { ReadyCommit, TriedPlace } from '@lockkeeper/policy-core/deployment/run';

import { guardProbes } from '../../deploy-guard/guard-probes.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { lockPlaceOf, serviceAt, signersOf, type OpenReleases, type ServiceAt } from './open-place.ts';
import { healthNow } from './health-now.ts';
import { makersOf } from './makers-of.ts';
import { openDriver } from './open-driver.ts';
import type { ProgramPlace } from './trusted-files.ts';
import { wayBackTo } from './way-back.ts';

export interface Sources extends ReleaseSources {
  readonly driver: Driver;
}

/** All that is asked before a commit is deployed to a place. */
export async function releaseSources(
  opened: OpenReleases,
  at: ServiceAt,
  release: ProgramPlace & { readonly commit: string; readonly variables?: readonly string[] },
): Promise<Sources> {
  const { repository, records, entries, history, branches, world } = opened;
  const { observers, root } = repository;
  const { commit, variables = [] } = release;
  const signers = await signersOf(opened);
  return {
    observers,
    entries,
    records,
    record: at.record,
    history,
    branches,
    driver: openDriver(opened, at, release),
    lock: await lockPlaceOf(opened, at),
    signers,
    makers: async (previous) =>
      at.environment.approval === undefined
        ? undefined
        : await makersOf({ previous, commit }, { opened, at, signers }),
    guard: async () => {
      const run = await guard(
        {
          head: commit,
          environment: at.environment.name,
          service: at.service.name,
          loadParsers: parsersFor(world.installation),
          databases: createDatabases(world.env),
          records: async (of, head) => await openDeployRecords(repository, { policy: of, head }),
          probes: guardProbes(
            { variables },
            { files: createLogReader(root), databases: databaseProbe, world },
          ),
        },
        observers,
      );
      if (run.kind === 'ran') return observed(run);
      return unobserved('problem' in run ? run.problem.replace(/\.$/, '') : 'its policy cannot be used');
    },
    wayBack: async (previous) => await wayBackTo(previous, { opened, at, commit }),
    stillWell: async (ready) => await stillWellAt(ready, at, { opened, folder: release.folder }),
    trusted: opened.commit,
  };
}

/** Asked once, where it still runs there: whether it is still well where it was tried. */
async function stillWellAt(
  ready: ReadyCommit,
  { service, environment }: ServiceAt,
  { opened, folder }: Pick<ProgramPlace, 'folder'> & { readonly opened: OpenReleases },
): Promise<TriedPlace['stillWell']> {
  if (environment.promoteFrom === undefined) return undefined;
  const tried = serviceAt(opened.policy, { environment: environment.promoteFrom, service: service.name });
  const content = await opened.records.read(tried.record);
  const reading = content.known ? readDeployRecord(tried.record, content.value) : undefined;
  if (reading?.kind === 'read' && reading.lastGoodSha?.value !== ready.commit) return undefined;
  const outcome = await healthNow(ready.commit, tried, { opened, folder });
  switch (outcome.kind) {
    case 'healthy':
      return observed({ isWell: true, why: 'it is well' });
    case 'unhealthy':
      return observed({ isWell: false, why: outcome.why });
    case 'unknown':
      return unobserved(outcome.why);
  }
}
