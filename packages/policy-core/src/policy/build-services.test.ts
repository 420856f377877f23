import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';

const COMMAND = { kind: 'command', deploy: ['ops/deploy', '{sha}'] };

/** Of one service with one environment. */
function builtPlace(written: object, more: object = {}, name = 'staging') {
  const { deployment, ...rest } = { deployment: {}, ...more };
  const services = { api: { environments: { [name]: written } } };
  const [service] = policyOf({ ...rest, deployment: { ...deployment, services } }).deployedServices;
  return service?.environments[0];
}

describe('the services of a policy', () => {
  test('are names alone, or described, or both', () => {
    expect(policyOf({}).deployedServices).toEqual([]);
    expect(policyOf({ deployment: { services: ['api', 'worker'] } })).toMatchObject({
      record: { services: ['api', 'worker'] },
      deployedServices: [],
    });
    expect(policyOf({ deployment: { services: { worker: {}, api: { equality: 'tree' } } } })).toMatchObject({
      record: { services: ['worker', 'api'] },
      deployedServices: [
        { name: 'worker', equality: 'sha', environments: [] },
        { name: 'api', equality: 'tree', environments: [] },
      ],
    });
  });

  test('know the line on which they are written', () => {
    const text = { deployment: { services: { api: { environments: { staging: {} } } } } };
    const [service] = policyOf(text).deployedServices;
    expect(service?.at.path).toBe('lockkeeper.json');
    expect(service?.environments[0]?.at.start.character).toBeGreaterThan(service?.at.start.character ?? 0);
  });

  test.each([
    ['services: api', 'deployment.services must be a list of names, or a map of services.', 'api'],
    ['services: {}', 'deployment.services must not be empty. Name a service, or leave it out.', '{}'],
    ['services: [api, 7]', 'deployment.services[1] must be a text.', '7'],
    ['services: { api: 7 }', 'deployment.services.api must be a map.', '7'],
    [
      'services: { "12": {} }',
      'deployment.services.12 is not valid: Write a name of letters, digits, dots, hyphens and underscores, and not of digits alone.',
      '"12"',
    ],
    [
      'services: { api: { equality: same } }',
      'deployment.services.api.equality must be "sha" or "tree".',
      'same',
    ],
    [
      'services: { api: { environment: {} } }',
      'Unknown key "environment" in deployment.services.api. Did you mean "environments"?',
      'environment',
    ],
    [
      'services: { api: {}, API: {} }',
      'The service API occurs twice in deployment.services. Give each its own name.',
      'API',
    ],
  ])('are not written %s', (written, message, underlined) => {
    expect(problemsIn(`deployment: { ${written} }`)).toEqual([[message, underlined]]);
  });
});

