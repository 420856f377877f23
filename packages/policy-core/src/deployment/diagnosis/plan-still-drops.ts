import type { DatabaseAudit, SeenAudited } from '../../database/database-audit.ts';
import { displayText } from '../../model/display-text.ts';
import { STILL_DROPS } from '../../database/plan/recovery-steps.ts';
import { doneStep, troubleSteps, unknownStep } from './trouble-steps.ts';
import type { TroubleSection, TroubleSight, TroubleStep } from './trouble.ts';

type Sight = Pick<TroubleSight, 'databases' | 'guard' | 'plan'>;
type Known = Omit<TroubleStep, 'text'>;

/** The guard passes, and the platform still wants to take tables away. */
export function planStillDrops(sight: Sight): TroubleSection {
  const { cached, retry, address, support } = STILL_DROPS;
  return {
    id: 'plan-still-drops',
    title: 'The platform still shows DROP TABLE',
    ...applies(sight),
    steps: troubleSteps(
      [cached, retry, address, support].map(
        (clause) => `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`,
      ),
      [
        cachedStep(sight),
        unknownStep(
          'Give the new plan with --plan FILE to have it judged.',
          'lockkeeper plan check plan.sql',
        ),
        addressStep(sight.databases),
        unknownStep('Last of all: where the plan stays as it is, and the address is right.'),
      ],
    ),
  };
}

function applies({ guard, plan }: Sight): Pick<TroubleSection, 'applies' | 'seen'> {
  const told =
    guard.kind === 'ran'
      ? `${guard.headline} with exit code ${guard.exit}: ${guard.explanation}`
      : `The guard could not judge. ${guard.why}`;
  if (plan === undefined)
    return {
      applies: 'unknown',
      seen: ['No plan was shown. Give what the platform shows with --plan FILE.', told],
    };
  if (plan.verdict === 'pass') return { applies: 'no', seen: ['Nothing in the plan removes data.', told] };
  if (plan.verdict === 'undetermined')
    return {
      applies: 'unknown',
      seen: ['A part of the plan cannot be judged. See `lockkeeper plan check`.', told],
    };
  const passed = guard.kind === 'ran' && guard.exit === 0;
  return {
    applies: 'yes',
    seen: [
      'Do not approve the plan.',
      ...plan.reasons.map(({ text }) => text),
      told,
      ...(passed ? [] : ['The guard comes first: fix what it names, and run it again.']),
    ],
  };
}

/** What is alike leaves nothing that a plan could take away. */
function cachedStep({ databases }: Sight): Known {
  const command = 'lockkeeper db audit';
  const { differences, reasons } = databases;
  if (differences === null || reasons.some(({ kind }) => kind === 'same-database'))
    return unknownStep('Development and production were not held against each other.', command);
  return differences.length === 0
    ? doneStep(
        'Development and production are alike: a plan that removes data compares with something else.',
        command,
      )
    : doneStep('Development and production are not alike: the plan may come from what differs.', command);
}

/** Where they are two, they may still not be the two that the platform knows. */
function addressStep({ development, production, reasons }: DatabaseAudit): Known {
  const command = 'lockkeeper db audit';
  const same = reasons.find(({ kind }) => kind === 'same-database');
  if (same !== undefined) return { commands: [command], state: 'not-done', seen: same.text };
  if (!development.seen || !production.seen) {
    const unseen = reasons.filter(({ kind }) => kind === 'not-seen').map(({ text }) => text);
    return unknownStep(unseen.join(' '), command);
  }
  return unknownStep(
    `Two databases: ${leads(development)}, and ${leads(production)}. Lockkeeper cannot see the secrets of the platform: compare them.`,
    command,
  );
}

function leads({ variable, database, host }: SeenAudited): string {
  return `${displayText(variable)} leads to ${displayText(database)} at ${displayText(host)}`;
}
