import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { judgeGitHub, type DriverPolicy, type ReleaseSight } from '@lockkeeper/policy-core/deployment/run';

import type { Git } from '../ports/index.ts';
import { commitOrder } from './commit-order.ts';
import type { ReleaseQuestion, ReleaseSources } from './release-question.ts';

const WORKFLOWS = '.github/workflows';

/** Texts, by path. */
type Workflows = ReadonlyMap<string, Known<string>>;

type Platform = Pick<ReleaseSight, 'deploysByItself' | 'gate'>;

/** Whether anything else deploys there, and whether the platform itself lets people approve before it does. */
export async function observePlatform(
  question: ReleaseQuestion,
  sources: Pick<ReleaseSources, 'driver' | 'observers' | 'trusted'>,
): Promise<Platform> {
  const { driver: policy } = question.environment;
  if (policy?.kind === 'github-actions') return await observeGitHub(policy, question, sources);
  const deploys = await sources.driver.deploysByItself();
  if (!deploys.known) return { deploysByItself: deploys, gate: undefined };
  return {
    deploysByItself: observed(deploys.value ? ['it deploys what is pushed'] : []),
    gate: undefined,
  };
}

/** GitHub says how it protects the environment; what deploys there stands in workflows of the main branch. */
async function observeGitHub(
  driver: Extract<DriverPolicy, { kind: 'github-actions' }>,
  { environment: { approval }, policy: { actors }, commit }: ReleaseQuestion,
  { driver: { gate }, observers: { git }, trusted }: Pick<ReleaseSources, 'driver' | 'observers' | 'trusted'>,
): Promise<Platform> {
  const [protection, workflows] = await Promise.all([
    gate?.protection() ?? unobserved('this driver does not say'),
    workflowsOfMain({ trusted, commit }, git),
  ]);
  return judgeGitHub(
    { driver, actors, asksPeople: approval?.by === 'github-environment' },
    { protection, workflows },
  );
}

/** As the main branch has them, and as it would have them once it is moved to the commit. */
async function workflowsOfMain(
  { trusted, commit }: { readonly trusted: string; readonly commit: string },
  git: Git | undefined,
): Promise<Known<readonly Workflows[]>> {
  const order = await commitOrder(git, commit, trusted);
  const isBehind = order.known && (order.value === 'same' || order.value === 'earlier');
  const all: Workflows[] = [];
  for (const one of isBehind ? [trusted] : [trusted, commit]) {
    const found = await workflowsAt(one, git);
    if (!found.known) return found;
    all.push(found.value);
  }
  return observed(all);
}

async function workflowsAt(commit: string, git: Git | undefined): Promise<Known<Workflows>> {
  if (git === undefined) return unobserved('git was not asked');
  const listed = await git.listAt(commit, [WORKFLOWS]);
  if (!listed.known) return listed;
  // What lies in folders there is none for GitHub.
  const paths = listed.value.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const contents = await git.readAt(commit, paths);
  return observed(
    new Map(
      paths.map((path) => {
        const content = contents.get(path);
        if (content?.known !== true) return [path, content ?? unobserved(`${path} was not read`)];
        return [
          path,
          content.value.kind === 'text'
            ? observed(content.value.text)
            : unobserved(`${path} of ${commit} cannot be read`),
        ];
      }),
    ),
  );
}
