import { expect, test } from 'vitest';

import { HEAD, WORLD, worldWith } from './sample-world.ts';
import { startGitHub } from './start-github.ts';

const headers = { authorization: 'token x', 'user-agent': 'test' };

test.each([
  ['a path it does not know', '/repos/acme/shop/hooks', 'GET /repos/acme/shop/hooks is not among the routes'],
  ['a query GitHub does not know', '/users/ada?fast=yes', '/users/{username} has no query parameter fast.'],
  ['a number that is none', '/repos/acme/shop/pulls/x', 'pull_number=x must be integer.'],
])('%s fails the test that asked, at the latest when it closes', async (_, path, problem) => {
  const github = await startGitHub(WORLD);
  await fetch(`${github.url}${path}`, { headers });
  expect(github.problems.join()).toContain(problem);
  await expect(github.close()).rejects.toThrow(problem);
});

test('whoever comes without a token is reported', async () => {
  const github = await startGitHub(WORLD);
  await fetch(`${github.url}/users/ada`);
  await expect(github.close()).rejects.toThrow('/users/ada came without a token.');
});

test('an answer of its own that GitHub would not give fails too', async () => {
  const github = await startGitHub({
    ...WORLD,
    token: 'x',
    checkRuns: { [HEAD]: [{ name: 'build', conclusion: 'splendid' }] },
  });
  await fetch(`${github.url}/repos/acme/shop/commits/${HEAD}/check-runs`, { headers });
  await expect(github.close()).rejects.toThrow('/check_runs/0/conclusion');
});

test('the world can change while it runs', async () => {
  const github = await startGitHub({ ...WORLD, token: 'x' });
  const names = async () => {
    const response = await fetch(`${github.url}/repos/acme/shop/issues/12/labels`, { headers });
    const labels: readonly { name: string }[] = JSON.parse(await response.text());
    return labels.map(({ name }) => name);
  };
  expect(await names()).toEqual(['approved-core-change']);
  github.change(worldWith({ labels: [] }, { token: 'x' }));
  expect(await names()).toEqual([]);
  await github.close();
});

test('other repositories are not there', async () => {
  const github = await startGitHub({ ...WORLD, token: 'x' });
  const response = await fetch(`${github.url}/repos/acme/other/pulls/12`, { headers });
  expect(response.status).toBe(404);
  await github.close();
});
