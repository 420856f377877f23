import { expect, test } from 'vitest';

import { isJobOfCi } from './job-of-ci.ts';

test.each([
  { CI: '1' },
  { CI: 'woodpecker' },
  { TF_BUILD: 'True' },
  { JENKINS_URL: 'https://ci.example.com', BUILD_ID: '7' },
  { TEAMCITY_VERSION: '2024.12' },
  { CODEBUILD_BUILD_ID: 'shop:1' },
  { GITHUB_ACTIONS: 'true', CI: 'false' },
  { GITLAB_CI: 'true', CI: '' },
])('a job of CI has %j', (env) => {
  expect(isJobOfCi(env)).toBe(true);
});

test.each([{}, { CI: '' }, { CI: 'false' }, { CI: 'False' }, { JENKINS_URL: 'https://ci.example.com' }])(
  'at home there is %j',
  (env) => {
    expect(isJobOfCi(env)).toBe(false);
  },
);
