import {
  appliedLabel,
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

/**
 * What is known of the labels. An event lists them all, so that a missing one is missed; who applied
 * them it does not say. Labels on the command line are a question ("what if?") on one's own machine
 * and prove nothing elsewhere: neither that one is there nor that another is not.
 */
export function knownLabels({ labels, event, stage }: Claims): Known<readonly AppliedLabel[]> {
  if (event?.labels) {
    return observed(event.labels.map((name) => ({ name, authority: unobserved(WHO_APPLIED) })));
  }
  if (labels === undefined)
    return unobserved(event ? 'the event carries no labels' : 'the labels of the change were not read');
  if (stage !== 'local') return unobserved(`--labels counts at stage local only, and this is stage ${stage}`);
  return observed(labels.map((name) => appliedLabel(name, stage)));
}

export function knownActor({ actor, event, stage }: Claims): Known<string> {
  if (event?.actor !== undefined) return observed(event.actor);
  if (actor === undefined) return unobserved('the author of the change was not read');
  return stage === 'local'
    ? observed(actor)
    : unobserved(`--actor counts at stage local only, and this is stage ${stage}`);
}

const WHO_APPLIED = 'who applied the label is asked of GitHub, which this version does not do yet';
