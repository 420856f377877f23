import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

function problemsOf(text: string): readonly (readonly string[])[] {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\n${text}` });
  return policy.kind === 'invalid'
    ? policy.problems.map(({ message, at }) => [message, textOf(`version: 1\n${text}`, at)])
    : [];
}

describe('the services of a policy', () => {
  test('are none unless it names them', () => {
    expect(policyOf({}).record).toMatchObject({ services: [], at: undefined });
    expect(policyOf({ deployment: { record: 'a.json' } }).record).toMatchObject({
      path: 'a.json',
      first: 'a.json',
      services: [],
    });
  });

  test('stand in their order', () => {
    const services = ['Web-2', 'api.v1', 'worker_x'];
    expect(policyOf({ deployment: { record: 'a.json', services } }).record.services).toEqual(services);
  });

  test.each(['""', '..', 'a/b', '.git', 'a b', '-x', '"a\\nb"', 'a..b', 'é'])(
    'are never called %s',
    (name) => {
      const [problem] = problemsOf(`deployment: { record: a.json, services: [${name}] }\n`);
      expect(problem?.[0]).toContain('Write a name of letters, digits, dots, hyphens and underscores');
    },
  );

  test('are at least one; the record of the first is where it usually is, unless the policy says where', () => {
    expect(problemsOf('deployment: { record: a.json, services: [] }\n')).toHaveLength(1);
    expect(policyOf({ deployment: { services: ['api'] } }).record).toMatchObject({
      first: 'infrastructure/last-good-deploy.json',
      at: undefined,
    });
  });

  test.each(['api', 'API'])('have no name twice: api and %s', (name) => {
    expect(problemsOf(`deployment: { record: a.json, services: [api, ${name}] }\n`)).toEqual([
      [`The service ${name} occurs twice in deployment.services. Give each its own name.`, name],
    ]);
  });

  test.each(['production/worker', 'Production/Worker', 'staging/api'])(
    'have no record at the place of another: %s',
    (name) => {
      const path = `infrastructure/deploys/${name}.json`;
      const variables = 'variables: [{ id: all, environments: [staging], names: {} }]\n';
      const [problem] = problemsOf(`deployment: { record: ${path}, services: [api, worker] }\n${variables}`);
      expect(problem?.[0]).toMatch(/ is the record of \w+ in \w+\. Name another place\.$/);
      expect(problem?.[1]).toBe(path);
    },
  );
});
