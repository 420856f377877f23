import { accountNamed, type Account } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

/** What is used of each kind of payload, and no more: GitHub adds fields all the time. */
const commit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'is not the id of a commit');
const name = z.string().min(1);
const account = z.object({ login: name, id: z.int().nullish(), type: z.string().nullish() });

const repository = z.object({ default_branch: name.nullish() }).nullish();

export const pullRequestEvent = z.object({
  repository,
  pull_request: z.object({
    number: z.int().positive(),
    base: z.object({ sha: commit, ref: name }),
    head: z.object({ sha: commit, ref: name }),
    labels: z.array(z.object({ name: z.string() })).nullish(),
    /** `null` when the account is gone. */
    user: account.nullish(),
  }),
});

export type PullRequestEvent = z.output<typeof pullRequestEvent>;

export const pushEvent = z.object({
  before: commit,
  after: commit,
  ref: name,
  forced: z.boolean().nullish(),
  sender: account.nullish(),
  pusher: z.object({ name }).nullish(),
  repository,
});

export type PushEvent = z.output<typeof pushEvent>;

/** `gh-readonly-queue/main/pr-104-<commit>`, where the name of the base may have slashes of its own. */
const QUEUE = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(?<number>[1-9]\d{0,8})-[0-9a-f]{40,64}$/;

export const mergeGroupEvent = z.object({
  repository,
  merge_group: z.object({
    base_sha: commit,
    base_ref: name,
    head_sha: commit,
    head_ref: z
      .string()
      .regex(QUEUE, 'is not the name of a branch of a merge queue')
      .transform((ref) => ({ ref, number: Number(QUEUE.exec(ref)?.groups?.['number']) })),
  }),
});

export type MergeGroupEvent = z.output<typeof mergeGroupEvent>;

const ofRepository = z.object({ repository: z.object({ full_name: name }) });

/** Where a payload of any kind says that it happened. */
export function repositoryIn(payload: object): string | undefined {
  const parsed = ofRepository.safeParse(payload);
  return parsed.success ? parsed.data.repository.full_name : undefined;
}

/** Somebody as an event tells of them. */
export function accountOf(found: z.output<typeof account> | null | undefined): Account | undefined {
  if (found === null || found === undefined) return undefined;
  const { isBot } = accountNamed(found.login);
  return { login: found.login, id: found.id ?? null, isBot: isBot || found.type === 'Bot' };
}