describe('an environment of a service', () => {
  test('that says nothing deploys nothing, and asks for nothing', () => {
    expect(builtPlace({})).toMatchObject({
      name: 'staging',
      from: undefined,
      promoteFrom: undefined,
      driver: undefined,
      probes: [],
      soakMs: 0,
      approval: undefined,
      requires: { tag: undefined, tests: new Map(), backupMs: undefined, checks: [] },
      automaticRollback: [],
      freeze: [],
    });
  });

  test('takes the branches that its patterns match', () => {
    const from = builtPlace({ from: ['auto/**', 'develop'] })?.from ?? [];
    const taken = (branch: string) => from.some((pattern) => pattern.matches(branch));
    expect(['auto/x', 'auto/x/y', 'develop', 'main', 'autox'].map(taken)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('names the one before it as that is written', () => {
    const services = { api: { environments: { Staging: {}, production: { promote_from: 'STAGING' } } } };
    const [service] = policyOf({ deployment: { services } }).deployedServices;
    expect(service?.environments[1]?.promoteFrom).toBe('Staging');
  });

  test('in production wants the tag that production_requires wants, or more than that', () => {
    const branches = { main: { match: ['main'] }, production_requires: ['tagged'] };
    const tagOf = (requires: object, name: string) =>
      builtPlace({ requires }, { branches }, name)?.requires.tag;
    expect(tagOf({}, 'Production')).toBe('any');
    expect(tagOf({ tag: 'signed' }, 'production')).toBe('signed');
    expect(tagOf({}, 'staging')).toBeUndefined();
  });

  test('asks for an approval of one person, for a day', () => {
    expect(builtPlace({ approval: { by: 'github-environment' } })?.approval).toEqual({
      by: 'github-environment',
      quorum: 1,
      approvers: [],
      expiresMs: 86_400_000,
    });
  });
});

describe('what deploys', () => {
  test.each([
    [
      COMMAND,
      {
        kind: 'command',
        deploy: ['ops/deploy', '{sha}'],
        current: undefined,
        list: undefined,
        autoDeploy: undefined,
        timeoutMs: 900_000,
      },
    ],
    [
      { ...COMMAND, auto_deploy: ['ops/auto'], timeout: '30s' },
      { autoDeploy: ['ops/auto'], timeoutMs: 30_000 },
    ],
    [
      { kind: 'github-actions', workflow: 'deploy.yml' },
      { kind: 'github-actions', workflow: 'deploy.yml', environment: 'staging', timeoutMs: 900_000 },
    ],
    [{ kind: 'github-actions', workflow: 'd.yaml', environment: 'live' }, { environment: 'live' }],
    [
      { kind: 'manual', checklist: ['Deploy {sha}.'] },
      { kind: 'manual', checklist: ['Deploy {sha}.'], timeoutMs: 900_000 },
    ],
  ])('%j', (driver, built) => {
    expect(builtPlace({ driver })?.driver).toMatchObject(built);
  });

  test.each([
    ['{}', 'driver.kind is missing. Add it.'],
    ['{ kind: ftp }', 'driver.kind must be "command" or "github-actions" or "manual".'],
    ['command', 'driver must be a map.'],
    ['{ kind: command }', 'driver.deploy is missing. Add it.'],
    ['{ kind: command, deploy: ops/deploy }', 'driver.deploy must be a list.'],
    ['{ kind: command, deploy: [] }', 'driver.deploy must not be empty.'],
    [
      '{ kind: command, deploy: ["", "{sha}"] }',
      'driver.deploy[0] is not valid: Write a word that is not empty and holds no NUL.',
    ],
    [
      '{ kind: command, deploy: ["a\\0", "{sha}"] }',
      'driver.deploy[0] is not valid: Write a word that is not empty and holds no NUL.',
    ],
    [
      '{ kind: github-actions, workflow: .github/workflows/deploy.yml }',
      'driver.workflow is not valid: Write the name of its file, such as deploy.yml.',
    ],
    ['{ kind: manual, checklist: [] }', 'driver.checklist must not be empty.'],
    [
      '{ kind: manual, checklist: [x], timeout: 25d }',
      'driver.timeout is not valid: Write a number and s, m, h or d, such as 30s, of at most 24d.',
    ],
  ])('is not %s', (driver, message) => {
    const said = problemsIn(
      `deployment: { services: { api: { environments: { staging: { driver: ${driver} } } } } }`,
    ).map(([text]) => text);
    expect(said).toEqual([`deployment.services.api.environments.staging.${message}`]);
  });

  test('is told of a key of another kind, which is none of its own', () => {
    const place = 'deployment.services.api.environments.staging.driver';
    const driver = '{ kind: command, deploy: ["{sha}"], workflow: deploy.yml }';
    expect(
      problemsIn(`deployment: { services: { api: { environments: { staging: { driver: ${driver} } } } } }`),
    ).toEqual([
      [
        `Unknown key "workflow" in ${place}. Remove it: only keys that are enforced are accepted.`,
        'workflow',
      ],
    ]);
  });
});

describe('what asks whether it is healthy', () => {
  const SCHEDULE = { deadlineMs: 300_000, intervalMs: 5000, successes: 3, bakeMs: 60_000 };

  test.each([
    [
      { id: 'a', kind: 'http', url: '${URL}/health' },
      { id: 'a', kind: 'http', url: '${URL}/health', identity: undefined, status: 200, ...SCHEDULE },
    ],
    [
      { id: 'a', kind: 'http', url: '${URL}', identity: '$.build.sha', status: 204, bake: '0s' },
      { identity: ['build', 'sha'], status: 204, bakeMs: 0 },
    ],
    [
      { id: 'a', kind: 'sql', variable: 'DB' },
      { id: 'a', kind: 'sql', variable: 'DB', query: 'select 1', ...SCHEDULE },
    ],
    [
      {
        id: 'a',
        kind: 'command',
        run: ['ops/smoke'],
        deadline: '90s',
        interval: '2s',
        successes: 1,
        bake: '2m',
      },
      { run: ['ops/smoke'], deadlineMs: 90_000, intervalMs: 2000, successes: 1, bakeMs: 120_000 },
    ],
  ])('%j', (probe, built) => {
    expect(builtPlace({ probes: [probe] })?.probes).toMatchObject([built]);
  });

  test.each([
    '${URL}',
    '${URL}/',
    '${URL}/health?deep=1',
    '${URL}?x',
    '${_url2}:8080/health',
    '${URL}/@me/a:b',
  ])('may lie at %s', (url) => {
    expect(builtPlace({ probes: [{ id: 'a', kind: 'http', url }] })?.probes).toMatchObject([{ url }]);
  });

  test.each([
    ['an address', 'https://staging.example.com/health'],
    ['an address with a password', 'https://ana:pw@staging.example.com'],
    ['an address in a variable with a name before it', 'ana:pw@${URL}/health'],
    ['a variable that another host hangs on', '${URL}.example.com/health'],
    ['a variable that is only a name', '${URL}@example.com/health'],
    ['a variable that is a name and a password', '${URL}:80@example.com/health'],
    ['a second variable', '${URL}/${TOKEN}'],
    ['a variable without its name', '${}/health'],
    ['a variable of a shell', '$URL/health'],
    ['a backslash, which some read as a slash', '${URL}\\\\example.com'],
    ['a blank', '${URL}/a b'],
    ['a line end', '${URL}/a\n'],
    ['nothing', ''],
  ])('does not lie at %s', (_what, url) => {
    const draft = {
      services: { api: { environments: { staging: { probes: [{ id: 'a', kind: 'http', url }] } } } },
    };
    expect(problemsIn(`deployment: ${JSON.stringify(draft)}`)).toHaveLength(1);
  });

  test.each([
    ['{ kind: sql, variable: DB }', 'probes[0].id is missing. Add it.'],
    [
      '{ id: A b, kind: sql, variable: DB }',
      'probes[0].id is not valid: Use lower-case letters, digits and -.',
    ],
    [
      '{ id: a, kind: sql, variable: "postgresql://ana:pw@db/shop" }',
      'probes[0].variable is not valid: Write the name of a variable such as DATABASE_URL.',
    ],
    [
      '{ id: a, kind: http, url: "${U}", identity: sha }',
      'probes[0].identity is not valid: Write a path such as $.sha.',
    ],
    ['{ id: a, kind: command, run: [] }', 'probes[0].run must not be empty.'],
    ['{ id: a, kind: tcp }', 'probes[0].kind must be "http" or "sql" or "command".'],
    ['{ id: a, kind: sql, variable: DB, successes: 0 }', 'probes[0].successes must be 1 or more.'],
  ])('is not %s', (probe, message) => {
    const said = problemsIn(
      `deployment: { services: { api: { environments: { staging: { probes: [${probe}] } } } } }`,
    ).map(([text]) => text);
    expect(said).toEqual([`deployment.services.api.environments.staging.${message}`]);
  });
});

describe('a time at which nothing is deployed', () => {
  const windows = (...freeze: readonly object[]) => builtPlace({ freeze })?.freeze;
  const zone = 'Europe/Berlin';

  test('is within days, and ends before its end', () => {
    expect(windows({ days: ['fri', 'sun'], from: '16:00', to: '23:59', zone })).toEqual([
      { days: [5, 0], from: 960, to: 1439, zone },
    ]);
    expect(windows({ days: ['mon'], from: '00:00', to: '24:00', zone })).toEqual([
      { days: [1], from: 0, to: 1440, zone },
    ]);
  });

  test('over midnight goes on on the days after those on which it begins', () => {
    expect(windows({ days: ['fri', 'sat'], from: '22:30', to: '06:05', zone })).toEqual([
      { days: [5, 6], from: 1350, to: 1440, zone },
      { days: [6, 0], from: 0, to: 365, zone },
    ]);
    expect(windows({ days: ['sun'], from: '22:00', to: '00:00', zone })).toEqual([
      { days: [0], from: 1320, to: 1440, zone },
    ]);
  });
});
