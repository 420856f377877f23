import { loadPolicy, unobserved } from '@lockkeeper/policy-core';
import { policyCopies } from '@lockkeeper/policy-core/observe';

import type { PolicyOrigins } from '../ports/index.ts';
import type { ReadFiles } from './policy-file.ts';

const NOT_ASKED = unobserved('nothing was asked for');

type Copies = ReturnType<typeof policyCopies>;

export type PolicyCopies = Extract<ReturnType<Copies['next']>, { done: true }>['value'];
export type PolicyCopy = Extract<PolicyCopies, { kind: 'copies' }>['copies'][number];
export type UnusedCopy = Extract<PolicyCopies, { kind: 'copies' }>['unused'][number];

/** Fetches what the policy builds on of other places, and compares it with the copies that are here. Nothing is written. */
export async function comparePolicyCopies(
  policy: { readonly path: string; readonly text: string },
  read: ReadFiles,
  origins: PolicyOrigins,
): Promise<PolicyCopies> {
  const steps = policyCopies(policy, loadPolicy);
  let step = steps.next();
  while (step.done !== true) {
    const { paths, origin } = step.value;
    // oxlint-disable-next-line no-await-in-loop -- What a text names is not known before it is read.
    const [files, text] = await Promise.all([read(paths), origin ? origins.read(origin) : NOT_ASKED]);
    step = steps.next({ files, text });
  }
  return step.value;
}
