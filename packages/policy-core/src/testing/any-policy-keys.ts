import fc from 'fast-check';

import { anyServices, BRANCHES_OF_SERVICES } from './any-services.ts';

const word = fc.constantFrom(
  'core',
  'api',
  'a b',
  'x"y',
  "it's",
  '#no',
  'ja: nein',
  '- x',
  '1',
  'true',
  'é',
  '~',
);
const pattern = fc.constantFrom('core/**', '*.py', 'docs/', '**/AGENTS.md', 'a/*.md', 'x*', '/notes/**');
const path = fc.constantFrom('r.txt', 'api/r.lock', 'a b/c.json', 'éa/b');
const id = fc.constantFrom('core', 'api', 'web-2', 'x');
const label = fc.record({ label: fc.constantFrom('ok', 'Ready: yes', 'é') });
const actors = fc.uniqueArray(fc.constantFrom('human', 'ai', 'automation'), { minLength: 1 });
const branch = fc.constantFrom('main', 'auto/*', 'auto/**', 'release/v?', 'a-b');
const account = fc.constantFrom('ana', '4711', 'claude[bot]');
const email = fc.constantFrom('ana@example.com', '*+Copilot@users.noreply.github.com');
const changes = fc.constantFrom('add', 'modify', 'delete', 'rename_from', 'copy_to', 'mode', 'submodule');
const lists = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });

const kind = fc.record(
  {
    match: lists(branch),
    environment: word,
    service: word,
    optional: fc.boolean(),
    direct_push: fc.constantFrom('allow', 'deny'),
    force_push: fc.constantFrom('allow', 'deny'),
    merge: fc.constant('pull_request'),
  },
  { requiredKeys: ['match'] },
);

/** Both kinds that other keys name are always there. */
const branches = fc.record(
  {
    production: kind,
    ai: kind,
    'a name: of its own': kind,
    deploy_from: fc.dictionary(
      fc.constantFrom('staging', 'production'),
      lists(fc.constantFrom('ai', 'production')),
    ),
    production_requires: fc.subarray(['human_approval', 'checks_green', 'tagged']),
  },
  { requiredKeys: ['production', 'ai'] },
);

const trailer = fc.record(
  {
    key: fc.oneof(word, lists(word)),
    value: fc.constantFrom('robot', String.raw`/\b(claude|copilot)\b/i`, '/^x: "y"$/'),
  },
  { requiredKeys: ['key'] },
);

const whoIsWho = fc.record(
  {
    ai: fc.record(
      {
        branches: fc.array(branch),
        accounts: fc.array(account),
        emails: fc.array(email),
        trailers: fc.array(trailer, { maxLength: 2 }),
        labels: fc.array(word),
        local_env: fc.array(word),
      },
      { requiredKeys: [] },
    ),
    automation: fc.record({ accounts: fc.array(account) }),
    human: fc.record({ accounts: fc.array(account), emails: fc.array(email) }, { requiredKeys: [] }),
    default: fc.constantFrom('human', 'ai'),
  },
  { requiredKeys: [] },
);

const labels = fc.dictionary(
  fc.constantFrom('ok', 'Ready: yes', 'unasked'),
  fc.record(
    {
      applied_by: fc.record(
        {
          actors,
          not: fc.subarray(['author']),
          permission: fc.constantFrom('write', 'maintain', 'admin'),
        },
        { requiredKeys: [] },
      ),
      expires: fc.constantFrom('on_push', 'never'),
    },
    { requiredKeys: [] },
  ),
);

const changeScope = fc.record(
  {
    applies_to: actors,
    branches: lists(fc.constantFrom('ai', 'production')),
    allow: fc.array(pattern),
    deny: fc.record({ paths: lists(pattern), unless: label }, { requiredKeys: ['paths'] }),
    also_allow: fc.array(
      fc.record(
        {
          dependencies: fc.constant('pair'),
          unless_missing: label,
          branches: lists(branch),
          branch_severity: fc.constantFrom('warn', 'warning', 'info', 'error'),
        },
        { requiredKeys: ['dependencies'] },
      ),
      { maxLength: 2 },
    ),
    machine_owned: fc.array(fc.record({ paths: lists(pattern), writers: fc.array(account) }), {
      maxLength: 2,
    }),
    additive_only: fc.array(pattern),
    feature_flags: fc.record(
      { paths: lists(pattern), dependencies: lists(word), decorators: fc.array(word) },
      { requiredKeys: ['paths', 'dependencies'] },
    ),
  },
  { requiredKeys: [] },
);

const integrity = fc.record(
  {
    policy_from: fc.constant('base'),
    self_protect: fc.record({ paths: lists(pattern), require: label }, { requiredKeys: [] }),
    symlinks: fc.record({ allow: fc.boolean(), except: fc.array(pattern) }, { requiredKeys: [] }),
    submodules: fc.constantFrom('deny', 'allow'),
    case_collisions: fc.constant('error'),
    suspicious_names: fc.constant('error'),
    history: fc.constantFrom('net', 'strict'),
    unreadable_diff: fc.constant('error'),
  },
  { requiredKeys: [] },
);

