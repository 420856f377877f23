import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { entriesOf, linesOf, numberedLog, STAMPED } from '../../testing/sample-log.ts';
import { EMPTY_LOG } from './log-entry.ts';
import { readLog } from './read-log.ts';
import { verifyLog, type LogToVerify } from './verify-log.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const BEGUN = { ...EMPTY_LOG, bytes: 0 };

/** A log as its writers left it. */
function left(text: string): LogToVerify {
  const { seq, hash } = readLog(text).head;
  return { text, isUtf8: true, end: { seq, hash, bytes: bytesOf(text).length }, known: [] };
}

const anyLog = fc
  .array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 8 })
  .map((all) => linesOf(entriesOf(all.map((revision) => ({ ...STAMPED, data: { revision } })))));

/** How a host reads bytes that need not be text. */
function seen(bytes: Uint8Array) {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { text, isUtf8: Buffer.from(text).equals(bytes) };
}

test('what is written down of its length is that of its entries', () => {
  const aChange = fc.record({ at: fc.nat(), by: fc.integer({ min: -9, max: 9 }), isBehind: fc.boolean() });
  fc.assert(
    fc.property(anyLog, aChange, (text, { at, by, isBehind }) => {
      const lines = text.split('\n').slice(0, -1);
      const beginning = lines
        .slice(0, 1 + (at % lines.length))
        .map((line) => `${line}\n`)
        .join('');
      const noted = left(beginning).end;
      if (typeof noted !== 'object') throw new Error('There is one.');
      const end = { ...noted, bytes: noted.bytes + by };
      const { problems } = verifyLog({ ...left(isBehind ? text : beginning), end });
      expect(problems.length === 0).toBe(by === 0);
    }),
  );
  expect(verifyLog({ ...left(numberedLog(2)), end: BEGUN }).problems).toHaveLength(1);
});

describe('a log is tamper-evident [row 0.45]', () => {
  test('as it was left it is in order', () => {
    fc.assert(
      fc.property(anyLog, (text) => {
        expect(verifyLog(left(text))).toMatchObject({ problems: [], isTorn: false });
      }),
    );
  });

  test('any change of any one byte is told', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, at, flip) => {
        const bytes = bytesOf(text);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        expect(verifyLog({ ...left(text), ...seen(bytes) }).problems).not.toEqual([]);
      }),
    );
  });

  test('any bytes taken out, wherever they stood, are told', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.integer({ min: 1, max: 400 }), (text, at, count) => {
        const bytes = [...bytesOf(text)];
        bytes.splice(at % bytes.length, count);
        expect(verifyLog({ ...left(text), ...seen(new Uint8Array(bytes)) }).problems).not.toEqual([]);
      }),
    );
  });

  test('any bytes put in before the end are told', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 }), (text, at, more) => {
        const bytes = [...bytesOf(text)];
        bytes.splice(at % bytes.length, 0, ...more);
        expect(verifyLog({ ...left(text), ...seen(new Uint8Array(bytes)) }).problems).not.toEqual([]);
      }),
    );
  });

  test('any other order of the lines is told', () => {
    const inOrder = [1, 2, 3, 4, 5, 6];
    const text = numberedLog(6);
    const lines = text.split('\n');
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrder, { minLength: 1 }), (order) => {
        fc.pre(order.join() !== inOrder.join());
        const moved = order.map((line) => `${lines[line - 1]}\n`).join('');
        expect(verifyLog({ ...left(text), text: moved }).problems).not.toEqual([]);
      }),
    );
  });

  test('a log that ends earlier than it did is told, at every byte', () => {
    const text = numberedLog(3);
    for (let length = 0; length < text.length; length += 1) {
      const { problems } = verifyLog({ ...left(text), text: text.slice(0, length) });
      expect(problems.map(({ problem }) => problem).join()).toMatch(
        /but the file beside the log knows entry 3: its end was cut off\.$/,
      );
    }
  });
});

describe('what others know of a log', () => {
  const text = numberedLog(4);
  const { entries } = readLog(text);
  const third = entries[2] ?? EMPTY_LOG;

  test('is in it, or the log was replaced', () => {
    const record = { by: 'the deploy record', hash: third.hash };
    expect(verifyLog({ ...left(text), known: [record] }).problems).toEqual([]);
    const other = linesOf(entriesOf([{ ...STAMPED, actor: 'mallory' }]));
    expect(verifyLog({ ...left(other), known: [record] }).problems).toEqual([
      {
        line: undefined,
        problem:
          'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
      },
    ]);
  });

  test('stands where they say', () => {
    const { hash } = third;
    const problems = (seq: number) =>
      verifyLog({ ...left(text), known: [{ by: 'the branch of records', seq, hash }] }).problems.map(
        ({ problem }) => problem,
      );
    expect(problems(3)).toEqual([]);
    expect(problems(2)).toEqual([
      'Entry 2 is not the one that the branch of records knows: it was replaced.',
    ]);
    expect(problems(9)).toEqual([
      'The log ends with entry 4, but the branch of records knows entry 9: its end was cut off.',
    ]);
  });

  test('must be there beside a log that has entries', () => {
    expect(verifyLog({ ...left(text), end: 'absent' }).problems).toEqual([
      { line: undefined, problem: 'The file beside the log, which names its last entry, is gone.' },
    ]);
    expect(verifyLog({ ...left(text), end: 'damaged' }).problems).toEqual([
      { line: undefined, problem: 'The file beside the log, which names its last entry, was changed.' },
    ]);
    expect(verifyLog({ text: '', isUtf8: true, end: 'absent', known: [] }).problems).toEqual([]);
  });

  test('may lag behind by what was written when a machine stopped', () => {
    const { seq, hash } = third;
    expect(
      verifyLog({
        ...left(text),
        end: { seq, hash, bytes: bytesOf(text.split('\n').slice(0, 3).join('\n')).length + 1 },
      }).problems,
    ).toEqual([]);
  });
});

describe('from a checkpoint', () => {
  const text = numberedLog(5);
  const lines = text.split('\n');
  const { seq, hash } = readLog(text).entries[2] ?? BEGUN;
  const checkpoint = {
    seq,
    hash,
    bytes: bytesOf(lines.slice(0, 3).join('\n')).length + 1,
    sha256: 'a'.repeat(64),
  };
  const rest = { ...left(text), text: `${lines[3]}\n${lines[4]}\n` };

  test('only what stands behind it is read', () => {
    const verdict = verifyLog({ ...rest, behind: { checkpoint, sha256: checkpoint.sha256 } });
    expect(verdict).toMatchObject({ problems: [], head: { seq: 5 } });
    expect(verdict.reading.entries.map((entry) => entry.seq)).toEqual([4, 5]);
  });

  test('an entry of which only the hash is known may stand before it', () => {
    const known = [{ by: 'the deploy record', hash: readLog(text).entries[0]?.hash ?? '' }];
    expect(verifyLog({ ...rest, known, behind: { checkpoint, sha256: checkpoint.sha256 } }).problems).toEqual(
      [],
    );
  });

  test('a change before it is told by the digest', () => {
    expect(verifyLog({ ...rest, behind: { checkpoint, sha256: 'b'.repeat(64) } }).problems).toEqual([
      { line: undefined, problem: 'The log was changed before entry 4. Verify all of it.' },
    ]);
  });
});

test('a line that was not written to its end is no tampering, and is said', () => {
  const text = numberedLog(3);
  expect(verifyLog({ ...left(text), text: `${text}{"actor":"al` })).toMatchObject({
    problems: [],
    isTorn: true,
  });
});
