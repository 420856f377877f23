import type { FoundPullRequest, PullRequests } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { GitHubPlace } from '../../read/github/forge-from-environment.ts';
import { createGitHubClient, type GitHubClientOptions } from '../../read/github/github-client.ts';
import { requestAllPages } from '../../read/github/pages.ts';
import { parsed } from '../../read/github/parsed.ts';
import { pullRequestShape } from '../../read/github/pull-request-data.ts';
import { isSameRepository } from '../../read/github/repository-name.ts';
import { ROUTES } from '../../read/github/routes.ts';
import { PULL_REQUEST_ROUTES } from './pull-request-routes.ts';
import { createTeller, done } from './told.ts';

const NEEDS = 'pull-requests: write';

/** Pull requests of one repository on GitHub, in the name of the token. */
export function createPullRequests(place: GitHubPlace): PullRequests {
  const { owner, repository: repo, apiUrl, token } = place;
  const options: GitHubClientOptions = { apiUrl, token, fetch: globalThis.fetch, patience: {} };
  const tell = createTeller(place, options);
  return {
    mayOpen: async () => {
      const about = 'the repository';
      const question = { route: ROUTES.repository, parameters: { owner, repo }, about, needs: NEEDS };
      const answer = await createGitHubClient(options)(question);
      const read = answer.known ? parsed(permissionsShape, answer.value.data, about) : answer;
      return read.known ? observed(read.value.permissions?.push !== false) : read;
    },
    from: async (branch, commit) => await pullRequestFrom({ branch, commit, place }, options),
    open: async ({ branch, into, title, text }) => {
      const told = await tell({
        route: PULL_REQUEST_ROUTES.open,
        parameters: { head: branch, base: into, title, body: text },
        about: `the pull request of ${branch}`,
        needs: NEEDS,
        unfit: `GitHub takes no pull request of ${branch} into ${into}; look whether there is one already`,
        answers: {
          201: z
            .object({ number: z.int(), html_url: pageShape })
            .transform(({ number, html_url: url }) => done({ number, url })),
        },
      });
      return told.kind === 'done' ? { kind: 'opened', ...told.value } : told;
    },
  };
}

const pageShape = z.url({ protocol: /^https?$/ });
/** Not each kind of token is told what it may do. */
const permissionsShape = z.object({ permissions: z.object({ push: z.boolean() }).optional() });
const listedShape = z.array(pullRequestShape.extend({ html_url: pageShape }));

/** Asked anew each time, because it may have been opened meanwhile. The name of a branch may have been used before. */
async function pullRequestFrom(
  {
    branch,
    commit,
    place,
  }: { readonly branch: string; readonly commit: string; readonly place: GitHubPlace },
  options: GitHubClientOptions,
): Promise<Known<FoundPullRequest | null>> {
  const { owner, repository: repo } = place;
  const listed = await requestAllPages(createGitHubClient(options), {
    route: ROUTES.pullRequests,
    parameters: { owner, repo, head: `${owner}:${branch}`, state: 'all' },
    about: `the pull requests of ${branch}`,
    needs: NEEDS,
    page: listedShape,
    perPage: 100,
  });
  if (!listed.known) return listed;
  const ours = listed.value.filter(
    ({ head, base }) => head.ref === branch && head.repo !== null && isSameRepository(head.repo, base.repo),
  );
  const found =
    ours.find(({ state }) => state === 'open') ??
    ours.toSorted((one, other) => other.number - one.number).find(({ head }) => head.sha === commit);
  if (found === undefined) return observed(null);
  const { number, html_url: url, state, merged_at: mergedAt } = found;
  return observed({ number, url, state: state === 'open' ? state : mergedAt === null ? 'closed' : 'merged' });
}