const section = fc.record(
  {
    id,
    description: word,
    paths: lists(pattern),
    except: fc.array(pattern, { maxLength: 2 }),
    require: label,
    applies_to: actors,
    changes: lists(changes),
    owners: fc.array(fc.constantFrom('@org/core', 'ana@example.com')),
    docs: word,
  },
  { requiredKeys: ['id', 'paths', 'require'] },
);

const rules = fc.dictionary(
  fc.constantFrom('paths/protected', 'migrations/drop-table', 'policy/missing'),
  fc.oneof(
    fc.constantFrom('off', 'info', 'warning', 'error'),
    fc.record({ severity: fc.constantFrom('off', 'warning') }),
  ),
);

const waiver = fc.record({
  rule: fc.constantFrom('paths/protected', 'migrations/drop-table'),
  path: pattern,
  reason: word,
  approver: word,
  expires: fc.constantFrom('2026-11-21', '2030-01-01'),
});

const alembicPlace = fc.record(
  { folders: fc.array(path, { minLength: 1, maxLength: 3 }), recursive: fc.boolean(), name: word },
  { requiredKeys: ['folders'] },
);

const databases = fc.record(
  {
    development: fc.constantFrom('DATABASE_URL', 'dev_db_2'),
    production: fc.constantFrom('DATABASE_URL_PROD', '_PROD'),
    schemas: lists(word),
  },
  { requiredKeys: [] },
);

const migrations = fc.record(
  {
    alembic: fc.array(fc.oneof(path, alembicPlace), { maxLength: 4 }),
    sql: fc.array(pattern),
    application: fc.array(pattern, { maxLength: 2 }),
    models: fc.array(pattern, { maxLength: 2 }),
    apply: fc.constantFrom('on_start', 'manual_unless_trivial'),
    baseline: word,
  },
  { requiredKeys: [] },
);

/** Every key a policy may have but `version`, with values that every format must tell apart. */
export const anyPolicyKeys = fc
  .record(
    {
      policy: fc.record(
        { title: word, version: word, status: fc.constantFrom('canonical', 'draft') },
        { requiredKeys: [] },
      ),
      patterns: fc.record(
        {
          dialect: fc.constantFrom('lockpath', 'codeowners'),
          case: fc.constant('sensitive'),
          unicode: fc.constant('nfc'),
        },
        { requiredKeys: [] },
      ),
      scope: lists(pattern),
      branches,
      actors: whoIsWho,
      labels,
      protected: fc.uniqueArray(section, { selector: (one) => one.id, maxLength: 3 }),
      change_scope: changeScope,
      dependencies: fc.uniqueArray(fc.record({ id, source: path, lock: path }), {
        selector: (pair) => pair.id,
        maxLength: 2,
      }),
      integrity,
      migrations,
      databases,
      deployment: fc.record(
        {
          record: path,
          services: fc.oneof(fc.uniqueArray(id, { minLength: 1, maxLength: 3 }), anyServices),
          records: fc.constantFrom(
            { mode: 'branch' },
            { mode: 'branch', remote: 'up', branch: 'a/b' },
            { mode: 'file' },
          ),
        },
        { requiredKeys: [] },
      ),
      generate: fc.record(
        {
          guard_workflow: fc.constantFrom('.github/workflows/gate.yml', '.github/workflows/a-b.yaml'),
          dependency_workflow: fc.constantFrom('.github/workflows/deps.yml', '.github/workflows/d.yaml'),
          stamp_script: fc.constantFrom('scripts/stamp.sh', 'scripts/a_b.sh'),
        },
        { requiredKeys: [] },
      ),
      documents: fc.array(pattern, { maxLength: 2 }),
      rules,
      waivers: fc.array(waiver, { maxLength: 2 }),
      since: word,
      baseline: path,
      extends: fc.uniqueArray(fc.constantFrom('self-protection', 'alembic', 'mayassistant')),
    },
    { requiredKeys: [] },
  )
  .map(withWhatIsNamed)
  .map(withWhatServicesName);

interface Deployed {
  readonly deployment?: { readonly services?: object };
}

function withWhatServicesName<Keys extends Deployed>(keys: Keys): Keys {
  const { deployment } = keys;
  if (deployment?.services === undefined || Array.isArray(deployment.services)) return keys;
  const records = { mode: 'branch', signers: 'ops/signers' };
  return { ...keys, branches: BRANCHES_OF_SERVICES, deployment: { ...deployment, records } };
}

interface Named {
  readonly branches?: object;
  readonly dependencies?: readonly object[];
  readonly change_scope?: object;
}

/** A scope may name kinds of branches and a pair: they are there with it. */
function withWhatIsNamed<Keys extends Named>(keys: Keys): Keys {
  if (keys.change_scope === undefined) return keys;
  const kinds = { production: { match: ['main'] }, ai: { match: ['auto/*'] } };
  return {
    ...keys,
    branches: keys.branches ?? kinds,
    dependencies: [...(keys.dependencies ?? []), { id: 'pair', source: 'p.txt', lock: 'p.lock' }],
  };
}
