import type { UpdatePlan } from './update-plan.ts';

/** What takes a step back. Each may be done again, and where nothing was done before. */
type UndoStep =
  | 'unlock'
  | 'drop-snapshot'
  | 'unstage'
  | 'resume'
  | 'switch-back'
  | 'restart-old'
  | 'health-old'
  | 'unconfirm';

interface ForwardStep {
  readonly step: ForwardName;
  readonly part: 'acquire' | 'apply' | 'both';
  /** `null`: it leaves nothing behind. */
  readonly undo: UndoStep | null;
  /** Where it fails, the version is to blame and does not come back by itself. */
  readonly blames?: true;
}

type ForwardName =
  | 'lock'
  | 'discover'
  | 'eligibility'
  | 'limits'
  | 'fetch'
  | 'verify'
  | 'save'
  | 'snapshot'
  | 'stage'
  | 'test'
  | 'quiesce'
  /** One rename: before it the old version is installed, behind it the new one. */
  | 'switch'
  | 'restart'
  | 'health'
  | 'confirm'
  | 'resume'
  | 'report'
  | 'gc';

export type UpdateStepName = ForwardName | UndoStep;

/** In this order. Data is saved anew right before it is replaced, however long ago the version was laid ready. */
export const FORWARD: readonly ForwardStep[] = [
  { step: 'lock', part: 'both', undo: 'unlock' },
  { step: 'discover', part: 'acquire', undo: null },
  { step: 'eligibility', part: 'both', undo: null },
  { step: 'limits', part: 'both', undo: null },
  { step: 'fetch', part: 'acquire', undo: null },
  { step: 'verify', part: 'acquire', undo: null },
  { step: 'save', part: 'both', undo: null },
  { step: 'snapshot', part: 'both', undo: 'drop-snapshot' },
  { step: 'stage', part: 'acquire', undo: 'unstage' },
  { step: 'test', part: 'acquire', undo: null, blames: true },
  { step: 'quiesce', part: 'apply', undo: 'resume' },
  { step: 'switch', part: 'apply', undo: 'switch-back' },
  { step: 'restart', part: 'apply', undo: 'restart-old', blames: true },
  { step: 'health', part: 'apply', undo: 'health-old', blames: true },
  { step: 'confirm', part: 'apply', undo: 'unconfirm' },
  { step: 'resume', part: 'apply', undo: null },
  { step: 'report', part: 'both', undo: null },
  { step: 'gc', part: 'both', undo: null },
];

export function forwardSteps({ parts }: Pick<UpdatePlan, 'parts'>): readonly ForwardStep[] {
  return parts === 'both' ? FORWARD : FORWARD.filter(({ part }) => part === parts || part === 'both');
}

/**
 * The way on. The lock is given back last of all, on whatever way.
 *
 * @param begun how many of its steps were begun, for the ways that lead back
 */
export function stepsOfWay(
  way: 'there' | 'undo' | 'back' | 'halt',
  plan: UpdatePlan,
  begun: number,
): readonly UpdateStepName[] {
  const steps = forwardSteps(plan);
  const undos = steps.slice(0, begun).flatMap(({ undo }) => undo ?? []);
  switch (way) {
    case 'there':
      return [...steps.map(({ step }) => step), 'unlock'];
    case 'undo':
      return [...undos.slice(1).toReversed(), 'report', 'unlock'];
    case 'back':
      return [
        'switch-back',
        // Whatever else succeeds, version.json names what is installed: health may have been asked for again behind confirm.
        'unconfirm',
        'restart-old',
        'health-old',
        'resume',
        ...undos.filter((undo) => undo === 'unstage'),
        'report',
        'unlock',
      ];
    case 'halt':
      return [...undos.filter((undo) => undo === 'resume'), 'report', 'unlock'];
  }
}
