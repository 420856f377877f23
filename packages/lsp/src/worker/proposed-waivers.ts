import type { TextEdit } from '@lockkeeper/policy-core';
import { waiverEdit } from '@lockkeeper/policy-core/editor';
import { baseContents } from '@lockkeeper/policy-core/observe';

import type { WaiversQuery } from './messages.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** Long enough to mend it, short enough not to be forgotten. */
const DAYS = 30;

/** For each rule the edit of the policy that would accept what it finds in that file. */
export async function proposedWaivers(
  { folder, rules, path }: WaiversQuery,
  context: WorkspaceContext,
): Promise<readonly (TextEdit | undefined)[]> {
  const { file } = await context.policies.at(folder);
  if (file.kind !== 'policy') return rules.map(() => undefined);
  const { clock } = await context.observers(folder);
  const { path: policyPath, bases } = file.policy;
  const policy = { path: policyPath, text: file.text, bases: baseContents(bases) };
  const expires = dayAfter(clock.now());
  return rules.map((rule) => waiverEdit(policy, { rule, path, expires }));
}

/** `now`: UTC, in ISO 8601. */
function dayAfter(now: string): string {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() + DAYS);
  return day.toISOString().slice(0, 10);
}
