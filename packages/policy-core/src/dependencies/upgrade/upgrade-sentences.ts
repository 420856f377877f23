import { displayText } from '../../model/display-text.ts';
import { commandText, withoutPassword } from './command-text.ts';
import { upgradedFiles } from './upgrade-steps.ts';
import type { UpgradePlan } from './upgrade-plan.ts';
import type { UpgradeEffect, UpgradeEvent, UpgradeFinding, UpgradeState } from './upgrade-state.ts';

export function upgradeFinding(
  severity: UpgradeFinding['severity'],
  message: string,
  lines: readonly string[] = [],
): UpgradeFinding {
  return { severity, message, lines };
}

/** @param problem a clause */
export function effectFailed(effect: UpgradeEffect, problem: string): UpgradeFinding {
  return upgradeFinding('error', `${whatFailed(effect)}: ${displayText(problem)}.`);
}

function whatFailed(effect: UpgradeEffect): string {
  if ('branch' in effect)
    return `The branch ${displayText(effect.branch)} could not be ${WITH_BRANCH[effect.kind]}`;
  if ('command' in effect) return `\`${commandText(effect.command.words)}\` could not be run`;
  if (effect.kind === 'restore')
    return `${effect.paths.map(displayText).join(' and ')} could not be restored`;
  return OTHERWISE[effect.kind];
}

const WITH_BRANCH = {
  'create-branch': 'made',
  switch: 'checked out',
  'delete-branch': 'deleted',
} as const;

const OTHERWISE = {
  ask: 'Whether the commands may run could not be asked',
  rewrite: 'The pins could not be rewritten',
  compare: 'Cannot read what the upgrade changed',
  judge: 'The result could not be judged',
  commit: 'The upgrade could not be committed',
} as const;

export function commandFailed(
  effect: UpgradeEffect,
  { code, lastLines }: Extract<UpgradeEvent, { kind: 'exited' }>,
): UpgradeFinding {
  const words = 'command' in effect ? commandText(effect.command.words) : effect.kind;
  const what = effect.kind === 'test' ? 'The tests failed' : 'The lock was not made';
  return upgradeFinding(
    'error',
    `${what}: \`${words}\` ended with exit code ${code}.`,
    lastLines.map(printable),
  );
}

/** What a program says may hold what a terminal acts upon, and addresses with passwords. */
function printable(line: string): string {
  return displayText(withoutPassword(line.replaceAll('\t', '  ')));
}

export function errorsFound(errors: readonly string[], { made }: UpgradePlan): UpgradeFinding {
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  const what = made === undefined ? 'is not committed' : 'goes no further';
  return upgradeFinding('error', `The upgrade ${what}, because the policy finds ${count} in it.`, errors);
}

/** After everything was taken back. */
export function endedAsBefore({ plan, done }: UpgradeState): UpgradeFinding {
  if (!done.some(({ kind }) => kind === 'create-branch'))
    return upgradeFinding('info', 'Nothing was changed.');
  const files = upgradedFiles(plan).map(displayText).join(' and ');
  return upgradeFinding(
    'info',
    `${files} are as before, ${displayText(plan.from.branch)} is checked out, and the branch ${displayText(plan.branch)} is gone.`,
  );
}

export function leftForLooking(plan: UpgradePlan): UpgradeFinding {
  return upgradeFinding(
    'info',
    `The branch ${displayText(plan.branch)} and the files are left as they are. When you have looked, take them back:`,
    byHand(plan, ['restore', 'switch', 'delete-branch']),
  );
}

export function notTakenBack(plan: UpgradePlan, left: readonly UpgradeEffect[]): UpgradeFinding {
  return upgradeFinding(
    'error',
    'The upgrade was not taken back to the end. Do the rest by hand:',
    byHand(
      plan,
      left.map(({ kind }) => kind),
    ),
  );
}

/** Nothing is lost by these: the worktree was clean, and the branch holds no commit of its own. */
function byHand(plan: UpgradePlan, kinds: readonly UpgradeEffect['kind'][]): readonly string[] {
  const commands: readonly (readonly [UpgradeEffect['kind'], readonly string[]])[] = [
    ['restore', ['git', 'restore', '--staged', '--worktree', '--', ...upgradedFiles(plan)]],
    ['switch', ['git', 'switch', plan.from.branch]],
    ['delete-branch', ['git', 'branch', '--delete', plan.branch]],
  ];
  return commands.filter(([kind]) => kinds.includes(kind)).map(([, words]) => commandText(words));
}
