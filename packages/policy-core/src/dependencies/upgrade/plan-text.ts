import { displayText } from '../../model/display-text.ts';
import { commandText } from './command-text.ts';
import type { PlannedCommand, UpgradePlan } from './upgrade-plan.ts';

/**
 * All that is going to happen, in the order it happens: what a user agrees to.
 *
 * @param then what is done with the commit; left out: nothing
 */
export function planText(plan: UpgradePlan, then: readonly string[] = []): string {
  const { pair, lock, test, made } = plan;
  const lines = [
    `Upgrade of ${displayText(pair.id)} (${displayText(pair.source)}, ${displayText(pair.lock)}):`,
    ...numbered([
      ...(made === undefined ? branchStep(plan) : []),
      ...rewriteStep(plan),
      ...(lock === undefined ? [] : runStep('Make the lock', lock)),
      ...(test === undefined ? ['Test nothing, as you said.'] : runStep('Test', test)),
      [
        made === undefined
          ? 'Judge the result by the policy, and commit both files. Your hooks of git run then.'
          : `Judge ${made.slice(0, 12)} by the policy, which ${displayText(plan.branch)} holds already.`,
        ...(then.length === 0 ? ['Nothing is pushed.'] : []),
      ].join(' '),
      ...then.map(displayText),
    ]),
  ];
  return [...lines, ...warnings(plan), ''].join('\n');
}

function branchStep({ branch, from }: UpgradePlan): readonly string[] {
  return [
    `Make the branch ${displayText(branch)} from ${displayText(from.branch)} (${from.commit.slice(0, 12)}) and check it out.`,
  ];
}

function rewriteStep({ rewritten }: UpgradePlan): readonly string[] {
  const files = Object.keys(rewritten).map(displayText);
  return files.length === 0 ? [] : [`Rewrite the pins in ${files.join(' and ')}.`];
}

function runStep(what: string, { words, folder }: PlannedCommand): readonly string[] {
  const place = folder === '' ? 'the top folder of the repository' : displayText(folder);
  return [`${what}: run \`${commandText(words)}\` in ${place}.`];
}

function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `  ${index + 1}. ${step}`);
}

function warnings({ lock, test }: UpgradePlan): readonly string[] {
  if (lock === undefined && test === undefined) return [];
  const download = lock === undefined ? [] : ['download packages, run code of theirs while building them'];
  return [
    `These commands run as you, with your environment and without a sandbox: they may ${[...download, 'change files'].join(', and ')}.`,
  ];
}
