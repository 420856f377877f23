import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { sha256 } from '../../model/sha256.ts';
import { textOf } from '../../testing/text-of.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { readDeployRecord } from './deploy-record.ts';

const SHA = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const HEX = 'c'.repeat(64);
const AT = '2026-11-21T08:00:00Z';
const V0 = { last_good_sha: SHA, deployed_at: AT };

/** Every group of version 1, each whole. */
const V1 = {
  ...V0,
  schema_version: 1,
  seq: 7,
  environment: 'production',
  service: 'api',
  provider: { kind: 'railway', deployment_id: 'd1', url: 'https://example.org', artifact_digest: null },
  source: { repository: 'org/repo', ref: 'refs/heads/main', tag: 'v1', tag_object: null, tree: OTHER },
  promotion: { id: 'p1', staging_sha: SHA, equality: 'tree' },
  deployed_by: { kind: 'workflow', login: 'ana', run_url: null },
  approved_by: [{ login: 'bo', method: 'review', at: AT }],
  checks: [{ name: 'guard', conclusion: 'success' }],
  health: [{ probe: '/health', status: 200 }],
  dependencies: { requirements_txt_sha256: HEX, requirements_lock_sha256: HEX },
  migration: { revisions: ['a1'], reversible: true },
  previous: { last_good_sha: OTHER, deployed_at: '2026-11-20T08:00:00Z' },
  correction: null,
  audit_head: `sha256:${HEX}`,
};

function read(value: unknown) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  return { text, reading: readDeployRecord('record.json', textContent(text)) };
}

function problems(value: unknown) {
  const { text, reading } = read(value);
  if (reading.kind !== 'read') throw new Error(`It is ${reading.kind}.`);
  return reading.problems.map(({ field, problem, at }) => ({ field, problem, underlined: textOf(text, at) }));
}

const said = (value: unknown) => problems(value).map(({ field, problem }) => `${field} ${problem}`);

describe('a record of version 0', () => {
  test('needs the commit and the time', () => {
    expect(problems(V0)).toEqual([]);
    expect(said({})).toEqual(['last_good_sha is missing', 'deployed_at is missing']);
  });

  test('may name what was installed, and is held to it', () => {
    expect(said({ ...V0, dependencies: V1.dependencies })).toEqual([]);
    expect(said({ ...V0, dependencies: { pairs: { api: { source_sha256: HEX } } } })).toEqual([
      'dependencies.pairs.api.lock_sha256 is missing',
    ]);
  });

  test('may hold whatever else', () => {
    expect(said({ ...V0, seq: 'x', note: [1], provider: 7 })).toEqual([]);
  });

  test.each([
    [{ last_good_sha: 'HEAD' }, 'last_good_sha must be a full commit id: 40 or 64 lower-case hex digits'],
    [{ last_good_sha: SHA.toUpperCase() }, 'last_good_sha must be a full commit id'],
    [{ last_good_sha: SHA.slice(1) }, 'last_good_sha must be a full commit id'],
    [{ last_good_sha: `${SHA}\n` }, 'last_good_sha must be a full commit id'],
    [{ deployed_at: '2026-11-21' }, 'deployed_at must be a UTC time such as 2026-11-21T08:00:00Z'],
    [{ deployed_at: '2026-11-21T08:00:00+01:00' }, 'deployed_at must be a UTC time'],
    [{ deployed_at: '2026-11-21T08:00:00' }, 'deployed_at must be a UTC time'],
    [{ deployed_at: '2026-13-21T08:00:00Z' }, 'deployed_at must be a UTC time'],
    [{ deployed_at: 'yesterday' }, 'deployed_at must be a UTC time'],
  ])('with %j is told: %s', (change, problem) => {
    expect(said({ ...V0, ...change })).toEqual([expect.stringContaining(problem)]);
  });

  test.each([SHA, 'd'.repeat(64)])('takes the commit id %s', (sha) => {
    expect(said({ ...V0, last_good_sha: sha })).toEqual([]);
  });

  test.each(['2026-11-21T08:00:00Z', '2026-11-21T08:00:00.123Z', '2024-02-29T00:00:00Z'])(
    'takes the time %s',
    (time) => {
      expect(said({ ...V0, deployed_at: time })).toEqual([]);
    },
  );

  test('is underlined at the value that is wrong', () => {
    expect(problems({ ...V0, last_good_sha: 'HEAD' })).toEqual([
      expect.objectContaining({ underlined: '"HEAD"' }),
    ]);
  });
});

