import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { answersTo, type Answers } from './answer-for.ts';
import type { Place } from './place.ts';
import type { ReleaseAnswer, RunTold, ToldPlan } from './release-answer.ts';
import { releaseOutcome } from './release-outcome.ts';
import { runPage, runTitle, type RunStage } from './run-page.ts';
import { runSentence, short } from './run-text.ts';

export interface ReleaseNeeds {
  readonly talk: Conversation;
  /** Runs `lockkeeper` with these words, and with `--format json`. */
  readonly lockkeeper: (call: ReleaseCall) => Promise<CliEnding>;
  /** Name the Python that has the Alembic of the user, for what takes migrations back; empty: that of the PATH. */
  readonly python: readonly string[];
}

export interface ReleaseCall {
  readonly args: readonly string[];
  /** What the notification says. */
  readonly title: string;
  /** It changes something: its steps are shown, and cancelled it ends the one that it is in. */
  readonly isActing?: true;
}

/** What the program answers; `undefined`: it was cancelled, or it was told that there is none. */
export async function answerOf(
  call: ReleaseCall,
  { lockkeeper, talk }: ReleaseNeeds,
): Promise<ReleaseAnswer | undefined> {
  const outcome = releaseOutcome(await lockkeeper(call), call.isActing ? 'acting' : 'looking');
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  return outcome.kind === 'told' ? outcome.answer : undefined;
}

/** The same of a command that answers with a run. */
export async function runOf(call: ReleaseCall, needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const answer = await answerOf(call, needs);
  return answer === undefined || answer.verdict === 'shown' || answer.verdict === 'noted'
    ? undefined
    : answer;
}

export type ShownStatus = Extract<ReleaseAnswer, { readonly verdict: 'shown' }>;

/** What runs where. Says so where the policy has no place. */
export async function statusOf(needs: ReleaseNeeds): Promise<ShownStatus | undefined> {
  const title = l10n.t('Lockkeeper: reading what runs where');
  const answer = await answerOf({ args: ['status'], title }, needs);
  if (answer?.verdict !== 'shown') return undefined;
  if (answer.places.length > 0) return answer;
  needs.talk.refuse(
    l10n.t(
      'The policy describes no service to deploy. Add one under deployment.services in lockkeeper.yaml.',
    ),
  );
  return undefined;
}

export async function placesOf(needs: ReleaseNeeds): Promise<readonly Place[] | undefined> {
  return (await statusOf(needs))?.places;
}

/** Where something is done, as the answer of `status` tells it. */
export type ActingPlace = Pick<Place, 'environment' | 'wantsName'>;

/** A run that somebody wants. */
export interface WantedRun {
  /** The command without `--plan`, without what confirms it and without its reason. */
  readonly words: readonly string[];
  /** `undefined`: it was given when the run was begun. */
  readonly reason?: string;
}

/** The plan first, then a question, then the run. What came of it; `undefined` where nothing was done. */
export async function carryOut(
  wanted: WantedRun,
  place: ActingPlace,
  needs: ReleaseNeeds,
): Promise<RunTold | undefined> {
  const { talk } = needs;
  const read = await planToCarryOut(wanted, needs);
  if (read === undefined || !(await isMeant(read.plan, place, talk))) return undefined;
  const { told, plan, words } = read;
  await talk.show(pageOf(told, 'begun'));
  const { environment } = place;
  const acting = {
    args: [...words, ...needs.python, '--planned', plan.digest, '--yes', '--confirm', environment],
    title: actingTitle(plan),
    isActing: true as const,
  };
  const done = await runOf(acting, needs);
  if (done !== undefined) await talk.show(pageOf(done, done.verdict === 'waits' ? 'planned' : 'over'));
  return done;
}

interface ReadPlan {
  readonly told: RunTold;
  readonly plan: ToldPlan;
  /** The words that it was made by. */
  readonly words: readonly string[];
}

/** A plan that was shown and that nothing stands against, or nothing that somebody does not answer for; else it is said why. */
async function planToCarryOut(
  wanted: WantedRun,
  needs: ReleaseNeeds,
  given: Answers = { options: [], reasons: [] },
): Promise<ReadPlan | undefined> {
  const { talk } = needs;
  const words = wordsOf(wanted, given);
  const planning = {
    args: [...words, '--plan'],
    title: l10n.t('Lockkeeper: planning, nothing has changed yet'),
  };
  const told = await runOf(planning, needs);
  if (told === undefined) return undefined;
  await talk.show(pageOf(told, 'planned'));
  const { plan } = told;
  if (plan !== undefined && mayBegin(told)) return { told, plan, words };
  const answers = isAgainst(told) ? await answersTo(told, { given, talk }) : undefined;
  if (answers !== undefined) return await planToCarryOut(wanted, needs, answers);
  const { isGood, text } = runSentence(told);
  if (isGood) talk.say(text);
  else talk.refuse(text);
  return undefined;
}

function wordsOf({ words, reason }: WantedRun, { options, reasons }: Answers): readonly string[] {
  return [
    ...words,
    ...options,
    ...(reason === undefined ? [] : ['--reason', [reason, ...reasons].join('; ')]),
  ];
}

/** The plan and what came of it stand in one place: the later one is what counts. */
export function pageOf(told: RunTold, stage: RunStage) {
  return { name: runTitle(told.plan), text: runPage(told, stage), language: 'markdown' };
}

/** What waits already is only waited for: there is nothing to begin. */
function mayBegin({ verdict, run }: RunTold): boolean {
  return verdict === 'ready' || (verdict === 'waits' && run === undefined);
}

function isAgainst({ verdict }: RunTold): boolean {
  return verdict === 'refused' || verdict === 'unknown';
}

async function isMeant(plan: ToldPlan, place: ActingPlace, talk: Conversation): Promise<boolean> {
  const [message, detail] = [question(plan), plan.steps.join('\n')];
  return await isConfirmed({ message, detail, button: verbOf(plan) }, place, talk);
}

/** By the name of the environment where a slip would be felt, else by a button. */
export async function isConfirmed(
  asked: Parameters<Conversation['agreed']>[0],
  { environment, wantsName }: ActingPlace,
  talk: Conversation,
): Promise<boolean> {
  if (!wantsName) return await talk.agreed(asked);
  const prompt = l10n.t('Type {0} to continue.', environment);
  return await talk.typed({ title: asked.message, prompt, word: environment });
}

function question({ kind, commit, environment }: ToldPlan): string {
  switch (kind) {
    case 'rollback':
      return l10n.t('Roll back {1} to {0}?', short(commit), environment);
    case 'promote':
      return l10n.t('Promote {0} to {1}?', short(commit), environment);
    default:
      return l10n.t('Deploy {0} to {1}?', short(commit), environment);
  }
}

function verbOf({ kind }: ToldPlan): string {
  switch (kind) {
    case 'rollback':
      return l10n.t('Roll Back');
    case 'promote':
      return l10n.t('Promote');
    default:
      return l10n.t('Deploy');
  }
}

function actingTitle({ kind, environment }: ToldPlan): string {
  return kind === 'rollback'
    ? l10n.t('Lockkeeper: rolling back {0}', environment)
    : l10n.t('Lockkeeper: deploying to {0}', environment);
}
