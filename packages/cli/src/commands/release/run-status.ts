import { isSameEnvironment } from '@lockkeeper/policy-core/deployment';
import { blockedCommits, endedIfOverdue, placeState } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { commitsToldOf, statusAnswer, type SeenPlace } from './answer/status-answer.ts';
import { answering } from './answering.ts';
import { candidatesFor, targetsFor } from './choices.ts';
import { healthNow } from './health-now.ts';
import { lockOf } from './lock-of.ts';
import { openDriver } from './open-driver.ts';
import { chosenService, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import { lagsOf } from './lags-of.ts';
import type { StatusOptions } from './options.ts';
import { placeLog } from './place-log.ts';
import { recordedAt } from './recorded-at.ts';
import { runStatusOf } from './run-status-of.ts';
import { statusLines } from './status-text.ts';
import { withTrustedFiles, type ProgramPlace } from './trusted-files.ts';

/** `lockkeeper status` */
export function runStatus(options: StatusOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    if (options.run !== undefined) return await runStatusOf(options.run, opened);
    const { policy } = opened;
    const services =
      options.service === undefined ? policy.deployedServices : [chosenService(policy, options.service)];
    const places = services.flatMap(({ name: service, environments }) =>
      environments.map(({ name: environment }) => serviceAt(policy, { environment, service })),
    );
    const seen = await Promise.all(places.map(async (at) => await seenAt(at, opened, options.history)));
    const blocked = blockedCommits(opened.entries);
    return {
      exitCode: EXIT.ok,
      document: statusAnswer(seen, blocked),
      lines: statusLines(seen, blocked),
    };
  });
}

async function seenAt(at: ServiceAt, opened: OpenReleases, most: number): Promise<SeenPlace> {
  const isAsked = opened.options.offline !== true;
  const { service, environment } = at;
  const state = stateOf(at, opened);
  const recorded = await recordedAt(at.record, opened);
  const place = { at, current: recorded.commit, state };
  const log = placeLog(
    opened.entries,
    {
      environment: environment.name,
      service: service.name,
      first: opened.policy.record.services[0],
      runs: state.runs,
    },
    most,
  );
  const [live, candidates, targets, lags, subjects] = await Promise.all([
    isAsked ? liveAt(recorded.commit, at, opened) : Promise.resolve(NOT_ASKED),
    candidatesFor(place, opened),
    targetsFor(place, opened),
    lagsOf(recorded.commit, at, opened),
    opened.history.subjects(commitsToldOf({ commit: recorded.commit, state, log })),
  ]);
  return {
    environment: environment.name,
    service: service.name,
    promotesFrom: environment.promoteFrom ?? null,
    wantsName: wantsName(at),
    record: at.record,
    ...recorded,
    ...live,
    state,
    candidates,
    targets,
    lags,
    log,
    subjects,
  };
}

/** Where a slip would be felt by those whom the service is for. */
function wantsName({ service, environment }: ServiceAt): boolean {
  const isLast = service.environments.every(
    ({ promoteFrom }) => promoteFrom === undefined || !isSameEnvironment(promoteFrom, environment.name),
  );
  return isLast || environment.approval !== undefined || isSameEnvironment(environment.name, 'production');
}

/** What nobody but the place itself can tell. */
type LiveSight = Pick<SeenPlace, 'running' | 'health' | 'lock'>;

const NOT_ASKED: LiveSight = {
  running: undefined,
  health: { state: 'not-asked', why: null },
  lock: 'not-asked',
};

async function liveAt(commit: string | null, at: ServiceAt, opened: OpenReleases): Promise<LiveSight> {
  const lock = lockOf(at, opened);
  const seen = await withTrustedFiles(opened, async (folder) => ({
    running: await runningOn(at, opened, folder),
    health: await healthOf(commit, at, { opened, folder }),
  }));
  return { ...seen, lock: await lock };
}

async function healthOf(
  commit: string | null,
  at: ServiceAt,
  asking: Parameters<typeof healthNow>[2],
): Promise<SeenPlace['health']> {
  if (commit === null || at.environment.probes.length === 0) return NOT_ASKED.health;
  const outcome = await healthNow(commit, at, asking);
  switch (outcome.kind) {
    case 'healthy':
      return { state: 'well', why: null };
    case 'unhealthy':
      return { state: 'ill', why: outcome.why };
    case 'unknown':
      return { state: 'unknown', why: outcome.why };
  }
}

/** What has waited for too long is open no more, also where nobody has written that down yet. */
function stateOf(
  { environment, service }: ServiceAt,
  { entries, repository }: OpenReleases,
): SeenPlace['state'] {
  const state = placeState(entries, { environment: environment.name, service: service.name });
  const now = repository.observers.clock.now();
  return {
    ...state,
    runs: state.runs.map((run) => endedIfOverdue(run, environment.approval, now)),
  };
}

async function runningOn(
  at: ServiceAt,
  opened: OpenReleases,
  folder: ProgramPlace['folder'],
): Promise<string | null | undefined> {
  if (at.environment.driver === undefined) return undefined;
  const { signal } = new AbortController();
  const current = await openDriver(opened, at, { folder, signal }).current();
  return current.known ? (current.value?.commit ?? null) : undefined;
}
