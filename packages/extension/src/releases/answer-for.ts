import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import type { Lift, Refusal, RunTold } from './release-answer.ts';

/** What people said to what stands against a plan. */
export interface Answers {
  /** Options of the command, such as `--accept-unknown R15:backup`. */
  readonly options: readonly string[];
  /** Why, for the log: each with what it is about. */
  readonly reasons: readonly string[];
}

/** What stands against a plan, and a lift of it that somebody has to give. */
interface Answerable extends Refusal {
  readonly liftedBy: Lift;
}

/**
 * Asks about everything that stands against a plan, one by one and each with a reason. `undefined` where something is left
 * unanswered, or where the program names no way to answer for it: then nobody is asked at all.
 */
export async function answersTo(
  told: RunTold,
  { given, talk }: { readonly given: Answers; readonly talk: Conversation },
): Promise<Answers | undefined> {
  const open = answerable(told.refusals);
  const isNew = ({ liftedBy }: Answerable) => !given.options.includes(optionOf(liftedBy));
  // An option that was given and lifts nothing is not asked for again.
  if (open === undefined || open.length === 0 || !open.every(isNew)) return undefined;
  let answers = given;
  for (const refusal of open) {
    const reason = await reasonToLift(refusal, { told, talk });
    if (reason === undefined) return undefined;
    const { liftedBy } = refusal;
    answers = {
      options: [...answers.options, optionOf(liftedBy)],
      reasons: [...answers.reasons, `${liftedBy.value ?? refusal.code}: ${reason}`],
    };
  }
  return answers;
}

/** All that somebody has to answer for, each once; `undefined` where something of it nobody can. */
function answerable(refusals: readonly Refusal[]): readonly Answerable[] | undefined {
  const open = refusals.filter(({ isLifted, liftedBy }) => !isLifted && liftedBy?.by !== 'approval');
  const able = open.flatMap(({ liftedBy, ...rest }) =>
    liftedBy === undefined ? [] : [{ ...rest, liftedBy }],
  );
  if (able.length < open.length) return undefined;
  return able.filter(
    ({ liftedBy }, at) => able.findIndex((one) => optionOf(one.liftedBy) === optionOf(liftedBy)) === at,
  );
}

/** As one word: a value that begins with a dash is none that another option could be made of. */
function optionOf({ by, value }: Lift): string {
  return value === undefined ? `--${by}` : `--${by}=${value}`;
}

interface Asking {
  readonly told: RunTold;
  readonly talk: Conversation;
}

async function reasonToLift(refusal: Answerable, { told, talk }: Asking): Promise<string | undefined> {
  const title = `${refusal.code}: ${refusal.why}`;
  const isMeant =
    refusal.liftedBy.by === 'accept-loss'
      ? await mayBeLost(refusal.liftedBy, { told, talk })
      : await isAnsweredFor(refusal, { title, talk });
  if (!isMeant) return undefined;
  return await talk.ask({
    title,
    prompt: l10n.t('Give a reason. The audit log shows it.'),
  });
}

/** What is picked by a key that was pressed too often is the first: it does nothing. */
async function isAnsweredFor(
  { liftedBy: { by, value = '' } }: Answerable,
  { title, talk }: { readonly title: string; readonly talk: Conversation },
): Promise<boolean | undefined> {
  const leaving = { label: l10n.t('Cancel'), description: l10n.t('changes nothing'), value: false };
  const label = by === 'retry-failed' ? l10n.t('Retry') : l10n.t('Accept {0}', value);
  const answering = {
    label,
    description: l10n.t('recorded in the audit log, with your reason'),
    value: true,
  };
  return await talk.pick({ title, choices: [leaving, answering] });
}

/** Rows that are gone come back from no plan: what is lost is read, and its name is typed. */
async function mayBeLost(
  { value: revision = '' }: Lift,
  { told: { impact }, talk }: Asking,
): Promise<boolean> {
  const losses = (impact?.database.losses ?? []).filter((loss) => loss.revision === revision);
  return await talk.typed({
    title: l10n.t('Downgrade {0} and lose its rows?', revision),
    prompt: [...losses.map(({ text }) => text), l10n.t('Type {0} to lose them for good.', revision)].join(
      ' ',
    ),
    word: revision,
  });
}
