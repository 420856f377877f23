import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { sha256 } from '../../model/sha256.ts';
import { textOf } from '../../testing/text-of.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { readDeployRecord, type DeployRecordReading } from './deploy-record.ts';

const SHA = 'a'.repeat(40);
const V0 = { last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z' };
const V1 = { ...V0, schema_version: 1, seq: 1, environment: 'production', service: 'api' };

const read = (text: string) => readDeployRecord('record.json', textContent(text));
const readValue = (value: unknown) => fieldsOf(read(JSON.stringify(value)));

function fieldsOf(reading: DeployRecordReading) {
  if (reading.kind !== 'read') throw new Error(`It is ${reading.kind}.`);
  return reading;
}

describe('a record that is not there, or is no record', () => {
  test('is told as what it is', () => {
    expect(readDeployRecord('record.json', { kind: 'absent' })).toEqual({ kind: 'absent' });
    expect(
      readDeployRecord('record.json', { kind: 'unreadable', problem: 'it is a directory' }),
    ).toMatchObject({
      kind: 'unreadable',
      problem: 'it is a directory',
      at: { path: 'record.json', start: { line: 0, character: 0 } },
    });
  });

  test.each([
    ['an array', '[{}]', '[{}]'],
    ['a text', ' "x" ', '"x"'],
    ['a number', '7', '7'],
    ['nothing', 'null', 'null'],
  ])('holds no object: %s', (_, text, underlined) => {
    const reading = read(text);
    expect(reading).toMatchObject({ kind: 'unreadable', problem: 'it does not hold an object' });
    expect(reading.kind === 'unreadable' && textOf(text, reading.at)).toBe(underlined);
  });

  test.each([
    ['with a comma too many', '{"a":1,}', 'a property name is missing here'],
    ['with a comment', '{} // deployed by hand', 'there is an invalid comment token here'],
    ['of a merge that was not finished', '<<<<<<< HEAD\n{}\n', 'there is an invalid symbol here'],
    ['with two values for one key', '{"seq":1,"seq":2}', 'the key seq occurs twice in one object'],
    ['of two records in a row', '{}\n{}', 'there is something behind its end here'],
    ['that is empty', '', 'a value is missing here'],
  ])('is no JSON: one %s', (_, text, problem) => {
    expect(read(text)).toMatchObject({ kind: 'unreadable', problem });
  });

  test('is larger than a record ever gets', () => {
    const padded = (size: number) => JSON.stringify(V0).padEnd(size, ' ');
    expect(read(padded(64 * 1024)).kind).toBe('read');
    expect(read(padded(64 * 1024 + 1))).toMatchObject({
      kind: 'unreadable',
      problem: 'it is larger than 64 KiB',
    });
  });
});

describe('the fields of a record', () => {
  test('stand where an editor underlines them', () => {
    const text = JSON.stringify({ ...V0, previous: { ...V0, deployed_at: 'before' } }, null, 2);
    const { lastGoodSha, deployedAt, previousDeployedAt } = fieldsOf(read(text));
    const underlined = [lastGoodSha, deployedAt, previousDeployedAt].map(
      (field) => field && textOf(text, field.at),
    );
    expect(underlined).toEqual([`"${SHA}"`, '"2026-11-20T08:00:00Z"', '"before"']);
  });

  test('are given as they are written, however wrong', () => {
    const reading = readValue({ last_good_sha: 'HEAD', deployed_at: 'yesterday' });
    expect(reading.lastGoodSha?.value).toBe('HEAD');
    expect(reading.deployedAt?.value).toBe('yesterday');
    expect(reading.problems.map(({ field }) => field)).toEqual(['last_good_sha', 'deployed_at']);
  });

  test.each([7, null, true, [SHA], { sha: SHA }])('are no fields where they hold %j', (value) => {
    const reading = readValue({ last_good_sha: value, deployed_at: value, previous: value });
    expect(reading).toMatchObject({
      lastGoodSha: undefined,
      deployedAt: undefined,
      previousDeployedAt: undefined,
    });
  });

  test('may come behind the mark of UTF-8', () => {
    expect(fieldsOf(read(`\ufeff${JSON.stringify(V0)}`)).problems).toEqual([]);
  });

  test('are read in whatever order they stand', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(V1), { minLength: Object.keys(V1).length }),
        (entries) => {
          const reading = readValue(Object.fromEntries(entries));
          expect(reading).toMatchObject({ version: 1, problems: [], lastGoodSha: { value: SHA } });
        },
      ),
    );
  });

  test('are never those of what every object has', () => {
    const reading = fieldsOf(read(`{"__proto__":${JSON.stringify(V1)}}`));
    expect(reading).toMatchObject({ version: 0, lastGoodSha: undefined, deployedAt: undefined });
    expect(reading.problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'last_good_sha is missing',
      'deployed_at is missing',
    ]);
  });
});

describe('the hash of a record', () => {
  const hashOf = (value: object) => `sha256:${sha256(canonicalJson(value))}`;
  const hashed = { ...V1, record_hash: hashOf(V1) };
  const matches = (value: object) => readValue(value).hash?.matches;

  test('is looked at where there is one', () => {
    expect(readValue(V1).hash).toBeUndefined();
    expect(matches(hashed)).toBe(true);
  });

  test('does not care how the record is laid out', () => {
    const keys = Object.keys(hashed).toReversed();
    const reversed = JSON.stringify(hashed, keys, 4).replaceAll('\n', '\r\n');
    expect(fieldsOf(read(reversed)).hash).toMatchObject({ matches: true });
  });

  test.each([
    ['a key more', { ...hashed, note: 'by hand' }],
    ['a key less', Object.fromEntries(Object.entries(hashed).filter(([key]) => key !== 'service'))],
    ['another hash', { ...hashed, record_hash: `sha256:${'0'.repeat(64)}` }],
    ['capitals', { ...hashed, record_hash: hashed.record_hash.toUpperCase() }],
    ['no name of its kind', { ...hashed, record_hash: hashed.record_hash.slice('sha256:'.length) }],
    ['a key that objects hide', JSON.parse(JSON.stringify(hashed).replace('{', '{"__proto__":{"a":1},'))],
  ])('does not match with %s', (_, value) => {
    expect(matches(value)).toBe(false);
  });

  test('covers letters of every script as they are', () => {
    const record = { ...V1, service: 'платежи 💳', note: { é: 1, e: 2 } };
    expect(matches({ ...record, record_hash: hashOf(record) })).toBe(true);
    expect(matches({ ...record, service: 'платежи', record_hash: hashOf(record) })).toBe(false);
  });

  test('is underlined', () => {
    const text = JSON.stringify(hashed);
    const at = fieldsOf(read(text)).hash?.at;
    expect(at && textOf(text, at)).toBe(`"${hashed.record_hash}"`);
  });

  test('that is no text is a problem, and no hash', () => {
    const reading = readValue({ ...V1, record_hash: 7 });
    expect(reading.hash).toBeUndefined();
    expect(reading.problems.map(({ field }) => field)).toEqual(['record_hash']);
  });
});
