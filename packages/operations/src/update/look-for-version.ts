import { observed } from '@lockkeeper/policy-core';
import {
  attemptBegun,
  hostRefusals,
  namedRefusals,
  offRefusals,
  readStagedVersion,
  refusedAt,
  stateText,
} from '@lockkeeper/policy-core/update';

import { profileOf, type ReadProfile } from './profile-files.ts';
import { runningIllness } from './running-illness.ts';
import type { DueStep, UpdateEvent, UpdateLog } from './update-log.ts';
import {
  askOffer,
  fetchOffer,
  fetchRefusal,
  judgedOffer,
  runningVersion,
  workingTree,
  type FoundOffer,
  type HostQuestion,
} from './update-sight.ts';
import type { UpdateTools } from './update-tools.ts';

type Look = () => Promise<UpdateEvent>;

const DONE = { kind: 'done' } as const;

/**
 * The steps that look for a version and judge it. What they find is kept for the next of them only: a run that is cut off
 * among them is taken back, and begins anew.
 *
 * @returns `undefined` for a step that is none of them
 */
export function lookForVersion(
  log: UpdateLog,
  tools: UpdateTools,
): (due: DueStep) => Promise<UpdateEvent | undefined> {
  let offer: FoundOffer | undefined;
  const found = (): FoundOffer => {
    if (offer === undefined) throw new Error('Nobody asked the remote.');
    return offer;
  };
  const looks: Readonly<Partial<Record<DueStep['step'], Look>>> = {
    discover: async () => {
      const asked = await askOffer(tools.offers, tools.settings);
      if ('refusal' in asked) return refused(refusedAt('discover', [asked.refusal]));
      offer = asked;
      return DONE;
    },
    eligibility: async () => {
      if (log.now().plan.parts === 'apply') {
        const staged = await stagedOffer(tools);
        if ('kind' in staged) return staged;
        offer = staged;
        return await judged(staged, { log, tools, isFetched: true });
      }
      const { chosen, kept } = found();
      // What was fetched before is judged whole, so that it is not fetched, and counted, again.
      return kept.get(chosen.ref) === chosen.id
        ? await judgedAgain(found(), { log, tools })
        : await named(found(), { log, tools });
    },
    limits: async () => await withinLimits({ log, tools }),
    fetch: async () => {
      const fetched = await fetchOffer(tools.offers, found().chosen);
      if ('refusal' in fetched) return failed(refusedAt('fetch', [fetched.refusal]));
      offer = fetched;
      return DONE;
    },
    verify: async () => await judged(found(), { log, tools, isFetched: false }),
  };
  return async ({ way, step }) => {
    if (way !== 'there') return undefined;
    try {
      const event = await looks[step]?.();
      const isRefused = event?.kind === 'refused' && step !== 'limits';
      return isRefused ? await withHostReasons(event, { log, tools }) : event;
    } catch (error) {
      return {
        kind: 'failed',
        why: error instanceof Error ? error.message.replace(/\.\s*$/, '') : String(error),
      };
    }
  };
}

type Refused = Extract<UpdateEvent, { kind: 'refused' }>;

/**
 * What is wrong with a version is half of it where its host takes none anyway: all is said at once. Where there is nothing
 * to bring, only what a person switched off, or has to switch on, is worth a word.
 */
async function withHostReasons(event: Refused, { log, tools }: Under): Promise<UpdateEvent> {
  const { state } = await profileOf(tools);
  const isMoot = event.reasons.every(({ code }) => MOOT.has(code) || code.startsWith('remote-'));
  const own = isMoot
    ? offRefusals({ settings: tools.settings, state })
    : hostRefusals(await questionOf({ log, tools }, { state }));
  return { kind: 'refused', reasons: [...reasonsOf(own), ...event.reasons] };
}

/** Nothing would be brought, whatever the host says. */
const MOOT: ReadonlySet<string> = new Set(['not-newer', 'no-release', 'nothing-staged', 'already-staged']);

type Refusals = ReturnType<typeof refusedAt>;

/** Nothing of the step was done. */
export function refused(refusals: Refusals): UpdateEvent {
  return { kind: 'refused', reasons: reasonsOf(refusals) };
}

function reasonsOf(refusals: Refusals): Refused['reasons'] {
  return refusals.map(({ code, message }) => ({ code, message }));
}

/** Each names the fault, or the attack. */
function failed(refusals: Refusals): UpdateEvent {
  return { kind: 'failed', why: refusals.map(({ code, message }) => `${message} (${code})`).join(' ') };
}

/** Whether this host may begin now; the attempt is written down before it is made. */
async function withinLimits({ log, tools }: Under): Promise<UpdateEvent> {
  const question = await questionOf({ log, tools }, await profileOf(tools));
  const refusals = hostRefusals(question);
  if (refusals.length > 0) return refused(refusals);
  const why = question.applies ? await illnessOf(log, tools) : undefined;
  if (why !== undefined) return refused(refusedAt('limits', [{ id: 'health-failing', data: { why } }]));
  const begun = attemptBegun(question.state, log.now().plan.id, question.now);
  const state = question.isAttempt ? begun : { ...begun, today: question.state.today };
  await tools.meta.write('update_state.json', stateText(state));
  return DONE;
}

