import type { Circumstances } from '@lockkeeper/operations/observe';
import type { Git } from '@lockkeeper/operations/ports';
import { mustBeProved, observed, unobserved, type Known, type Stage } from '@lockkeeper/policy-core';

import { firstKnownCommit } from './base-of-event.ts';
import { namesOfBranch } from './event-payload.ts';

interface Judged {
  readonly stage: Stage;
  /** Left out: nothing is compared. */
  readonly base?: string | undefined;
  readonly head: string;
}

/**
 * Labels approve what a pull request changes: between its head and the branch that it asks for. `undefined`: that is
 * what is judged, or it does not count here.
 */
export async function comparedElsewhere(
  pullRequest: Circumstances['pullRequest'],
  { stage, base, head }: Judged,
  git: Git | undefined,
): Promise<Known<never> | undefined> {
  if (!mustBeProved(stage) || base === undefined || git === undefined) return undefined;
  if (!pullRequest.known || pullRequest.value === null) return undefined;
  const { number, base: asked } = pullRequest.value;
  if (asked === undefined)
    return unobserved(`it is not known into which branch #${number} asks to be merged`);
  const target = (await firstKnownCommit(namesOfBranch(asked), git)) ?? asked;
  const partAlike = await partAtTheSame({ head, one: base, other: target }, git);
  if (!partAlike.known) return partAlike;
  if (partAlike.value) return undefined;
  return unobserved(
    `#${number} asks to be merged into ${asked}, and what is judged is compared with ${base}`,
  );
}

/** Whether as much of `head` is new to one branch as to the other. */
async function partAtTheSame(
  { head, one, other }: { readonly head: string; readonly one: string; readonly other: string },
  git: Git,
): Promise<Known<boolean>> {
  const [first, second] = await Promise.all([git.mergeBases(one, head), git.mergeBases(other, head)]);
  if (!first.known) return first;
  if (!second.known) return second;
  return observed(first.value.toSorted().join() === second.value.toSorted().join());
}
