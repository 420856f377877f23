import { describe, expect, test } from 'vitest';

import { changeOfJob } from './change-of-job.ts';

const GITLAB = { CI: 'true', GITLAB_CI: 'true', CI_DEFAULT_BRANCH: 'main' };
const BEFORE = 'a'.repeat(40);
const MAIN = ['refs/remotes/origin/main', 'refs/heads/main'];

describe('the change of a CI job', () => {
  test.each([
    [
      'a pull request of GitHub',
      { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main', GITHUB_HEAD_REF: 'topic' },
      { bases: MAIN, branch: 'topic' },
    ],
    [
      'a push of GitHub, whose payload alone tells the base',
      { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: '', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' },
      { bases: [], branch: 'main' },
    ],
    [
      'a tag of GitHub',
      { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' },
      { bases: [], branch: undefined },
    ],
    [
      'a merge request of GitLab, by the branch it goes to',
      {
        ...GITLAB,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: BEFORE,
        CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
      },
      { bases: [...MAIN, BEFORE], branch: 'topic' },
    ],
    [
      'a push to the default branch of GitLab',
      { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: BEFORE },
      { bases: [BEFORE], branch: 'main' },
    ],
    [
      'a push to another branch of GitLab, with all that came before it',
      { ...GITLAB, CI_COMMIT_BRANCH: 'topic', CI_COMMIT_BEFORE_SHA: BEFORE },
      { bases: MAIN, branch: 'topic' },
    ],
    [
      'a schedule of GitLab, which tells none',
      { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: '0'.repeat(40) },
      { bases: [], branch: 'main' },
    ],
    [
      'a push to the default branch of GitLab whose variable names no commit',
      { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: 'HEAD' },
      { bases: [], branch: 'main' },
    ],
    [
      'a merge request of GitLab beside a variable of GitHub',
      { ...GITLAB, GITHUB_BASE_REF: 'topic', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' },
      { bases: MAIN, branch: undefined },
    ],
    [
      'a pull request of Azure, in full',
      {
        TF_BUILD: 'True',
        SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
        SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic',
      },
      { bases: MAIN, branch: 'topic' },
    ],
    [
      'a pull request of Bitbucket',
      { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_PR_DESTINATION_BRANCH: 'main', BITBUCKET_BRANCH: 'topic' },
      { bases: MAIN, branch: 'topic' },
    ],
    [
      'a pull request at Buildkite',
      { BUILDKITE: 'true', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main', BUILDKITE_BRANCH: 'topic' },
      { bases: MAIN, branch: 'topic' },
    ],
    [
      'a pull request at Jenkins',
      { JENKINS_URL: 'x', CHANGE_TARGET: 'main', CHANGE_BRANCH: 'topic' },
      { bases: MAIN, branch: 'topic' },
    ],
  ])('%s', (_what, env, expected) => {
    expect(changeOfJob(env)).toEqual(expected);
  });

  test('is not read from variables of a system that does not run the job', () => {
    expect(changeOfJob({ CI: 'true', CHANGE_TARGET: 'main', CI_COMMIT_BEFORE_SHA: BEFORE })).toEqual({
      bases: [],
      branch: undefined,
    });
  });
});