/** `undefined`: what runs is well, or somebody wants to replace it all the same. */
async function illnessOf(log: UpdateLog, tools: UpdateTools): Promise<string | undefined> {
  const { from, plan } = log.now();
  if (from === null) throw new Error(`${plan.id} does not know what runs.`);
  const why = await runningIllness(from, tools);
  return why !== undefined && (await tools.mayReplaceIll?.(why)) === true ? undefined : why;
}

interface Under {
  readonly log: UpdateLog;
  readonly tools: UpdateTools;
}

async function questionOf(
  { log, tools }: Under,
  { state }: Pick<ReadProfile, 'state'>,
): Promise<HostQuestion> {
  const { settings, host, pins, meta, metaPath } = tools;
  const { parts } = log.now().plan;
  const [applies, isAttempt] = [parts !== 'acquire', parts !== 'apply'];
  // Before the clock: what the service saves meanwhile would be a save that has not come yet.
  const savedAt = await meta.savedAt();
  return { settings, state, now: await tools.now(), applies, isAttempt, host, savedAt, metaPath, pins };
}

/** A version that is only named yet. */
async function named({ chosen, kept }: FoundOffer, { log, tools }: Under): Promise<UpdateEvent> {
  const profile = await profileOf(tools);
  const tip = kept.get(`refs/heads/${tools.settings.branch}`);
  const checkout = await tools.offers.tree.describe();
  const refusals = namedRefusals({
    ...(await questionOf({ log, tools }, profile)),
    chosen,
    running: await runningVersion(tools.offers, checkout, profile.version),
    // Beside a branch that was never fetched nobody can tell; it is judged again once it is.
    tree: tip === undefined ? UNTOUCHED : await workingTree(tools.offers, { checkout, tip }),
  });
  if (refusals.length > 0) return refused(refusals);
  const ended = await fetchRefusal(tools.offers);
  return ended === undefined ? DONE : refused(refusedAt(ended.step, [ended.refusal]));
}

const UNTOUCHED = observed({ changed: [], ahead: 0, behind: 0 });

/** Of what was fetched: that it is no good is a failure, that it is not for this host now is none. */
async function judged(
  offer: FoundOffer,
  { log, tools, isFetched }: Under & { readonly isFetched: boolean },
): Promise<UpdateEvent> {
  const profile = await profileOf(tools);
  const checkout = await tools.offers.tree.describe();
  const running = await runningVersion(tools.offers, checkout, profile.version);
  const question = await questionOf({ log, tools }, profile);
  const { target, refusals } = await judgedOffer(tools.offers, { ...question, ...offer, checkout, running });
  const bad = refusals.filter(({ step }) => step === 'verify');
  if (bad.length > 0 && !isFetched) return failed(bad);
  if (refusals.length > 0) return refused(refusals);
  if (target === undefined) return { kind: 'failed', why: 'nobody knows what it is' };
  return { kind: 'done', target: { version: target.version, commit: target.commit } };
}

/** What was fetched before, which may lie ready as well. */
async function judgedAgain(offer: FoundOffer, { log, tools }: Under): Promise<UpdateEvent> {
  const event = await judged(offer, { log, tools, isFetched: true });
  if (event.kind !== 'done') return event;
  const { chosen } = offer;
  const isReady = log.now().plan.parts === 'acquire' && (await isStaged(chosen, tools));
  if (!isReady) return DONE;
  const message = `${chosen.version ?? chosen.id.slice(0, 12)} is ready. Run lockkeeper update apply.`;
  return { kind: 'refused', reasons: [{ code: 'already-staged', message }] };
}

/** One that somebody changed since, or took away, is made ready anew. */
async function isStaged({ ref, id }: FoundOffer['chosen'], tools: UpdateTools): Promise<boolean> {
  const { meta, metaPath, installation } = tools;
  const reading = readStagedVersion(`${metaPath}/staged.json`, await meta.read('staged.json'));
  if (reading.kind !== 'read' || reading.value.ref !== ref || reading.value.id !== id) return false;
  return (await installation.tidyStaged(reading.value)).kind === 'done';
}

/** What was laid ready, as long as the mirror still says the same of it. */
async function stagedOffer({ meta, metaPath, offers }: UpdateTools): Promise<FoundOffer | UpdateEvent> {
  const reading = readStagedVersion(`${metaPath}/staged.json`, await meta.read('staged.json'));
  if (reading.kind === 'unusable') return { kind: 'failed', why: reading.problem };
  if (reading.kind === 'absent') return nothingStaged('Nothing is ready. Run lockkeeper update acquire.');
  const { ref, id, version } = reading.value;
  const kept = await offers.reader.refs();
  if (!kept.known) return { kind: 'failed', why: kept.reason };
  if (kept.value.get(ref) !== id)
    return nothingStaged('The mirror has another version than what is ready. Run lockkeeper update acquire.');
  return { chosen: { ref, id, version }, kept: kept.value };
}

function nothingStaged(message: string): UpdateEvent {
  return { kind: 'refused', reasons: [{ code: 'nothing-staged', message }] };
}
