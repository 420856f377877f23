import { afterProbe, NOT_PROBED, type DoneStep } from '@lockkeeper/policy-core/deployment/run';

import type { HealthProbe, ProbeAnswer, StopSignal, Timer } from '../ports/index.ts';

/** A probe, and how often it is asked. */
export interface ScheduledProbe {
  readonly probe: HealthProbe;
  readonly schedule: Parameters<typeof afterProbe>[2];
}

export type HealthOutcome =
  | { readonly kind: 'healthy'; readonly health: DoneStep['health'] }
  /** It is known to be ill, or to be another commit. `why` is a clause. */
  | { readonly kind: 'unhealthy'; readonly why: string }
  /** A probe could not ask at all, or somebody wanted it to stop. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface HealthQuestion {
  /** What has to run. */
  readonly commit: string;
  readonly probes: readonly ScheduledProbe[];
  readonly timer: Timer;
  readonly signal: StopSignal;
}

/** Asks all probes at the same time until each has come to a verdict. One that is ill is enough. */
export async function awaitHealth(question: HealthQuestion): Promise<HealthOutcome> {
  // One for all waits, however long it takes.
  const stop = stopped(question.signal);
  const outcomes = await Promise.all(
    question.probes.map(async (scheduled) => await probeUntilVerdict(scheduled, { ...question, stop })),
  );
  const ill = outcomes.find(({ kind }) => kind === 'unhealthy');
  const unseen = outcomes.find(({ kind }) => kind === 'unknown');
  if (ill !== undefined) return ill;
  if (unseen !== undefined) return unseen;
  return {
    kind: 'healthy',
    health: outcomes.flatMap((outcome) => (outcome.kind === 'healthy' ? outcome.health : [])),
  };
}

async function probeUntilVerdict(
  { probe, schedule }: ScheduledProbe,
  { commit, timer, signal, stop }: HealthQuestion & { readonly stop: Promise<void> },
): Promise<HealthOutcome> {
  const began = timer.elapsedMs();
  let progress = NOT_PROBED;
  for (;;) {
    const answer = await probe.ask();
    if (answer.kind === 'not-asked')
      return { kind: 'unknown', why: `the probe ${probe.id} could not ask: ${answer.why}` };
    const step = afterProbe(
      progress,
      { sample: sampleOf(answer, commit), nowMs: timer.elapsedMs() - began },
      schedule,
    );
    progress = step.progress;
    if (step.verdict.kind === 'healthy')
      return { kind: 'healthy', health: [healthOf(probe, answer, progress)] };
    if (step.verdict.kind === 'unhealthy')
      return { kind: 'unhealthy', why: `the probe ${probe.id} found that ${step.verdict.why}` };
    await timer.wait(step.verdict.afterMs, stop);
    if (signal.aborted) return { kind: 'unknown', why: `the probe ${probe.id} was stopped` };
  }
}

function stopped(signal: StopSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function sampleOf(answer: Exclude<ProbeAnswer, { kind: 'not-asked' }>, wanted: string) {
  if (answer.kind === 'ill') return { isWell: false as const, why: answer.why };
  if (answer.commit === undefined || answer.commit === wanted) return { isWell: true as const };
  return { isWell: false as const, why: `it says that it runs ${answer.commit}, not ${wanted}` };
}

function healthOf({ id }: HealthProbe, answer: ProbeAnswer, { attempts }: { readonly attempts: number }) {
  const { status, commit } = answer.kind === 'well' ? answer : { status: 0, commit: undefined };
  return { probe: id, status, identity: commit ?? null, attempts };
}
