import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { failureReason } from '../failure-reason.ts';
import { Stop } from '../stop.ts';

/** What a GitHub event says of the change it is about. Commits are named, not looked up. */
export interface EventFacts {
  /** Names of the base, the most exact first; empty for the first push of a branch. */
  readonly bases: readonly string[];
  readonly head: string;
  /** What the default branch was before a push to it; `undefined` for any other event. */
  readonly before: string | undefined;
  readonly branch: string | undefined;
  /** `undefined` when the event does not carry labels. */
  readonly labels: readonly string[] | undefined;
  readonly actor: string | undefined;
}

const commit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'is not the id of a commit');
const name = z.string().min(1);

/** Only what is used: GitHub adds fields all the time. */
const pullRequestEvent = z.object({
  pull_request: z.object({
    base: z.object({ sha: commit, ref: name }),
    head: z.object({ sha: commit, ref: name }),
    labels: z.array(z.object({ name: z.string() })).nullish(),
    user: z.object({ login: name }).nullish(),
  }),
});

const pushEvent = z.object({
  before: commit,
  after: commit,
  ref: name,
  sender: z.object({ login: name }).nullish(),
  repository: z.object({ default_branch: name.nullish() }).nullish(),
});

/** @param file as the user wrote it, relative to `cwd` */
export async function readEvent(file: string, cwd: string): Promise<EventFacts> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw new Stop(
      'usage',
      `The event payload ${file} cannot be read: ${failureReason(error)}. Name the JSON file of a GitHub event.`,
    );
  });
  const result = eventFacts(text);
  if (result.kind === 'event') return result.facts;
  throw new Stop(
    'usage',
    `The event payload ${file} cannot be used: ${result.problem}. Pass the payload of a pull_request or push event, or name the base with --base.`,
  );
}

export type EventReading =
  | { readonly kind: 'event'; readonly facts: EventFacts }
  /** A clause. */
  | { readonly kind: 'problem'; readonly problem: string };

/** Reads a `pull_request`, `pull_request_target` or `push` payload. Never throws. */
export function eventFacts(text: string): EventReading {
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null)
    return { kind: 'problem', problem: 'it does not hold a JSON object' };
  if ('pull_request' in value) return read(pullRequestEvent.safeParse(value), pullRequestFacts);
  if ('before' in value && 'after' in value) {
    const push = read(pushEvent.safeParse(value), pushFacts);
    const isDeletion = push.kind === 'event' && isNoCommit(push.facts.head);
    return isDeletion
      ? { kind: 'problem', problem: 'it tells of a deleted branch, so there is nothing to judge' }
      : push;
  }
  return { kind: 'problem', problem: 'it is neither a pull_request nor a push event' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Not JSON has the same answer as JSON that is no event.
    return undefined;
  }
}

function read<T>(parsed: z.ZodSafeParseResult<T>, factsOf: (event: T) => EventFacts): EventReading {
  if (parsed.success) return { kind: 'event', facts: factsOf(parsed.data) };
  const [issue] = parsed.error.issues;
  return {
    kind: 'problem',
    problem: `${issue?.path.join('.') ?? 'it'}: ${(issue?.message ?? 'is not as expected').replace(/\.$/, '')}`,
  };
}

function pullRequestFacts({
  pull_request: { base, head, labels, user },
}: z.output<typeof pullRequestEvent>): EventFacts {
  return {
    bases: [base.sha, ...namesOfBranch(base.ref)],
    head: head.sha,
    before: undefined,
    branch: head.ref,
    labels: labels?.map((label) => label.name),
    actor: user?.login,
  };
}

function pushFacts(push: z.output<typeof pushEvent>): EventFacts {
  const { before, after, ref, sender } = push;
  const bases = basesOfPush(push);
  return {
    bases,
    head: after,
    before: bases.includes(before) ? before : undefined,
    branch: ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined,
    labels: undefined,
    actor: sender?.login,
  };
}

/**
 * What was on the default branch before has been judged. On any other branch an earlier push may be what
 * breaks the policy, or edits it, so each push is judged with all that came before it.
 */
function basesOfPush({ before, ref, repository }: z.output<typeof pushEvent>): readonly string[] {
  if (isNoCommit(before)) return [];
  const target = repository?.default_branch;
  return target && ref !== `${HEADS}${target}` ? namesOfBranch(target) : [before];
}

/** In full: by a short name git finds a tag first, and whoever may push one would choose the base. */
export function namesOfBranch(branch: string): readonly string[] {
  return [`refs/remotes/origin/${branch}`, `${HEADS}${branch}`];
}

const HEADS = 'refs/heads/';

/** Git's way to say "nothing": before the first push, after the last. */
function isNoCommit(id: string): boolean {
  return /^0+$/.test(id);
}
