import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readDeployRecord } from '../facts/deploy-record.ts';
import { nextRecord, type HealthyDeploy } from './next-record.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const V0 = { last_good_sha: 'a'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' };
const AUDIT_HEAD = `sha256:${'e'.repeat(64)}`;
const DEPLOY: HealthyDeploy = {
  last_good_sha: 'b'.repeat(40),
  deployed_at: '2026-11-21T08:00:00Z',
  environment: 'production',
  service: 'api',
  checks: [{ name: 'backend-tests', conclusion: 'success' }],
};

function after(before: string | undefined, deploy = DEPLOY) {
  return nextRecord({
    path: PATH,
    before: before === undefined ? { kind: 'absent' } : { kind: 'text', text: before },
    deploy,
    auditHead: AUDIT_HEAD,
  });
}

function textAfter(before: string | undefined, deploy = DEPLOY): string {
  const next = after(before, deploy);
  if (next.kind === 'refused') throw new Error(next.problem);
  return next.text;
}

const refusal = (before: string | undefined, deploy = DEPLOY) => {
  const next = after(before, deploy);
  return next.kind === 'refused' ? next.problem : undefined;
};

describe('the record of a deploy [row 0.38] [row 1.68]', () => {
  test('begins with the two keys of the first policies, and ends with a hash of itself', () => {
    expect(textAfter(JSON.stringify(V0))).toMatchInlineSnapshot(`
      "{
        "last_good_sha": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "deployed_at": "2026-11-21T08:00:00Z",
        "schema_version": 1,
        "seq": 1,
        "environment": "production",
        "service": "api",
        "checks": [
          {
            "name": "backend-tests",
            "conclusion": "success"
          }
        ],
        "previous": {
          "last_good_sha": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "deployed_at": "2026-11-20T08:00:00Z"
        },
        "audit_head": "sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
        "record_hash": "sha256:f85acb526a85a0aa14f232302672bdb1241578fe5e50bf0b88ca618360d0a1ed"
      }
      "
    `);
  });

  test('is whole, as those who read it see', () => {
    expect(readDeployRecord(PATH, { kind: 'text', text: textAfter(undefined) })).toMatchObject({
      kind: 'read',
      version: 1,
      problems: [],
      hash: { matches: true },
      lastGoodSha: { value: DEPLOY.last_good_sha },
    });
  });

  test('is still read by programs that know only version 0', () => {
    const { last_good_sha, deployed_at } = JSON.parse(textAfter(undefined)) as typeof V0;
    expect({ last_good_sha, deployed_at }).toEqual({
      last_good_sha: DEPLOY.last_good_sha,
      deployed_at: DEPLOY.deployed_at,
    });
  });

  test('counts on, and names the one before with its hash', () => {
    const first = textAfter(undefined);
    const second = JSON.parse(textAfter(first, { ...DEPLOY, last_good_sha: 'c'.repeat(40) })) as object;
    const { record_hash } = JSON.parse(first) as { record_hash: string };
    expect(second).toMatchObject({
      seq: 2,
      previous: { last_good_sha: DEPLOY.last_good_sha, deployed_at: DEPLOY.deployed_at, record_hash },
      audit_head: AUDIT_HEAD,
    });
  });

  test('does not carry on what was so of the deploy before', () => {
    const first = textAfter(undefined);
    const { checks, ...unchecked } = DEPLOY;
    expect(checks).toBeDefined();
    expect(JSON.parse(textAfter(first, unchecked))).not.toHaveProperty('checks');
  });

  test('carries on every key that it does not know, where and as it was', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^x_[a-z]{0,6}$|^__proto__$/), fc.jsonValue()),
        (unknown) => {
          const next: unknown = JSON.parse(textAfter(JSON.stringify({ ...unknown, ...V0 })));
          for (const [key, value] of Object.entries(unknown))
            expect(Object.entries(Object(next) as object)).toContainEqual([
              key,
              JSON.parse(JSON.stringify(value)),
            ]);
        },
      ),
    );
  });
});

describe('a record is not built', () => {
  test('on one that cannot be read', () => {
    expect(refusal('{"last_good_sha"')).toBe(
      `${PATH} cannot be read: a colon is missing here. Restore the last version of it from git, then record again.`,
    );
  });

  test('on one that is not valid', () => {
    expect(refusal(JSON.stringify({ ...V0, last_good_sha: 'main' }))).toBe(
      `${PATH} is not valid: last_good_sha must be a full commit id: 40 or 64 lower-case hex digits. Restore the last version of it from git, then record again.`,
    );
  });

  test('on one that was edited by hand', () => {
    expect(refusal(textAfter(undefined).replace('"api"', '"web"'))).toContain(
      'was edited by hand: its record_hash does not match.',
    );
  });

  test('on one that was not read', () => {
    const before = { kind: 'unreadable', problem: 'permission is denied' } as const;
    expect(nextRecord({ path: PATH, before, deploy: DEPLOY, auditHead: AUDIT_HEAD })).toEqual({
      kind: 'refused',
      problem: `${PATH} cannot be read: permission is denied. Restore the last version of it from git, then record again.`,
    });
  });

  test('of a deploy before the last one', () => {
    const early = { ...DEPLOY, deployed_at: '2026-11-19T08:00:00Z' };
    expect(refusal(JSON.stringify(V0), early)).toBe(
      `The deploy is older than the one that ${PATH} records. Look at the clock of this machine.`,
    );
    expect(refusal(JSON.stringify(V0), { ...DEPLOY, deployed_at: V0.deployed_at })).toBeUndefined();
  });

  test('of a commit that is none', () => {
    expect(refusal(undefined, { ...DEPLOY, last_good_sha: 'HEAD' })).toBe(
      'The new record would not be valid. last_good_sha: must be a full commit id: 40 or 64 lower-case hex digits.',
    );
  });

  test('that is larger than those who read it take', () => {
    const checks = Array.from({ length: 2000 }, (_, n) => ({ name: `check ${n}`, conclusion: 'success' }));
    expect(refusal(undefined, { ...DEPLOY, checks })).toBe(
      `${PATH} would be larger than 64 KiB. Record less of the checks.`,
    );
  });
});

test('whatever the record was, the answer is a record that reads back or a refusal', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.record({ last_good_sha: fc.string() }).map((v) => JSON.stringify({ ...V0, ...v })),
      ),
      (text) => {
        const next = after(text);
        if (next.kind === 'record')
          expect(readDeployRecord(PATH, { kind: 'text', text: next.text })).toMatchObject({
            problems: [],
            hash: { matches: true },
          });
      },
    ),
  );
});
