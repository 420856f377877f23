import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalJson } from '../../model/canonical-json.ts';
import { sha256 } from '../../model/sha256.ts';
import { entryByHand, STAMPED } from '../../testing/sample-log.ts';
import { EMPTY_LOG, entryAfter, entryLine, MAX_LINE_UNITS } from './log-entry.ts';
import { readEntry } from './read-entry.ts';

describe('an entry of the audit log [row 0.45]', () => {
  test('is one line of canonical JSON that names the entry before it', () => {
    const first = entryAfter(EMPTY_LOG, STAMPED);
    expect(entryLine(entryAfter(first, { ...STAMPED, promotion_id: 'prm_1', data: { revision: 'b2' } })))
      .toMatchInlineSnapshot(`
        "{"actor":"alice","data":{"revision":"b2"},"env":"production","event":"migration.once","hash":"sha256:7d5466c5332a3cd05e0ca4bb8a1a2175c68950abe250ad430c8d7cced6b4d602","prev":"sha256:b120375180181ec1a66deacef7198d65f4a72770dbc5c85718d3f752ac4898f4","promotion_id":"prm_1","seq":2,"ts":"2026-11-21T08:00:00.000Z"}
        "
      `);
  });

  test('is hashed over what it says and the hash before it, so that any program can do it again', () => {
    const entry = entryAfter({ seq: 6, hash: `sha256:${'a'.repeat(64)}` }, STAMPED);
    const body = canonicalJson({ ...STAMPED, seq: 7 });
    expect(entry.seq).toBe(7);
    expect(entry.hash).toBe(`sha256:${sha256(`sha256:${'a'.repeat(64)}${body}`)}`);
  });

  test('that has no room on a line, or no canonical form, is not made', () => {
    const long = { ...STAMPED, data: { revision: 'x'.repeat(MAX_LINE_UNITS) } };
    expect(() => entryAfter(EMPTY_LOG, long)).toThrow('65536 characters at most');
    expect(() => entryAfter(EMPTY_LOG, { ...STAMPED, data: { revision: '\ud800' } })).toThrow(RangeError);
  });

  test('comes back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
        (data) => {
          const entry = entryByHand(EMPTY_LOG, { ...STAMPED, data });
          const line = entryLine(entry).slice(0, -1);
          expect(line).not.toContain('\n');
          const reading = readEntry(line);
          expect(reading).toMatchObject({ kind: 'entry', isGenuine: true });
          expect(reading.kind === 'entry' && canonicalJson(reading.entry)).toBe(line);
        },
      ),
    );
  });
});

describe('a line that is no entry', () => {
  const line = entryLine(entryAfter(EMPTY_LOG, STAMPED)).slice(0, -1);
  test.each([
    ['{"seq":1', 'it is not written as a log writes its entries'],
    [line.replace(':', ': '), 'it is not written as a log writes its entries'],
    [`${line}\r`, 'it is not written as a log writes its entries'],
    [line.replace('"seq":1', '"seq":1,"seq":1'), 'it is not written as a log writes its entries'],
    [line.replace('alice', '\\ud800'), 'it is not written as a log writes its entries'],
    ['[]', 'it is not an entry of a log'],
    [line.replace('"seq":1', '"seq":0'), 'it is not an entry of a log'],
    [line.replace('"seq":1', '"seq":"1"'), 'it is not an entry of a log'],
    [line.replace('Z"', '+01:00"'), 'it is not an entry of a log'],
    [line.replace(/"data":\{[^}]*\}/, '"data":[]'), 'it is not an entry of a log'],
    ['['.repeat(500), 'it is nested too deeply'],
    ['x'.repeat(MAX_LINE_UNITS + 1), 'it is too long'],
  ])('says why: %.40s', (text, problem) => {
    expect(readEntry(text)).toEqual({ kind: 'no-entry', problem });
  });

  test.each([
    ['says something twice', (text: string) => text.replace('"data":', '"data":{"revision":"z"},"data":')],
    ['has a space', (text: string) => text.replace(':', ': ')],
    ['escapes a letter', (text: string) => text.replace('alice', String.raw`\u0061lice`)],
    ['has half of a character', (text: string) => text.replace('alice', String.raw`\uD800`)],
  ])('is one that %s, also where its hash is that of its spelling', (_, spell) => {
    const body = spell(canonicalJson({ ...STAMPED, seq: 1 }));
    const hash = `sha256:${sha256(EMPTY_LOG.hash + body)}`;
    const spelled = body.replace('"seq":', `"hash":"${hash}","prev":"${EMPTY_LOG.hash}","seq":`);
    expect(readEntry(spelled)).toMatchObject({ kind: 'no-entry' });
  });

  test('of any text gets an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readEntry(text).kind).toBe('no-entry');
      }),
    );
  });
});

test('an entry with a key of a later version is read, and the key is covered by its hash', () => {
  const body = { ...STAMPED, seq: 1, signature: 'x' };
  const hash = `sha256:${sha256(EMPTY_LOG.hash + canonicalJson(body))}`;
  const line = canonicalJson({ ...body, prev: EMPTY_LOG.hash, hash });
  expect(readEntry(line)).toMatchObject({ kind: 'entry', isGenuine: true });
  expect(readEntry(line.replace('"x"', '"y"'))).toMatchObject({ kind: 'entry', isGenuine: false });
});
