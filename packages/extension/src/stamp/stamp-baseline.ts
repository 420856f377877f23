import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { stampOutcome, type StampPlan } from './stamp-outcome.ts';
import { databaseText, stampPreview } from './stamp-preview.ts';

export interface StampNeeds {
  readonly talk: Conversation;
  /** Runs `lockkeeper db stamp --format json` with these further words. */
  readonly stamp: (args: readonly string[]) => Promise<CliEnding>;
}

/** The plan first, then two questions, then the stamp. What came of it; `undefined` where nothing was done. */
export async function stampBaseline(needs: StampNeeds): Promise<StampPlan | undefined> {
  const { talk } = needs;
  const plan = await told(['--dry-run'], needs);
  if (plan === undefined) return undefined;
  await talk.show({ name: l10n.t('Stamp (not done yet)'), text: stampPreview(plan), language: 'markdown' });
  if (plan.outcome !== 'planned') {
    tell(plan, talk);
    return undefined;
  }
  if (!(await isMeant(plan, talk)) || !(await isStillSo(plan, needs))) return undefined;
  const done = await told(
    ['--yes', ...(plan.revision === undefined ? [] : ['--revision', plan.revision])],
    needs,
  );
  if (done === undefined) return undefined;
  tell(done, talk);
  return done;
}

async function told(args: readonly string[], { talk, stamp }: StampNeeds): Promise<StampPlan | undefined> {
  const outcome = stampOutcome(await stamp(args));
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  return outcome.kind === 'told' ? outcome.answer : undefined;
}

function tell(plan: StampPlan, talk: Conversation): void {
  const text = databaseText(plan);
  const { versions = [] } = plan;
  const [reason = ''] = plan.reasons;
  switch (plan.outcome) {
    case 'stamped':
      talk.say(l10n.t('✅ STAMPED: {0} is at {1}, and Alembic tracks it now.', text, versions.join(', ')));
      return;
    case 'nothing-to-do':
      talk.say(l10n.t('✅ NOTHING TO DO: Alembic already tracks {0}.', text));
      return;
    case 'held':
      talk.refuse(
        l10n.t('❌ NOT STAMPED: somebody else is stamping or migrating {0}. Try again later.', text),
      );
      return;
    case 'undetermined':
      talk.refuse(`${l10n.t('❌ NOT PROVED')}: ${reason}`);
      return;
    case 'planned':
    case 'refused':
      talk.refuse(`${l10n.t('❌ NOT STAMPED')}: ${reason}`);
  }
}

async function isMeant(plan: StampPlan, talk: Conversation): Promise<boolean> {
  const text = databaseText(plan);
  const isAgreed = await talk.agreed({
    message: l10n.t('Stamp {0} at {1}?', text, plan.revision ?? ''),
    detail: plan.statements.map((statement) => `${statement};`).join('\n'),
    button: l10n.t('Stamp'),
  });
  const word = plan.database?.name ?? plan.variable;
  return (
    isAgreed &&
    (await talk.typed({
      title: l10n.t('Stamp {0}', text),
      prompt: l10n.t('Type {0} to stamp it.', word),
      word,
    }))
  );
}

/** People take their time: what they agreed to must still be what would be done. */
async function isStillSo(plan: StampPlan, needs: StampNeeds): Promise<boolean> {
  const now = await told(['--dry-run'], needs);
  if (now === undefined) return false;
  if (JSON.stringify(now) === JSON.stringify(plan)) return true;
  needs.talk.refuse(l10n.t('The database changed meanwhile. Nothing was stamped; read the plan again.'));
  return false;
}
