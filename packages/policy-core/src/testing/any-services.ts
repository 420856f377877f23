import fc from 'fast-check';

/** Kinds of branches for {@link anyServices}, which name nothing that these do not allow. */
export const BRANCHES_OF_SERVICES = {
  production: { match: ['main'], environment: 'production' },
  ai: { match: ['auto/**', 'develop'], environment: 'staging' },
  deploy_from: { Staging: ['ai'], production: ['production', 'ai'] },
  production_requires: ['tagged', 'checks_green'],
};

const optional = { requiredKeys: [] };
const wait = fc.constantFrom('30s', '2m', '1h', '1d');
const word = fc.constantFrom('ops/deploy', '--force', 'a b', 'x"y', '-', 'é', '$HOME', '#no', 'true', '1');
const words = fc.array(word, { minLength: 1, maxLength: 3 });

const command = fc
  .record(
    {
      kind: fc.constant('command'),
      deploy: words,
      current: words,
      list: words,
      auto_deploy: words,
      timeout: wait,
    },
    { requiredKeys: ['kind', 'deploy'] },
  )
  .map((driver) => ({ ...driver, deploy: [...driver.deploy, '{sha}', '--key={key}', '{token}'] }));

const driver = fc.oneof(
  command,
  fc.record(
    {
      kind: fc.constant('github-actions'),
      workflow: fc.constantFrom('deploy.yml', 'Deploy-2.yaml'),
      environment: fc.constantFrom('live', 'Ja: nein'),
      timeout: wait,
    },
    { requiredKeys: ['kind', 'workflow'] },
  ),
  fc.record(
    {
      kind: fc.constant('manual'),
      checklist: fc.constantFrom(['Open the dashboard.'], ['Deploy {sha}.', 'true']),
      timeout: wait,
    },
    { requiredKeys: ['kind', 'checklist'] },
  ),
);

const schedule = {
  deadline: fc.constantFrom('10m', '1h'),
  interval: fc.constantFrom('1s', '10s'),
  successes: fc.integer({ min: 1, max: 9 }),
  bake: fc.constantFrom('0s', '90s', '1h'),
};

const probe = fc.oneof(
  fc.record(
    {
      kind: fc.constant('http'),
      ...schedule,
      url: fc.constantFrom('${URL}', '${URL}/health?deep=1', '${URL}:8080/x'),
      identity: fc.constantFrom('$.sha', '$.build.git-sha'),
      status: fc.constantFrom(200, 204),
    },
    { requiredKeys: ['kind', 'url'] },
  ),
  fc.record(
    {
      kind: fc.constant('sql'),
      ...schedule,
      variable: fc.constantFrom('STAGING_DB', '_db2'),
      query: fc.constantFrom('select 1', "select 'x: y'"),
    },
    { requiredKeys: ['kind', 'variable'] },
  ),
  fc.record({ kind: fc.constant('command'), ...schedule, run: words }, { requiredKeys: ['kind', 'run'] }),
);

const probes = fc
  .array(probe, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((one, index) => ({ id: `probe-${index}`, ...one })));

const day = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');

const freeze = fc.record({
  days: fc.uniqueArray(day, { minLength: 1 }),
  from: fc.constantFrom('00:00', '16:00', '23:59'),
  to: fc.constantFrom('06:30', '24:00', '15:59'),
  zone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'),
});

const place = {
  driver,
  probes,
  soak: fc.constantFrom('0s', '45s', '2d'),
  approval: fc.record(
    {
      by: fc.constantFrom('github-environment', 'ssh-signature'),
      expires: fc.constantFrom('30m', '99999d'),
    },
    { requiredKeys: ['by'] },
  ),
  requires: fc.record(
    {
      tag: fc.constantFrom('any', 'signed'),
      tests: fc.dictionary(fc.constantFrom('backend', 'e2e: web', '7'), fc.integer({ min: 1, max: 999 })),
      backup: fc.constantFrom('1h', '24h'),
      checks: fc.constantFrom(['build'], ['build', 'Ja: nein']),
    },
    optional,
  ),
  rollback: fc.record({ automatic: fc.constantFrom([], ['probe-failed']) }),
  freeze: fc.array(freeze, { minLength: 1, maxLength: 2 }),
};

/** Keys that go together: nothing comes back by itself without a probe, and GitHub approves where GitHub deploys. */
function fitting<Written extends AnyEnvironment>(written: Written): Written {
  const { rollback, approval, driver: wanted, probes: asked } = written;
  const isOfGitHub = wanted === undefined || wanted.kind === 'github-actions';
  return {
    ...written,
    ...(rollback && { rollback: asked === undefined ? { automatic: [] } : rollback }),
    ...(approval && { approval: approvalFor(isOfGitHub ? approval.by : 'ssh-signature', approval) }),
  };
}

/** GitHub knows its own approvers. */
function approvalFor(by: string, approval: object): object {
  return { ...approval, by, ...(by === 'ssh-signature' && { approvers: ['ana', 'bob@example.com'] }) };
}

interface AnyEnvironment {
  readonly rollback?: { readonly automatic: readonly string[] };
  readonly approval?: { readonly by: string };
  readonly driver?: { readonly kind?: unknown };
  readonly probes?: unknown;
}

const environments = fc.record(
  {
    staging: fc
      .record({ ...place, from: fc.constantFrom(['auto/**'], ['auto/api-*', 'develop']) }, optional)
      .map(fitting),
    Production: fc
      .record({ ...place, promote_from: fc.constant('STAGING'), from: fc.constant(['main']) }, optional)
      .map(fitting),
  },
  { requiredKeys: ['staging'] },
);

/** Described services, with every key; they go with {@link BRANCHES_OF_SERVICES} and a file of signers. */
export const anyServices = fc.dictionary(
  fc.constantFrom('api', 'Web.v2', 'worker_x'),
  fc.record({ equality: fc.constantFrom('sha', 'tree'), environments }, optional),
  { minKeys: 1, maxKeys: 2 },
);
