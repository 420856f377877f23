import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { parse } from 'yaml';

import { loadPolicy, policyJsonSchema, type Policy } from '@lockkeeper/policy-core';
import { ROOT } from './architecture/source-files.ts';
import { keysOf, namedIn } from './policy-keys.ts';

const design = path.join(ROOT, '../shared/design/policy.example.yaml');
const own = readFileSync(path.join(ROOT, 'test/example-policy.yaml'), 'utf8');

function problemsOf(text: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  return policy.kind === 'invalid' ? policy.problems : [];
}

describe.skipIf(!existsSync(design))('the example policy of the design', () => {
  test('is one that Lockkeeper accepts', () => {
    expect(problemsOf(readFileSync(design, 'utf8'))).toEqual([]);
  });
});

describe('a policy of our own that says all of it', () => {
  test('is one that Lockkeeper accepts', () => {
    expect(problemsOf(own)).toEqual([]);
  });

  test('means what it says of dependencies', () => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text: own })).toMatchObject({
      dependencies: [
        {
          id: 'service',
          terms: { includes: { requirements: 'inside_repo', constraints: 'deny' }, envVars: 'deny' },
          label: 'upgrade-reviewed',
          bothFiles: true,
          branch: { severity: 'info' },
        },
      ],
      changeScope: { alsoAllow: [{ unlessMissingLabel: 'upgrade-reviewed', branchSeverity: 'warning' }] },
    });
  });
});

describe('a policy of our own that says how services are deployed', () => {
  const read = (name: string) => {
    const policy = loadPolicy({ path: name, text: readFileSync(path.join(ROOT, 'test', name), 'utf8') });
    if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
    return policy;
  };
  const yaml = read('example-services.yaml');

  test('shows every key of services', () => {
    const text = readFileSync(path.join(ROOT, 'test/example-services.yaml'), 'utf8');
    const shown = new Set(keysOf(parse(text)));
    const keys = namedIn(policyJsonSchema()).filter((key) => key.startsWith('deployment.services'));
    expect(keys.filter((key) => !shown.has(key))).toEqual([]);
    expect(keys.length).toBeGreaterThan(40);
  });

  test('says the same in TOML, written in tables', () => {
    const said = ({ deployedServices, record }: Policy) => [withoutPlaces(deployedServices), record.services];
    expect(said(read('example-services.toml'))).toEqual(said(yaml));
  });

  test('means what it says', () => {
    expect(yaml.record.services).toEqual(['shop', 'pages', 'worker']);
    expect(yaml.deployedServices).toMatchObject([
      {
        name: 'shop',
        equality: 'tree',
        environments: [
          {
            name: 'staging',
            from: [{ text: 'auto/api-*' }, { text: 'develop' }],
            promoteFrom: undefined,
            driver: {
              kind: 'command',
              deploy: ['ops/deploy', 'staging', '{sha}', '--key={key}', '{token}'],
              current: ['ops/current', 'staging'],
              list: ['ops/list', 'staging'],
              autoDeploy: ['ops/auto-deploy', 'staging'],
              timeoutMs: 1_200_000,
            },
            probes: [
              {
                id: 'health',
                kind: 'http',
                identity: ['build', 'sha'],
                deadlineMs: 600_000,
                intervalMs: 2000,
                successes: 5,
                bakeMs: 90_000,
              },
              { id: 'database', kind: 'sql', variable: 'STAGING_DB', bakeMs: 0 },
              { id: 'smoke', kind: 'command', run: ['ops/smoke', 'staging'] },
            ],
            soakMs: 600_000,
            approval: undefined,
          },
          {
            name: 'production',
            promoteFrom: 'staging',
            driver: { kind: 'github-actions', environment: 'live', timeoutMs: 3_600_000 },
            approval: {
              by: 'ssh-signature',
              approvers: ['ana@example.com', 'bob@example.com'],
              quorum: 2,
              expiresMs: 43_200_000,
            },
            requires: {
              tag: 'signed',
              tests: new Map([
                ['backend', 25],
                ['basic', 9],
              ]),
              backupMs: 86_400_000,
              checks: ['build', 'audit'],
            },
            automaticRollback: ['probe-failed'],
            freeze: [
              { days: [5], from: 960, to: 1440, zone: 'Europe/Berlin' },
              { days: [6, 0], from: 1320, to: 1440, zone: 'UTC' },
              { days: [0, 1], from: 0, to: 360, zone: 'UTC' },
            ],
          },
        ],
      },
      { name: 'pages', environments: [{ name: 'demo', driver: { kind: 'manual', timeoutMs: 172_800_000 } }] },
      { name: 'worker', equality: 'sha', environments: [] },
    ]);
  });
});

/** Everything but where it was written. */
function withoutPlaces(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) =>
    key === 'at' ? undefined : inner instanceof Map ? [...inner] : inner,
  );
  return JSON.parse(text);
}
