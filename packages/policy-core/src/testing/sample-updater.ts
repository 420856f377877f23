import {
  dueUpdateStep,
  NOT_BEGUN,
  stepUpdate,
  type UpdateEvent,
  type UpdateRunState,
} from '../update/run/update-machine.ts';
import type { UpdatePlan } from '../update/run/update-plan.ts';
import type { UpdateStepName } from '../update/run/update-steps.ts';

/** A host, as far as an update changes it. */
export interface SampleHost {
  isLocked: boolean;
  isPaused: boolean;
  isStaged: boolean;
  isConfirmed: boolean;
  /** `mixed`: a checkout in place that was cut in the middle. */
  installed: 'old' | 'new' | 'mixed';
  running: 'old' | 'new';
}

/** What stays the same while the updater is killed again and again. */
export interface SampleWorld {
  readonly host: SampleHost;
  readonly events: UpdateEvent[];
  /** Steps that the world does not let happen. */
  readonly failing: ReadonlySet<UpdateStepName>;
}

/** Where in a step the updater is: its intent is written, a part of it is done, all of it is, its end is written. */
export const MOMENTS = ['before', 'intent', 'part', 'act'] as const;
export type Moment = (typeof MOMENTS)[number];

export function sampleWorld(failing: readonly UpdateStepName[] = []): SampleWorld {
  const host: SampleHost = {
    isLocked: false,
    isPaused: false,
    isStaged: false,
    isConfirmed: false,
    installed: 'old',
    running: 'old',
  };
  return { host, events: [], failing: new Set(failing) };
}

export function stateOf(plan: UpdatePlan, { events }: SampleWorld): UpdateRunState {
  return events.reduce<UpdateRunState>((state, event) => stepUpdate(plan, state, event), NOT_BEGUN);
}

/** One process of the updater. It keeps nothing that the next one could not read. */
export interface SampleUpdater {
  /** Goes on by one moment. */
  advance(): void;
  /** The step that it is at, and the moment that comes next; `undefined`: the run has ended. */
  next(): { readonly step: UpdateStepName; readonly moment: Moment } | undefined;
}

export function startUpdater(plan: UpdatePlan, world: SampleWorld): SampleUpdater {
  let moment = 0;
  const due = () => dueUpdateStep(plan, stateOf(plan, world));
  return {
    next: () => {
      const at = due();
      const now = MOMENTS[moment];
      return at && now && { step: at.step, moment: now };
    },
    advance: () => {
      const at = due();
      if (at === undefined) return;
      const now = MOMENTS[moment];
      if (now === 'intent') actPartly(at.step, world.host);
      if (now === 'part' && !world.failing.has(at.step)) act(at.step, world.host);
      if (now === 'act') world.events.push(eventOf(at.step, world));
      moment = now === 'act' ? 0 : moment + 1;
    },
  };
}

/** What follows when nobody kills it any more; `false`: it never ends. */
export function finish(plan: UpdatePlan, world: SampleWorld): boolean {
  const updater = startUpdater(plan, world);
  for (let count = 0; count < 400 && updater.next() !== undefined; count += 1) updater.advance();
  return updater.next() === undefined;
}

/** A checkout in place replaces one file after the other. */
function actPartly(step: UpdateStepName, host: SampleHost): void {
  if (step === 'switch' && host.installed === 'old') host.installed = 'mixed';
  if (step === 'switch-back' && host.installed === 'new') host.installed = 'mixed';
}

const ACTS: Readonly<Partial<Record<UpdateStepName, (host: SampleHost) => void>>> = {
  lock: (host) => void (host.isLocked = true),
  unlock: (host) => void (host.isLocked = false),
  stage: (host) => void (host.isStaged = true),
  unstage: (host) => void (host.isStaged = false),
  quiesce: (host) => void (host.isPaused = true),
  resume: (host) => void (host.isPaused = false),
  switch: (host) => void (host.installed = 'new'),
  'switch-back': (host) => void (host.installed = 'old'),
  restart: (host) => void (host.running = 'new'),
  'restart-old': (host) => void (host.running = 'old'),
  confirm: (host) => void (host.isConfirmed = true),
  unconfirm: (host) => void (host.isConfirmed = false),
};

function act(step: UpdateStepName, host: SampleHost): void {
  ACTS[step]?.(host);
}

function eventOf(step: UpdateStepName, { host, failing }: SampleWorld): UpdateEvent {
  if (failing.has(step)) return { kind: 'failed', why: `${step} failed` };
  // Identity: a process of the old version answers for the old one.
  if (step === 'health' && host.running === 'old') return { kind: 'failed', why: 'the old version answers' };
  return { kind: 'done' };
}