describe('a record of version 1', () => {
  test('may hold every group', () => {
    expect(said(V1)).toEqual([]);
  });

  test('may be one that was only just upgraded', () => {
    const { seq, environment, service, schema_version } = V1;
    expect(said({ ...V0, seq, environment, service, schema_version })).toEqual([]);
  });

  test.each(['seq', 'environment', 'service', 'last_good_sha', 'deployed_at'])('needs %s', (field) => {
    const rest = Object.fromEntries(Object.entries(V1).filter(([key]) => key !== field));
    expect(said(rest)).toEqual([`${field} is missing`]);
  });

  test.each([
    'provider',
    'source',
    'promotion',
    'deployed_by',
    'approved_by',
    'checks',
    'health',
    'dependencies',
    'migration',
    'previous',
    'correction',
    'audit_head',
  ])('may lack %s', (group) => {
    const rest = Object.fromEntries(Object.entries(V1).filter(([key]) => key !== group));
    expect(said(rest)).toEqual([]);
  });

  test.each([
    [{ schema_version: 2 }, 'schema_version must be 1'],
    [{ schema_version: '1' }, 'schema_version must be 1'],
    [{ seq: -1 }, 'seq must not be negative'],
    [{ seq: 1.5 }, 'seq must be a whole number'],
    [{ seq: '7' }, 'seq must be a whole number'],
    [{ environment: '' }, 'environment must not be empty'],
    [{ provider: { kind: '' } }, 'provider.kind must not be empty'],
    [{ provider: {} }, 'provider.kind is missing'],
    [{ source: { repository: 'a' } }, 'source.ref is missing'],
    [{ promotion: { ...V1.promotion, equality: 'branch' } }, 'promotion.equality must be sha or tree'],
    [{ promotion: { ...V1.promotion, staging_sha: 'x' } }, 'promotion.staging_sha must be a full commit id'],
    [{ approved_by: [{ login: 'bo', method: 'review', at: 'x' }] }, 'approved_by.0.at must be a UTC time'],
    [{ checks: [{ name: 'guard' }] }, 'checks.0.conclusion is missing'],
    [
      { dependencies: { ...V1.dependencies, requirements_txt_sha256: 'x' } },
      'dependencies.requirements_txt_sha256 must be 64 hex digits',
    ],
    [{ dependencies: { requirements_txt_sha256: HEX } }, 'dependencies.requirements_lock_sha256 is missing'],
    [{ dependencies: { requirements_lock_sha256: HEX } }, 'dependencies.requirements_txt_sha256 is missing'],
    [{ dependencies: { pairs: [] } }, 'dependencies.pairs '],
    [
      { dependencies: { pairs: { api: { source_sha256: HEX } } } },
      'dependencies.pairs.api.lock_sha256 is missing',
    ],
    [
      { dependencies: { pairs: { api: { source_sha256: HEX.toUpperCase(), lock_sha256: HEX } } } },
      'dependencies.pairs.api.source_sha256 must be 64 hex digits',
    ],
    [{ migration: { revisions: [''], reversible: true } }, 'migration.revisions.0 must not be empty'],
    [{ previous: { last_good_sha: SHA } }, 'previous.deployed_at is missing'],
    [{ audit_head: HEX }, 'audit_head must be sha256: and 64 hex digits'],
  ])('with %j is told: %s', (change, problem) => {
    expect(said({ ...V1, ...change })).toEqual([expect.stringContaining(problem)]);
  });

  test('keeps what a newer writer adds', () => {
    expect(said({ ...V1, region: 'eu', provider: { kind: 'x', zone: 'a' } })).toEqual([]);
    const { dependencies } = V1;
    expect(said({ ...V1, dependencies: { ...dependencies, python: '3.12', pairs: {} } })).toEqual([]);
  });
});

