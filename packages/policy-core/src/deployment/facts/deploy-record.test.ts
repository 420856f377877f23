import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sha256 } from '../../model/sha256.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { readDeployRecord } from './deploy-record.ts';

const V0 = { last_good_sha: 'a'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' };
const read = (text: string) => readDeployRecord('r.json', { kind: 'text', text });

describe('a record [row 0.39]', () => {
  test('of two keys is version 0', () => {
    expect(read(JSON.stringify(V0))).toMatchObject({
      kind: 'read',
      version: 0,
      problems: [],
      lastGoodSha: { value: V0.last_good_sha },
    });
  });

  test('with a schema_version is judged as version 1', () => {
    expect(read(JSON.stringify({ ...V0, schema_version: 1 }))).toMatchObject({
      version: 1,
      problems: [{ field: 'seq' }, { field: 'environment' }, { field: 'service' }],
    });
  });

  test('may name a SHA-256 commit', () => {
    expect(read(JSON.stringify({ ...V0, last_good_sha: 'b'.repeat(64) }))).toMatchObject({ problems: [] });
  });

  test('with a hash notices any change of any of its values', () => {
    const record = { ...V0, schema_version: 1, seq: 1, environment: 'production', service: 'api' };
    const hashed = { ...record, record_hash: `sha256:${sha256(canonicalJson(record))}` };
    expect(read(JSON.stringify(hashed))).toMatchObject({ hash: { matches: true } });
    const keys = Object.keys(record) as (keyof typeof record)[];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        fc.pre(canonicalJson(value) !== canonicalJson(record[key]));
        const reading = read(JSON.stringify({ ...hashed, [key]: value }));
        expect(reading).toMatchObject({ hash: { matches: false } });
      }),
    );
  });

  test('of any text gets an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (text) => ['read', 'unreadable'].includes(read(text).kind),
      ),
    );
  });
});
