import { expect, test } from 'vitest';

import { policyFacts, USUAL_FACTS } from './policy-facts.ts';

test('a policy names where is deployed, each place once, and the variables of the databases', () => {
  const policy = {
    branches: {
      production: { match: ['main'], environment: 'production' },
      ai: { match: ['auto/*'], environment: 'staging' },
      notes: { match: ['notes'] },
    },
    deploy_from: { staging: ['ai'], preview: ['ai'] },
    databases: { development: 'DEV_DSN', production: 'LIVE_DSN', backup_max_age: '2d' },
    deployment: { record: 'record.json', services: ['api', 'worker'] },
  };
  expect(policyFacts(JSON.stringify({ schema_version: 1, policy }))).toEqual({
    environments: ['production', 'staging', 'preview'],
    services: ['api', 'worker'],
    databases: { development: 'DEV_DSN', production: 'LIVE_DSN' },
    agentBranches: [],
    backupMaxAgeMs: 48 * 3_600_000,
  });
});

test.each([
  ['the kinds that the scope names', { change_scope: { branches: ['agents'] } }, ['auto/']],
  [
    'the signs of an agent that are a kind',
    { actors: { ai: { branches: ['claude/**', 'auto/**'] } } },
    ['auto/'],
  ],
  ['any sign of an agent', { branches: {}, actors: { ai: { branches: ['claude/**', 'wip'] } } }, ['claude/']],
  ['nothing', {}, []],
])('branches of agents begin as %s says', (_, more, agentBranches) => {
  const branches = { main: { match: ['main'] }, agents: { match: ['auto/**', 'auto'] } };
  const policy = { branches, ...more };
  expect(policyFacts(JSON.stringify({ schema_version: 1, policy }))).toMatchObject({ agentBranches });
});

test('a policy that describes its services names them, and where they run', () => {
  const services = {
    web: { equality: 'sha', environments: { demo: {}, production: {} } },
    api: { environments: { production: {} } },
    worker: {},
  };
  const policy = { branches: { main: { environment: 'production' } }, deployment: { services } };
  expect(policyFacts(JSON.stringify({ policy }))).toMatchObject({
    environments: ['production', 'demo'],
    services: ['web', 'api', 'worker'],
  });
});

test.each([
  ['nothing', ''],
  ['a refusal', JSON.stringify({ error: { message: 'No policy was found.' } })],
  ['a policy that is none', JSON.stringify({ policy: [] })],
])('%s says nothing of a policy', (_what, stdout) => {
  expect(policyFacts(stdout)).toBeUndefined();
});

test('a policy without any of it has the usual names', () => {
  const policy = { branches: [], databases: null, deployment: { services: [1] } };
  expect(policyFacts(JSON.stringify({ policy }))).toEqual(USUAL_FACTS);
});
