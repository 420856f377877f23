import { observed, unobserved } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bytesFromPath, pathFromBytes } from '../../text/path-bytes.ts';
import { parseLog, type LogRecord } from './log-record.ts';

const ID = 'a'.repeat(40);
const HEADER = `:100644 100644 ${ID} ${ID} M`;
const RECORD = [ID, '', 'Ada', 'ada@example.com', 'Ben', 'ben@example.com', 'work\n'];

describe('a log', () => {
  test('of nothing has no commits', () => {
    expect(parseLog(Buffer.alloc(0))).toEqual(observed([]));
  });

  test('is read back, whatever is in its texts and paths', () => {
    const written = fc.array(fc.record({ record: aRecord(), parents: fc.nat(3) }), { maxLength: 6 });
    fc.assert(
      fc.property(written, (found) => {
        const records = found.map(({ record, parents }) => ({ ...record, isRoot: parents === 0 }));
        const output = Buffer.concat(found.map(({ record, parents }) => printed(record.commit, parents)));
        expect(parseLog(output)).toEqual(observed(records));
      }),
    );
  });

  test('gives the paths of a merge, whose changes have a side for each parent', () => {
    const header = `::100644 100644 100755 ${ID} ${ID} ${ID} MM`;
    expect(parseLog(joined([...RECORD, '', '', header, 'core/auth.py', header, 'b']))).toMatchObject({
      value: [{ commit: { paths: ['core/auth.py', 'b'] } }],
    });
  });

  test('with an empty message and nothing changed is no end of the list', () => {
    const empty = [...RECORD.slice(0, 6), '', ''];
    expect(parseLog(joined([...empty, ...empty, ...RECORD, '']))).toMatchObject({
      value: [{ commit: { message: '' } }, { commit: { message: '' } }, { commit: { message: 'work\n' } }],
    });
  });

  test('takes a message for a message, also one that looks like a commit or a change', () => {
    for (const message of [ID, `${HEADER}`, `\n${HEADER}`]) {
      expect(parseLog(joined([...RECORD.slice(0, 6), message, '', `\n${HEADER}`, ID]))).toMatchObject({
        value: [{ commit: { message, paths: [ID] } }],
      });
    }
  });

  test.each([
    ['cut off in an author', joined(RECORD.slice(0, 3))],
    ['cut off in a message', Buffer.from(RECORD.join('\0'))],
    ['cut off after a header', joined([...RECORD, '', HEADER])],
    ['cut off in a path', Buffer.concat([joined([...RECORD, '', HEADER]), Buffer.from('core')])],
    ['with an empty path', joined([...RECORD, '', HEADER, ''])],
    ['with something that is no commit', joined(['work', ...RECORD])],
    ['with something behind the changes', joined([...RECORD, '', HEADER, 'a', 'gpg: good signature', 'b'])],
    [
      'with a rename, which was not asked for',
      joined([...RECORD, '', `${HEADER.slice(0, -1)}R100`, 'a', 'b']),
    ],
    ['with a commit that has no id', joined(['abc', ...RECORD.slice(1)])],
  ])('is unobserved when it is %s, never a shorter list', (_what, output) => {
    expect(parseLog(output)).toEqual(
      unobserved('git described the commits in a form that is not understood'),
    );
  });
});

/** Any bytes but NUL: names and messages need not be UTF-8. */
function aText(minLength = 0): fc.Arbitrary<string> {
  const byte = fc.integer({ min: 1, max: 255 });
  return fc.oneof(
    fc.array(byte, { minLength, maxLength: 12 }).map((bytes) => pathFromBytes(Buffer.from(bytes))),
    fc.string({ unit: 'binary', minLength, maxLength: 12 }).filter((text) => !text.includes('\0')),
    fc.constantFrom(HEADER, `\n${HEADER}`, ID, '\n', '\t', '%x00', '\u0007'),
  );
}

function aRecord(): fc.Arbitrary<Omit<LogRecord, 'isRoot'>> {
  const person = fc.record({ name: aText(), email: aText() });
  const id = fc.constantFrom(ID, 'b'.repeat(64), '0123456789'.repeat(4));
  const paths = fc.array(aText(1), { maxLength: 4 });
  return fc.record({ commit: fc.record({ id, author: person, committer: person, message: aText(), paths }) });
}

/** As git does: a line end before the first change, or for a merge an empty part. */
function printed({ id, author, committer, message, paths }: LogRecord['commit'], parents: number): Buffer {
  const sides = Math.max(parents, 1);
  const header = [
    ':'.repeat(sides) + '100644 '.repeat(sides + 1).trimEnd(),
    ...Array.from({ length: sides + 1 }, () => ID),
    'M'.repeat(sides),
  ].join(' ');
  const changes = paths.flatMap((path, at) => [at === 0 && sides === 1 ? `\n${header}` : header, path]);
  const people = [author.name, author.email, committer.name, committer.email];
  const between = paths.length > 0 && sides > 1 ? ['', ''] : [''];
  return joined([id, Array(parents).fill(ID).join(' '), ...people, message, ...between, ...changes]);
}

function joined(parts: readonly string[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [bytesFromPath(part), Buffer.of(0)]));
}
