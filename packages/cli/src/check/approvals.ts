import { AT_HOME, type Circumstances } from '@lockkeeper/operations/observe';
import {
  accountNamed,
  appliedLabel,
  mustBeProved,
  observed,
  unobserved,
  type AppliedLabel,
  type Known,
  type Stage,
} from '@lockkeeper/policy-core';

import type { EventFacts } from './event-payload.ts';

interface Claims {
  readonly labels: readonly string[] | undefined;
  readonly actor: string | undefined;
  readonly event: EventFacts | undefined;
  readonly stage: Stage;
}

/** What the command line and an event say of a change, before the forge is asked. */
export function claimedCircumstances(claims: Claims): Circumstances {
  return { ...AT_HOME, labels: knownLabels(claims), author: knownAuthor(claims) };
}

/**
 * What is known of the labels. An event lists them all, so that a missing one is missed; who applied
 * them it does not say. Labels on the command line are a question ("what if?") on one's own machine
 * and prove nothing elsewhere: neither that one is there nor that another is not.
 */
export function knownLabels({ labels, event, stage }: Claims): Known<readonly AppliedLabel[]> {
  if (event?.labels) {
    return observed(
      event.labels.map((name) => ({ kind: 'unattributed' as const, name, reason: WHO_APPLIED })),
    );
  }
  if (labels === undefined)
    return unobserved(event ? 'the event carries no labels' : 'the labels of the change were not read');
  if (stage !== 'local') return unobserved(`--labels counts at stage local only, and this is stage ${stage}`);
  return observed(labels.map((name) => appliedLabel(name)));
}

/** On one's own machine nobody has opened a pull request yet. */
export function knownAuthor({ actor, event, stage }: Claims): Circumstances['author'] {
  if (event?.actor !== undefined) return observed(accountNamed(event.actor));
  if (actor !== undefined) {
    return stage === 'local'
      ? observed(accountNamed(actor))
      : unobserved(`--actor counts at stage local only, and this is stage ${stage}`);
  }
  return mustBeProved(stage) ? unobserved('the author of the change was not read') : observed(null);
}

const WHO_APPLIED = 'who applied the label is asked of GitHub, and nobody asked';
