import {
  LOCAL_CIRCUMSTANCES,
  forgeCircumstances,
  observePush,
  type Circumstances,
  type ForgeSubject,
} from '@lockkeeper/operations/observe';
import type { Observers } from '@lockkeeper/operations/ports';
import { mustBeProved, observed, unobserved, type Known, type Stage } from '@lockkeeper/policy-core';
import { accountNamed, appliedLabel, type AppliedLabel } from '@lockkeeper/policy-core/observe';

import { comparedElsewhere } from './compared-elsewhere.ts';
import type { EventFacts } from './event-payload.ts';

export interface ClaimedCircumstances {
  readonly labels: readonly string[] | undefined;
  readonly actor: string | undefined;
  readonly event: EventFacts | undefined;
  readonly pullRequest: number | undefined;
  readonly stage: Stage;
}

/**
 * What is known of a change that is not in the repository. The forge is asked only where an event or a
 * pull request is named: at home nothing leaves the machine unless somebody asks for it.
 */
export async function circumstancesOf(
  claims: ClaimedCircumstances & { readonly head: string; readonly base?: string | undefined },
  observers: Pick<Observers, 'git' | 'forge'>,
): Promise<Circumstances> {
  const { event, pullRequest, head } = claims;
  if (event !== undefined) return circumstancesOfEvent(event, observers);
  if (pullRequest === undefined) return claimedCircumstances(claims);
  const judged = await judgedCommit(head, claims.stage, observers);
  if (!judged.known) return { ...LOCAL_CIRCUMSTANCES, labels: judged, pullRequest: judged, author: judged };
  const subject = { kind: 'pull-request', number: pullRequest, head: judged.value, base: undefined } as const;
  const known = await forgeCircumstances({ subject, told: NOTHING_TOLD }, observers);
  const other = await comparedElsewhere(known.pullRequest, claims, observers.git);
  return {
    ...LOCAL_CIRCUMSTANCES,
    ...(other === undefined ? known : { labels: other, pullRequest: other, author: other }),
  };
}

const NOTHING_TOLD = { labels: undefined, author: undefined };

async function circumstancesOfEvent(
  event: EventFacts,
  observers: Pick<Observers, 'git' | 'forge'>,
): Promise<Circumstances> {
  const { about, head, labels, author } = event;
  const asked = { told: { labels, author }, subject: subjectOf(event) };
  const [known, push] = await Promise.all([
    forgeCircumstances(asked, observers),
    about.kind === 'push' ? observePush({ ...about, after: head }, observers.git) : null,
  ]);
  return { ...LOCAL_CIRCUMSTANCES, ...known, push };
}

function subjectOf({ about, head, bases, target }: EventFacts): ForgeSubject {
  switch (about.kind) {
    case 'pull-request':
      return { kind: 'pull-request', number: about.number, head, base: target };
    case 'merge-group':
      // What is judged is what the queue made of it, and perhaps of others.
      return { kind: 'merge-group', number: about.number, head, branch: target, since: bases[0] };
    case 'push':
      return {
        kind: 'push',
        head,
        branch: target,
        since: about.isOnDefaultBranch ? about.before : undefined,
        sender: about.sender,
      };
  }
}

/** At home one works on what is not pushed yet; where it counts, labels approve what is judged and nothing else. */
async function judgedCommit(
  head: string,
  stage: Stage,
  { git }: Pick<Observers, 'git'>,
): Promise<Known<string | undefined>> {
  if (!mustBeProved(stage)) return observed(undefined);
  if (git === undefined || head === 'worktree')
    return unobserved('what is judged is no commit, so that it cannot be compared with the pull request');
  return git.resolve(head);
}

/** What the command line says of a change. */
function claimedCircumstances(claims: ClaimedCircumstances): Circumstances {
  return { ...LOCAL_CIRCUMSTANCES, labels: claimedLabels(claims), author: claimedAuthor(claims) };
}

/**
 * Labels on the command line are a question ("what if?") on one's own machine and prove nothing elsewhere:
 * neither that one is there nor that another is not.
 */
export function claimedLabels({
  labels,
  stage,
}: Pick<ClaimedCircumstances, 'labels' | 'stage'>): Known<readonly AppliedLabel[]> {
  if (labels === undefined) return unobserved('the labels of the change were not read');
  if (stage !== 'local') return unobserved(`--labels counts at stage local only, and this is stage ${stage}`);
  return observed(labels.map((name) => appliedLabel(name)));
}

/** On one's own machine nobody has opened a pull request yet. */
export function claimedAuthor({
  actor,
  stage,
}: Pick<ClaimedCircumstances, 'actor' | 'stage'>): Circumstances['author'] {
  if (actor !== undefined) {
    return stage === 'local'
      ? observed(accountNamed(actor))
      : unobserved(`--actor counts at stage local only, and this is stage ${stage}`);
  }
  return mustBeProved(stage) ? unobserved('the author of the change was not read') : observed(null);
}
