import type { RunJournal } from '../ports/index.ts';

/** Decides; does nothing itself. The same events lead to the same state. */
export interface Machine<State, Event, Effect> {
  readonly start: State;
  step(state: State, event: Event): State;
  /** What has to be done next in a state; `undefined`: nothing, until something comes from elsewhere. */
  effectOf(state: State): Effect | undefined;
}

/** How an effect ended. */
export type EffectResult<Event> =
  | { readonly kind: 'ended'; readonly event: Event }
  /** Nobody knows: time was over, or a connection was lost. `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Performer<State, Event, Effect> {
  /** Does it, for the first time. Rejects only with a fault of its own or of the machine; then the intent stays open. */
  perform(effect: Effect, state: State): Promise<EffectResult<Event>>;
  /** Asks the world what became of an effect that was begun before. `not-begun`: it is sure that nothing happened. */
  adopt(effect: Effect, state: State): Promise<EffectResult<Event> | { readonly kind: 'not-begun' }>;
}

export interface MachineRun<State, Event, Effect> {
  readonly machine: Machine<State, Event, Effect>;
  readonly performer: Performer<State, Event, Effect>;
  readonly journal: RunJournal<Event, Effect>;
  /** Why this may not be begun, nor anything more, as a clause, such as that the lock is lost; `undefined`: go on. */
  readonly mayNotGoOn: (effect: Effect) => string | undefined;
}

export type MachineEnd<State> =
  /** Nothing is left to do until something comes from elsewhere. */
  | { readonly kind: 'rests'; readonly state: State }
  /** The effect that is due may have happened. Whoever goes on asks about it first. */
  | { readonly kind: 'unknown'; readonly state: State; readonly why: string }
  /** What was begun is written down; nothing else was begun. */
  | { readonly kind: 'stopped'; readonly state: State; readonly why: string };

/**
 * Carries a run on from where its journal ends: intends an effect, performs it, writes down how it ended, and so on. What
 * was intended before and has no end is asked about before it is done: killed at whatever moment, the next call goes on,
 * and nothing is done twice that the world can tell of.
 */
export async function runMachine<State, Event, Effect>(
  run: MachineRun<State, Event, Effect>,
): Promise<MachineEnd<State>> {
  const { machine, journal, mayNotGoOn } = run;
  const { events, isOpen } = await journal.read();
  let state = events.reduce<State>((before, event) => machine.step(before, event), machine.start);
  let isBegun = isOpen;
  for (;;) {
    const effect = machine.effectOf(state);
    if (effect === undefined) return { kind: 'rests', state };
    const why = mayNotGoOn(effect);
    if (why !== undefined) return { kind: 'stopped', state, why };
    const result = await resultOf(effect, { state, isBegun }, run);
    if (result.kind === 'unknown') {
      await journal.doubt(result.why);
      return { ...result, state };
    }
    await journal.write(result.event);
    state = machine.step(state, result.event);
    isBegun = false;
  }
}

async function resultOf<State, Event, Effect>(
  effect: Effect,
  { state, isBegun }: { readonly state: State; readonly isBegun: boolean },
  { performer, journal }: MachineRun<State, Event, Effect>,
): Promise<EffectResult<Event>> {
  // Also what was begun before is intended anew: from then on nobody with an earlier lock goes on with it.
  await journal.intend(effect);
  if (isBegun) {
    const found = await performer.adopt(effect, state);
    if (found.kind !== 'not-begun') return found;
  }
  return await performer.perform(effect, state);
}