describe('what a record says', () => {
  test('is read with its places', () => {
    const { text, reading } = read(V1);
    if (reading.kind !== 'read') throw new Error('It can be read.');
    const shown = [reading.lastGoodSha, reading.deployedAt, reading.previousDeployedAt].map(
      (field) => field && [field.value, textOf(text, field.at)],
    );
    expect(shown).toEqual([
      [SHA, JSON.stringify(SHA)],
      [AT, JSON.stringify(AT)],
      ['2026-11-20T08:00:00Z', '"2026-11-20T08:00:00Z"'],
    ]);
  });

  test('is read as far as it goes where something else is wrong', () => {
    const { reading } = read({ ...V0, deployed_at: 7 });
    expect(reading).toMatchObject({ lastGoodSha: { value: SHA }, deployedAt: undefined });
  });

  test.each([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['nothing at all', 'null'],
  ])('is nothing where it is %s', (_what, text) => {
    expect(read(text).reading).toMatchObject({ kind: 'unreadable', problem: 'it does not hold an object' });
  });

  test('is not read where one key stands twice: two readers would see two records', () => {
    const text = `{ "last_good_sha": "${SHA}", "last_good_sha": "${OTHER}", "deployed_at": "${AT}" }`;
    expect(read(text).reading).toMatchObject({
      kind: 'unreadable',
      problem: 'the key last_good_sha occurs twice in one object',
    });
  });

  test('is not read where it is larger than any record', () => {
    expect(read(JSON.stringify({ ...V0, note: 'x'.repeat(65 * 1024) })).reading).toMatchObject({
      kind: 'unreadable',
      problem: 'it is larger than 64 KiB',
    });
  });
});

describe('the hash of a record', () => {
  const hashed = (record: object) => ({ ...record, record_hash: `sha256:${sha256(canonicalJson(record))}` });
  const matches = (record: object) => {
    const { reading } = read(record);
    return reading.kind === 'read' ? reading.hash?.matches : undefined;
  };

  test('matches what it was made of', () => {
    expect(matches(hashed(V1))).toBe(true);
  });

  test('is none where there is none', () => {
    expect(matches(V1)).toBeUndefined();
  });

  test.each(['last_good_sha', 'deployed_at', 'seq', 'environment', 'service'] as const)(
    'shows that %s was edited',
    (field) => {
      const edited = { ...hashed(V1), [field]: field === 'seq' ? 8 : 'edited' };
      expect(matches(edited)).toBe(false);
    },
  );

  test('does not depend on how the record is laid out', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.boolean(), (indent, isTurned) => {
        const entries = Object.entries(hashed(V1));
        const record = Object.fromEntries(isTurned ? entries.toReversed() : entries);
        const { reading } = read(JSON.stringify(record, undefined, indent));
        expect(reading).toMatchObject({ kind: 'read', hash: { matches: true } });
      }),
    );
  });

  test('shows any edit of any key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(V1)), fc.jsonValue(), (key, value) => {
        const record = hashed(V1);
        fc.pre(JSON.stringify(Reflect.get(record, key)) !== JSON.stringify(value) && !Object.is(value, -0));
        expect(matches({ ...record, [key]: value })).toBe(false);
      }),
    );
  });

  test('covers keys nobody knows', () => {
    expect(matches({ ...hashed(V1), note: 'added' })).toBe(false);
  });
});
