import type { World } from '../../world.ts';
import { namesOfBranch } from './event-payload.ts';

/** What the variables of a CI job say of the change it is about. */
export interface ChangeOfJob {
  /** Names of the base, the most exact first; empty where nothing tells one. */
  readonly bases: readonly string[];
  readonly branch: string | undefined;
}

/** Reads what each CI system documents. A payload of an event says more, where there is one. */
export function changeOfJob(env: World['env']): ChangeOfJob {
  const name = (variable: string) => env[variable] || undefined;
  const system = SYSTEMS.find(({ marks }) => marks.some((mark) => name(mark) !== undefined));
  return system?.read(name) ?? { bases: [], branch: undefined };
}

type Variable = (name: string) => string | undefined;

interface System {
  /** Variables of which it sets at least one. */
  readonly marks: readonly string[];
  readonly read: (variable: Variable) => ChangeOfJob;
}

const SYSTEMS: readonly System[] = [
  // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
  { marks: ['GITHUB_ACTIONS'], read: ofGitHub },
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  { marks: ['GITLAB_CI'], read: ofGitLab },
  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  target('BITBUCKET_BUILD_NUMBER', { into: 'BITBUCKET_PR_DESTINATION_BRANCH', from: 'BITBUCKET_BRANCH' }),
  // https://learn.microsoft.com/azure/devops/pipelines/build/variables
  target('TF_BUILD', { into: 'SYSTEM_PULLREQUEST_TARGETBRANCH', from: 'SYSTEM_PULLREQUEST_SOURCEBRANCH' }),
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  target('BUILDKITE', { into: 'BUILDKITE_PULL_REQUEST_BASE_BRANCH', from: 'BUILDKITE_BRANCH' }),
  // https://www.jenkins.io/doc/book/pipeline/multibranch/
  target('JENKINS_URL', { into: 'CHANGE_TARGET', from: 'CHANGE_BRANCH' }),
  // Where a step of GitHub hands on no more than these; elsewhere they may stand for anything.
  { marks: ['GITHUB_BASE_REF', 'GITHUB_HEAD_REF', 'GITHUB_REF_TYPE'], read: ofGitHub },
];

function ofGitHub(variable: Variable): ChangeOfJob {
  return {
    bases: ofBranch(variable('GITHUB_BASE_REF')),
    branch:
      variable('GITHUB_HEAD_REF') ??
      (variable('GITHUB_REF_TYPE') === 'branch' ? variable('GITHUB_REF_NAME') : undefined),
  };
}

function target(mark: string, { into, from }: { readonly into: string; readonly from: string }): System {
  return {
    marks: [mark],
    read: (variable) => ({ bases: ofBranch(variable(into)), branch: short(variable(from)) }),
  };
}

/**
 * What was on the default branch before has been judged; on any other branch each push is judged with all that came
 * before it, as for an event of GitHub.
 */
function ofGitLab(variable: Variable): ChangeOfJob {
  const into = variable('CI_MERGE_REQUEST_TARGET_BRANCH_NAME');
  if (into !== undefined) {
    const told = variable('CI_MERGE_REQUEST_DIFF_BASE_SHA');
    return {
      bases: [...ofBranch(into), ...commits(told)],
      branch: variable('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME'),
    };
  }
  const branch = variable('CI_COMMIT_BRANCH');
  const main = variable('CI_DEFAULT_BRANCH');
  if (branch !== undefined && main !== undefined && branch !== main) return { bases: ofBranch(main), branch };
  const before = variable('CI_COMMIT_BEFORE_SHA');
  return { bases: commits(before), branch };
}

/** A name such as HEAD would stand for whatever is judged, and git writes zeros for no commit. */
function commits(id: string | undefined): readonly string[] {
  return id !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id) && !/^0+$/.test(id) ? [id] : [];
}

function ofBranch(name: string | undefined): readonly string[] {
  const branch = short(name);
  return branch === undefined ? [] : namesOfBranch(branch);
}

function short(name: string | undefined): string | undefined {
  return name?.replace(/^refs\/heads\//, '');
}
