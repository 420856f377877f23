import { readDeployRecord } from '@lockkeeper/policy-core/deployment/record';
import {
  blockedCommits,
  endedIfOverdue,
  placeState,
  type LoggedRun,
  type PlaceState,
} from '@lockkeeper/policy-core/deployment/run';
import { readLock, type LockState } from '@lockkeeper/policy-core/deployment/lock';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { openDriver } from './open-driver.ts';
import { lockPlaceOf, openReleases, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { StatusOptions } from './options.ts';
import { runText, short } from './release-text.ts';
import { withTrustedFiles } from './trusted-files.ts';

/** What is known of one place. */
interface PlaceStatus extends ServiceAt {
  /** By the record; `null`: nothing is recorded. */
  readonly commit: string | null;
  readonly since: string | null;
  /** What the platform says runs there; `undefined`: it was not asked, or does not say. */
  readonly running: string | null | undefined;
  readonly lock: LockState | 'unreachable' | 'not-asked';
  readonly state: PlaceState;
}

/** `lockkeeper status` */
export function runStatus(options: StatusOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const services = opened.policy.deployedServices.filter(
      ({ name }) => options.service === undefined || name === options.service,
    );
    const places = services.flatMap((service) =>
      service.environments.map(({ name }) =>
        serviceAt(opened.policy, { environment: name, service: service.name }),
      ),
    );
    const seen = await Promise.all(places.map(async (at) => await statusOf(at, opened, options)));
    const blocked = blockedCommits(opened.entries);
    world.stdout.write(options.format === 'json' ? jsonOf(seen, blocked) : textOf(seen, blocked));
    return EXIT.ok;
  });
}

async function statusOf(
  at: ServiceAt,
  opened: OpenReleases,
  { offline }: StatusOptions,
): Promise<PlaceStatus> {
  const { record } = at;
  return {
    ...at,
    ...(await recordedAt(record, opened)),
    running: offline === true ? undefined : await runningOn(at, opened),
    lock: offline === true ? 'not-asked' : await lockOf(at, opened),
    state: stateOf(at, opened),
  };
}

/** What has waited for too long is open no more, also where nobody has written that down yet. */
function stateOf({ environment, service }: ServiceAt, { entries, repository }: OpenReleases): PlaceState {
  const state = placeState(entries, { environment: environment.name, service: service.name });
  const now = repository.observers.clock.now();
  return {
    ...state,
    runs: state.runs.map((run) => endedIfOverdue(run, environment.approval, now)),
  };
}

async function recordedAt(
  record: string,
  { records }: OpenReleases,
): Promise<Pick<PlaceStatus, 'commit' | 'since'>> {
  const content = await records.read(record);
  const reading = content.known ? readDeployRecord(record, content.value) : undefined;
  if (reading?.kind !== 'read') return { commit: null, since: null };
  return { commit: reading.lastGoodSha?.value ?? null, since: reading.deployedAt?.value ?? null };
}

async function runningOn(at: ServiceAt, opened: OpenReleases): Promise<string | null | undefined> {
  if (at.environment.driver === undefined) return undefined;
  const { signal } = new AbortController();
  const current = await withTrustedFiles(
    opened,
    async (folder) => await openDriver(opened, at, { folder, signal }).current(),
  );
  return current.known ? (current.value?.commit ?? null) : undefined;
}

async function lockOf(at: ServiceAt, opened: OpenReleases): Promise<PlaceStatus['lock']> {
  try {
    const { register } = await lockPlaceOf(opened, at);
    return readLock((await register.read()).text);
  } catch {
    // Told as such: nobody must think that it is free.
    return 'unreachable';
  }
}

function textOf(places: readonly PlaceStatus[], blocked: ReadonlyMap<string, string>): string {
  if (places.length === 0)
    return 'The policy does not say how anything is deployed. Describe a service under deployment.services.\n';
  const lines = [
    ...places.flatMap(placeLines),
    ...Array.from(blocked).map(([commit, reason]) => `blocked everywhere  ${short(commit)}: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function placeLines(place: PlaceStatus): readonly string[] {
  const { service, environment, commit, since, running, lock, state } = place;
  const drift =
    running === undefined || running === commit
      ? ''
      : `, but the platform runs ${running === null ? 'nothing' : short(running)}`;
  const ready = state.ready.filter(({ revoked, commit: one }) => revoked === undefined && one !== undefined);
  return [
    `${service.name} in ${environment.name}`,
    `  runs   ${commit === null ? 'nothing that is recorded' : `${short(commit)} since ${since ?? 'an unknown time'}`}${drift}`,
    ...lockLines(lock),
    ...(state.hold === undefined
      ? []
      : [`  held   by ${state.hold.by} since ${state.hold.at}: ${state.hold.reason}`]),
    ...Array.from(state.heldCommits).map(([one, reason]) => `  held   ${short(one)}: ${reason}`),
    ...ready.slice(-3).map((one) => `  ready  ${short(one.commit)} since ${one.at}`),
    ...openOf(state).map((run) => `  run    ${runText(run)}`),
  ];
}

function openOf({ runs }: PlaceState): readonly LoggedRun[] {
  return runs.filter(({ state }) => state.kind !== 'ended');
}

function lockLines(lock: PlaceStatus['lock']): readonly string[] {
  if (lock === 'not-asked') return [];
  if (lock === 'unreachable') return ['  lock   cannot be reached'];
  if (lock.kind === 'free') return [];
  if (lock.kind === 'unreadable') return ['  lock   cannot be read: nobody gets it'];
  return [`  lock   ${lock.holding.holder} since ${lock.holding.taken_at}: ${lock.holding.reason}`];
}

function jsonOf(places: readonly PlaceStatus[], blocked: ReadonlyMap<string, string>): string {
  return `${JSON.stringify(
    {
      schema_version: 1,
      places: places.map(({ service, environment, commit, since, running, lock, state }) => ({
        service: service.name,
        environment: environment.name,
        commit,
        since,
        running: running ?? null,
        drift: running === undefined ? null : running !== commit,
        lock: typeof lock === 'string' ? lock : lock.kind,
        hold: state.hold ?? null,
        held_commits: Object.fromEntries(state.heldCommits),
        ready: state.ready.filter(({ revoked }) => revoked === undefined),
        runs: openOf(state).map((run) => ({ id: run.id, plan: run.plan, state: run.state })),
      })),
      blocked: Object.fromEntries(blocked),
    },
    null,
    2,
  )}\n`;
}
