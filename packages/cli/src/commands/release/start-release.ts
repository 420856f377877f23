import type { LockPlace } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { freeText } from '@lockkeeper/policy-core/deployment/lock';
import { planDigest, refused, type Refusal } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import type { World } from '../../world.ts';
import { carryOn, runNamed } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { exitOfRun } from './exit-of-run.ts';
import { holdingPlace, type HeldPlace } from './hold-place.ts';
import { judgeRelease, type JudgedRelease, type ReleaseToJudge } from './judged-release.ts';
import { lockPlaceOf, openReleases, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { DeployOptions } from './options.ts';
import { endOverdueRuns } from './overdue-runs.ts';
import { releaseJson, type ReleaseAnswer } from './release-json.ts';
import { releaseSources } from './release-sources.ts';
import { planLines, refusalLines, runText } from './release-text.ts';
import { newRunId } from './run-id.ts';
import { withTrustedFiles } from './trusted-files.ts';
import { writeNote } from './write-note.ts';

export interface StartedRelease {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly request: ReleaseToJudge;
  readonly options: DeployOptions;
  readonly world: World;
  /** Aborted once the user wants it to stop. */
  readonly signal: AbortSignal;
}

/** Plans a release, says what stands against it, and carries it out where nothing does. */
export async function startRelease(start: StartedRelease): Promise<ExitCode> {
  const { opened, at, options, world, signal } = start;
  const judged = await judgedNow(start);
  const { plan, digest } = judged;
  tellPlan(judged, start);
  if (options.plan !== true) {
    await noteIllness(judged, start);
    await endOverdueRuns(opened, at);
  }
  const verdict = verdictOf(judged);
  if (options.plan === true || verdict === 'refused' || verdict === 'unknown') {
    const refusals = [...judged.refusals, ...judged.unapproved];
    answer({ verdict, run: judged.waiting, plan, digest, refusals }, start);
    return EXITS[verdict];
  }
  await mustBeConfirmed(options, plan.environment, { world, signal });
  const id = judged.waiting?.id ?? (await begunRun(judged, start));
  if (verdict === 'waits') {
    const run = runNamed(await openReleases(options, world), id);
    answer({ verdict, run, plan, digest, refusals: judged.unapproved }, start);
    return EXIT.needsPerson;
  }
  return await underLock(id, { start, place: await lockPlaceOf(opened, at) });
}

/** @param lockOf The lock as it shall be seen. */
async function judgedNow(
  { opened, at, request, options, signal }: Omit<StartedRelease, 'world'>,
  lockOf = (lock: LockPlace): LockPlace => lock,
): Promise<JudgedRelease> {
  return await withTrustedFiles(opened, async (folder) => {
    const { commit } = request;
    const sources = await releaseSources(opened, at, { ...options, commit, folder, signal });
    return await judgeRelease(request, { opened, at, sources: { ...sources, lock: lockOf(sources.lock) } });
  });
}

const EXITS = {
  ready: EXIT.ok,
  waits: EXIT.needsPerson,
  refused: EXIT.findings,
  unknown: EXIT.notJudged,
} as const;

function verdictOf({ standing, unapproved }: JudgedRelease): keyof typeof EXITS {
  if (standing.some(({ kind }) => kind === 'refused')) return 'refused';
  if (standing.length > 0) return 'unknown';
  return unapproved.length > 0 ? 'waits' : 'ready';
}

/** What is not well any more where it was tried is ready there no more, whoever looked. */
async function noteIllness({ tried }: JudgedRelease, { opened, at }: StartedRelease): Promise<void> {
  const { ready, stillWell, environment } = tried ?? {};
  if (ready === undefined || stillWell?.known !== true || stillWell.value.isWell) return;
  await writeNote(opened, {
    event: 'commit.revoked',
    env: environment,
    data: { service: at.service.name, sha: ready.commit, why: stillWell.value.why },
  });
}

async function begunRun({ plan, digest }: JudgedRelease, { opened }: StartedRelease): Promise<string> {
  const id = newRunId(plan.kind, opened.repository.observers.clock.now());
  await writeNote(opened, {
    event: 'run.begun',
    env: plan.environment,
    promotion_id: id,
    data: { plan, digest },
  });
  return id;
}

/** Everything is looked at again once nobody else can act, and has to be as it was approved. */
async function underLock(
  id: string,
  { start, place }: { readonly start: StartedRelease; readonly place: LockPlace },
): Promise<ExitCode> {
  const { at, request, options, world, signal } = start;
  const reason = `${request.kind} ${request.commit}`;
  const held = await holdingPlace(
    { place, at, reason, forMs: options.lockFor, waitMs: 0, interrupted: signal },
    world,
    async (hold) => {
      const again = { ...start, opened: await openReleases(options, world) };
      const objections = await objectionsNow(id, again, hold);
      if (objections.length > 0) return await refuse(id, objections, again);
      const { digest, plan } = runNamed(again.opened, id);
      await writeNote(again.opened, {
        event: 'run.started',
        env: at.environment.name,
        promotion_id: id,
        data: { plan: digest, token: hold.token, accepted: plan.accepted },
      });
      return await finish(id, again, hold);
    },
  );
  return held.kind === 'held' ? lockedOut(held.why, { id, options, world }) : held.value;
}

/** Says who has the lock; `id`: of the run that waits for it. */
export function lockedOut(
  why: string,
  { id, options, world }: { readonly id: string | undefined } & Pick<StartedRelease, 'options' | 'world'>,
): ExitCode {
  if (options.format === 'json')
    world.stdout.write(
      releaseJson({ verdict: 'held', run: undefined, plan: undefined, digest: undefined, refusals: [], why }),
    );
  else
    world.stderr.write(`${why}${id === undefined ? '' : ` Then go on with \`lockkeeper resume ${id}\`.`}\n`);
  return EXIT.lockHeld;
}

async function objectionsNow(
  id: string,
  start: StartedRelease,
  { signal }: HeldPlace,
): Promise<readonly Refusal[]> {
  const judged = await judgedNow({ ...start, signal }, ours);
  const run = runNamed(start.opened, id);
  const moved = planDigest(run.plan) === judged.digest ? [] : [MOVED];
  return [...judged.standing, ...moved, ...judged.unapproved];
}

/** A lock that we hold stands against nothing that we do. */
function ours(lock: LockPlace): LockPlace {
  return {
    ...lock,
    register: {
      read: async () => await Promise.resolve({ version: '', text: freeText({ token: 1 }) }),
      swap: async (seen, text) => await lock.register.swap(seen, text),
    },
  };
}

const MOVED = refused(
  'R12',
  'What was planned is not what would be done now: a branch, the policy, or what runs there has moved.',
  'Run this again, and let the new plan be approved.',
);

async function refuse(id: string, objections: readonly Refusal[], start: StartedRelease): Promise<ExitCode> {
  const { opened, at } = start;
  await writeNote(opened, {
    event: 'run.ended',
    env: at.environment.name,
    promotion_id: id,
    data: {
      outcome: 'refused',
      codes: [...new Set(objections.map(({ code }) => code))],
      why: objections.map(({ why }) => why).join(' '),
    },
  });
  const run = runNamed(await openReleases(start.options, start.world), id);
  answer({ verdict: 'refused', run, plan: run.plan, digest: run.digest, refusals: objections }, start);
  return EXIT.findings;
}

/** Carries it on, says how it ended, and hands that on. */
export async function finish(
  id: string,
  start: Pick<StartedRelease, 'at' | 'options' | 'world'>,
  held: HeldPlace,
): Promise<ExitCode> {
  const { at, options, world } = start;
  const opened = await openReleases(options, world);
  const end = await carryOn(id, { opened, at, held, python: options.python });
  const run = runNamed(await openReleases(options, world), id);
  const verdict = end.kind === 'stopped' ? 'stopped' : run.state.kind === 'ended' ? 'ended' : 'unknown';
  const why = end.kind === 'rests' ? undefined : end.why;
  answer({ verdict, run, plan: run.plan, digest: run.digest, refusals: [], why }, start);
  if (why !== undefined && options.format === 'pretty')
    world.stderr.write(`It stopped: ${why}. Go on with \`lockkeeper resume ${id}\`.\n`);
  return exitOfRun(end);
}

function tellPlan({ plan, standing, unapproved }: JudgedRelease, { options, world }: StartedRelease): void {
  if (options.format === 'json') return;
  const against = [...standing, ...unapproved];
  const colors = wantsColors(options, world);
  const lines = [
    ...planLines(plan).map((line) => displayText(line)),
    ...(against.length === 0 ? [] : ['', 'Against it:', ...refusalLines(against, colors)]),
  ];
  world.stdout.write(`${lines.join('\n')}\n`);
}

function answer(told: ReleaseAnswer, { options, world }: Pick<StartedRelease, 'options' | 'world'>): void {
  if (options.format === 'json') {
    world.stdout.write(releaseJson(told));
    return;
  }
  if (told.run !== undefined) world.stdout.write(`${runText(told.run)}\n`);
  if (told.verdict === 'waits' && told.run !== undefined)
    world.stdout.write(
      `Somebody else approves it with \`lockkeeper approve ${told.run.id}\`; then \`lockkeeper resume ${told.run.id}\`.\n`,
    );
}
