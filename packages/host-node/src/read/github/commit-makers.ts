import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ForgeMakers } from '@lockkeeper/policy-core/deployment/run';
import { z } from 'zod';

import { activityShape, type Activity } from './activity.ts';
import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import { parsed } from './parsed.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';

export interface CommitsWanted {
  /** What is behind it is not wanted; `null`: only the last commit is. */
  readonly from: string | null;
  readonly to: string;
}

/** Who GitHub says made commits, and who pushed the last of them. */
export async function readMakers(
  ask: RequestGitHub,
  repository: RepositoryName,
  wanted: CommitsWanted,
): Promise<Known<ForgeMakers>> {
  const [people, pusher] = await Promise.all([
    readPeople(ask, repository, wanted),
    readPusher(ask, repository, wanted.to),
  ]);
  return people.known ? observed({ accounts: new Map(people.value), pusher }) : people;
}

/** A mail address in lower case, and the login of the account it is of. */
type Person = readonly [string, string | null];

const signatureShape = z.object({ email: z.string() }).nullable();
/** GitHub also writes `{}` for nobody. */
const loginShape = z.object({ login: z.string().optional() }).nullable();

const commitShape = z
  .object({
    commit: z.object({ author: signatureShape, committer: signatureShape }),
    author: loginShape,
    committer: loginShape,
  })
  .transform(({ commit, author, committer }) => [
    ...personOf(commit.author?.email, author?.login),
    ...personOf(commit.committer?.email, committer?.login),
  ]);

function personOf(email: string | undefined, login: string | undefined): readonly Person[] {
  return email === undefined ? [] : [[email.toLowerCase(), login ?? null]];
}

async function readPeople(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  { from, to }: CommitsWanted,
): Promise<Known<readonly Person[]>> {
  const about = `who made commit ${to.slice(0, 12)}`;
  const needs = 'contents: read';
  if (from !== null)
    return await requestAllPages(ask, {
      route: ROUTES.comparison,
      parameters: { owner, repo: repository, basehead: `${from}...${to}` },
      about,
      needs,
      page: z.object({ commits: z.array(commitShape) }).transform(({ commits }) => commits.flat()),
      perPage: 100,
    });
  const answer = await ask({
    route: ROUTES.commit,
    parameters: { owner, repo: repository, ref: to },
    about,
    needs,
  });
  return answer.known ? parsed(commitShape, answer.value.data, about) : answer;
}

/** Ten pages: what was pushed longer ago than that is not looked for. */
const MOST_ENTRIES = 1000;

async function readPusher(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  commit: string,
): Promise<Known<string>> {
  const activity = await requestAllPages(ask, {
    route: ROUTES.activity,
    parameters: { owner, repo: repository, direction: 'desc' },
    about: `who pushed commit ${commit.slice(0, 12)}`,
    needs: 'contents: read',
    page: z.array(activityShape),
    perPage: 100,
    isEnough: (entries) => entries.length >= MOST_ENTRIES,
  });
  return activity.known ? pusherIn(activity.value, commit) : activity;
}

/**
 * Who brought a commit into the repository, from entries that come newest first. Whoever pushes it once more, such as to the
 * branch of production, brings nothing new.
 */
function pusherIn(entries: readonly Activity[], commit: string): Known<string> {
  const brought = entries.findLast(({ after }) => after === commit);
  if (brought === undefined)
    return unobserved(
      `GitHub has no record of a push that ended with commit ${commit.slice(0, 12)}; deploy one that was the newest of a branch`,
    );
  const login = brought.actor?.login;
  return login === undefined
    ? unobserved(`the account that pushed commit ${commit.slice(0, 12)} is gone`)
    : observed(login);
}
