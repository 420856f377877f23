import { displayText } from '../../model/display-text.ts';
import type { PackageChange } from './package-changes.ts';
import type { UpgradePlan } from './upgrade-plan.ts';

/** One line that says it all where one package changed, else a list of old and new versions. */
export function commitMessage({ pair }: UpgradePlan, changes: readonly PackageChange[]): string {
  const [first, ...others] = changes;
  if (first !== undefined && others.length === 0) return `${sentence(first)}\n`;
  const lines = changes.map((change) => `- ${sentence(change)}`);
  return [`Upgrade ${changes.length} dependencies of ${displayText(pair.id)}`, '', ...lines, ''].join('\n');
}

function sentence({ name, old, fresh }: PackageChange): string {
  const [from, to] = [old, fresh].map((version) => version && displayText(version));
  if (from === undefined) return `Add ${name} ${to ?? ''}`.trimEnd();
  return to === undefined ? `Remove ${name} ${from}` : `Upgrade ${name} from ${from} to ${to}`;
}
