import type { World } from '../world.ts';

/** Whether a system of CI runs this process, whether or not it sets `CI`; its own variables count before a `CI=false`. */
export function isJobOfCi(env: World['env']): boolean {
  const isSet = (name: string) => (env[name] ?? '') !== '';
  if (JOBS.some((names) => names.every(isSet))) return true;
  return isSet('CI') && env['CI']?.toLowerCase() !== 'false';
}

/** What each system sets in every job, all of a row; `JENKINS_URL` alone is also for the command line of Jenkins. */
const JOBS: readonly (readonly string[])[] = [
  // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
  ['GITHUB_ACTIONS'],
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  ['GITLAB_CI'],
  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  ['BITBUCKET_BUILD_NUMBER'],
  // https://learn.microsoft.com/azure/devops/pipelines/build/variables
  ['TF_BUILD'],
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  ['BUILDKITE'],
  // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
  ['JENKINS_URL', 'BUILD_ID'],
  // https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html
  ['TEAMCITY_VERSION'],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
  ['CODEBUILD_BUILD_ID'],
];
