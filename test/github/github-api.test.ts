import { expect, test } from 'vitest';

import { ROUTES } from '../../packages/host-node/src/read/github/routes.ts';
import { DEPLOY_ROUTES } from '../../packages/host-node/src/write/github/deploy-routes.ts';
import { PULL_REQUEST_ROUTES } from '../../packages/host-node/src/write/github/pull-request-routes.ts';
import { WRITE_ROUTES } from '../../packages/host-node/src/write/github/write-routes.ts';
import {
  bodyProblems,
  bodySchema,
  DESCRIPTION,
  isObject,
  matchRoute,
  requestProblems,
} from './github-description.ts';
import { fillIn } from './fill-in.ts';

const described = isObject(DESCRIPTION['paths']) ? Object.entries(DESCRIPTION['paths']) : [];
const paths = described.flatMap(([path, methods]) => (isObject(methods) && 'get' in methods ? [path] : []));

test('of what can be asked the description holds the routes that are, and no other', () => {
  expect(paths.map((path) => `GET ${path}`).toSorted()).toEqual(Object.values(ROUTES).toSorted());
});

test('what is told is described as well', () => {
  const told = [WRITE_ROUTES, DEPLOY_ROUTES, PULL_REQUEST_ROUTES].flatMap((routes) => Object.values(routes));
  const missing = told.filter((route) => {
    const [method = '', template = ''] = route.split(' ');
    return [200, 201].every(
      (status) => bodySchema({ method: method.toLowerCase(), template }, status) === undefined,
    );
  });
  expect(missing).toEqual([]);
});

test('what is written is a commit and nothing else, and what deploys writes no commit', () => {
  const ofCommits = (route: string) => route.includes(' /repos/{owner}/{repo}/git/');
  expect(Object.values(WRITE_ROUTES).filter((route) => !ofCommits(route))).toEqual([]);
  expect(Object.values(DEPLOY_ROUTES).filter(ofCommits)).toEqual([]);
});

test('a pull request is opened, and nothing merges or closes one', () => {
  expect(Object.values(PULL_REQUEST_ROUTES)).toEqual(['POST /repos/{owner}/{repo}/pulls']);
});

test('what asks GitHub only reads', () => {
  expect(Object.values(ROUTES).filter((route) => !route.startsWith('GET /'))).toEqual([]);
});

test('everything the description refers to is in it', () => {
  const text = JSON.stringify(DESCRIPTION);
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].map(([, kind, name]) => `${kind}/${name}`),
  );
  const components = isObject(DESCRIPTION['components']) ? DESCRIPTION['components'] : {};
  const there = Object.entries(components).flatMap(([kind, names]) =>
    isObject(names) ? Object.keys(names).map((name) => `${kind}/${name}`) : [],
  );
  expect(there.toSorted()).toEqual([...references].toSorted());
});

test('the licence of the description comes with it', () => {
  expect(JSON.stringify(DESCRIPTION['info'])).toContain('Octokit contributors');
  expect(JSON.stringify(DESCRIPTION['info'])).toContain('MIT');
});

test.each(paths)('an answer to %s can be made up, and broken', (path) => {
  const body = fillIn(bodySchema(path, 200) ?? {}, undefined);
  expect(bodyProblems(path, 200, body)).toEqual([]);
  expect(bodyProblems(path, 200, 'hello')).toHaveLength(1);
});

test('a request is held against the description', () => {
  const route = matchRoute('GET', '/repos/acme/shop/issues/12/labels');
  expect(route?.path).toEqual({ owner: 'acme', repo: 'shop', issue_number: '12' });
  if (route === undefined) throw new Error('The route is gone.');
  expect(requestProblems(route, new URLSearchParams('per_page=100&page=2'))).toEqual([]);
  expect(requestProblems(route, new URLSearchParams('perpage=100&page=two'))).toEqual([
    '/repos/{owner}/{repo}/issues/{issue_number}/labels has no query parameter perpage.',
    '/repos/{owner}/{repo}/issues/{issue_number}/labels: page=two must be integer.',
  ]);
  expect(matchRoute('POST', '/repos/acme/shop/issues/12/labels')).toBeUndefined();
  expect(matchRoute('GET', '/repos/acme/shop/hooks')).toBeUndefined();
});
