import type { Account } from '@lockkeeper/policy-core/observe';
import type { z } from 'zod';

import { kindOfEvent } from './event-kind.ts';
import {
  accountOf,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  repositoryIn,
  type MergeGroupEvent,
  type PullRequestEvent,
  type PushEvent,
} from './event-shapes.ts';

/** What a GitHub event says of the change it is about. Commits are named, not looked up. */
export interface EventFacts {
  /** Names of the base, the most exact first; empty for the first push of a branch. */
  readonly bases: readonly string[];
  readonly head: string;
  readonly branch: string | undefined;
  /** The branch that the change is asked to be merged into, or that is pushed; `undefined` for a tag. */
  readonly target: string | undefined;
  /** `undefined` when the event does not say. */
  readonly defaultBranch: string | undefined;
  /** `undefined` when the event does not carry labels. */
  readonly labels: readonly string[] | undefined;
  /** Who opened the pull request; `undefined` when the event does not say. */
  readonly author: Account | undefined;
  readonly about: EventSubject;
}

export type EventSubject =
  | { readonly kind: 'pull-request'; readonly number: number }
  /** A pull request on its way through a merge queue. */
  | { readonly kind: 'merge-group'; readonly number: number }
  | PushSubject;

export interface PushSubject {
  readonly kind: 'push';
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** What the branch was before; `undefined` for its first push. */
  readonly before: string | undefined;
  readonly forced: boolean;
  /** Whether `before` was judged when it came, so that only this push is new. */
  readonly isOnDefaultBranch: boolean;
  readonly sender: Account | undefined;
}

export type EventReading =
  | {
      readonly kind: 'event';
      readonly facts: EventFacts;
      /** Such as `acme/shop`; `undefined` when the event does not say. */
      readonly repository: string | undefined;
    }
  /** A clause. */
  | { readonly kind: 'problem'; readonly problem: string };

type FactsReading = Omit<Extract<EventReading, { kind: 'event' }>, 'repository'> | Problem;
type Problem = Extract<EventReading, { kind: 'problem' }>;

/** Reads a payload of one of the kinds that tell of a change. Never throws. */
export function eventFacts(text: string): EventReading {
  const value = jsonOf(text);
  if (value === undefined) return { kind: 'problem', problem: 'it does not hold JSON, or not to its end' };
  if (typeof value !== 'object' || value === null)
    return { kind: 'problem', problem: 'it does not hold a JSON object' };
  const reading = factsIn(value);
  return reading.kind === 'event' ? { ...reading, repository: repositoryIn(value) } : reading;
}

function factsIn(value: object): FactsReading {
  const kind = kindOfEvent(value);
  switch (kind) {
    case 'pull_request':
      return read(pullRequestEvent.safeParse(value), pullRequestFacts);
    case 'merge_group':
      return read(mergeGroupEvent.safeParse(value), mergeGroupFacts);
    case 'push':
      return pushReading(value);
    case undefined:
      return { kind: 'problem', problem: 'it is not a pull_request, push or merge_group event' };
    default:
      return {
        kind: 'problem',
        problem: `it is the payload of another event (${kind})`,
      };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which may hold anything.
    return undefined;
  }
}

function read<T>(parsed: z.ZodSafeParseResult<T>, factsOf: (event: T) => EventFacts): FactsReading {
  if (parsed.success) return { kind: 'event', facts: factsOf(parsed.data) };
  const [issue] = parsed.error.issues;
  return {
    kind: 'problem',
    problem: `${issue?.path.join('.') ?? 'it'}: ${(issue?.message ?? 'is not as expected').replace(/\.$/, '')}`,
  };
}

function pullRequestFacts({
  pull_request: { number, base, head, labels, user },
  repository,
}: PullRequestEvent): EventFacts {
  return {
    bases: [base.sha, ...namesOfBranch(base.ref)],
    head: head.sha,
    branch: head.ref,
    target: base.ref,
    defaultBranch: repository?.default_branch ?? undefined,
    labels: labels?.map((label) => label.name),
    author: accountOf(user),
    about: { kind: 'pull-request', number },
  };
}

function mergeGroupFacts({ merge_group: group, repository }: MergeGroupEvent): EventFacts {
  return {
    bases: [group.base_sha, ...namesOfBranch(withoutHeads(group.base_ref))],
    head: group.head_sha,
    branch: withoutHeads(group.head_ref.ref),
    target: withoutHeads(group.base_ref),
    defaultBranch: repository?.default_branch ?? undefined,
    labels: undefined,
    author: undefined,
    about: { kind: 'merge-group', number: group.head_ref.number },
  };
}

function pushReading(value: object): FactsReading {
  const push = read(pushEvent.safeParse(value), pushFacts);
  return push.kind === 'event' && isNoCommit(push.facts.head)
    ? { kind: 'problem', problem: 'it deletes a branch, so there is nothing to judge' }
    : push;
}

function pushFacts(push: PushEvent): EventFacts {
  const { before, after, ref, forced, sender, pusher } = push;
  const byDefault = push.repository?.default_branch;
  const branch = ref.startsWith(HEADS) ? withoutHeads(ref) : undefined;
  return {
    bases: basesOfPush(push),
    head: after,
    branch,
    target: branch,
    defaultBranch: byDefault ?? undefined,
    labels: undefined,
    author: undefined,
    about: {
      kind: 'push',
      ref,
      before: isNoCommit(before) ? undefined : before,
      forced: forced === true,
      isOnDefaultBranch: !byDefault || ref === `${HEADS}${byDefault}`,
      sender: accountOf(sender) ?? accountOf(pusher && { login: pusher.name }),
    },
  };
}

/**
 * What was on the default branch before has been judged. On any other branch an earlier push may be what
 * breaks the policy, or edits it, so each push is judged with all that came before it.
 */
function basesOfPush({ before, ref, repository }: PushEvent): readonly string[] {
  if (isNoCommit(before)) return [];
  const target = repository?.default_branch;
  return target && ref !== `${HEADS}${target}` ? namesOfBranch(target) : [before];
}

/** In full: by a short name git finds a tag first, and whoever may push one would choose the base. */
export function namesOfBranch(branch: string): readonly string[] {
  return [`refs/remotes/origin/${branch}`, `${HEADS}${branch}`];
}

const HEADS = 'refs/heads/';

function withoutHeads(ref: string): string {
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : ref;
}

/** Git's way to say "nothing": before the first push, after the last. */
function isNoCommit(id: string): boolean {
  return /^0+$/.test(id);
}
