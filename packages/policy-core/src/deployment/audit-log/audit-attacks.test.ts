import { describe, expect, test } from 'vitest';

import { canonicalJson } from '../../model/canonical-json.ts';
import { entriesOf, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { endText, readEnd, type LogEnd } from './log-end.ts';
import { EMPTY_LOG, entryAfter, entryLine, hashOf, type LogEntry, type LogEvent } from './log-entry.ts';
import { planAppend } from './plan-append.ts';
import { readLog } from './read-log.ts';
import { verifyLog, type LogToVerify } from './verify-log.ts';

// What somebody who may write in the repository could try, so that something was not done, was done by
// another, or went well. Each attack is one that leaves files which look right.

const PROOF = { commit: 'a'.repeat(40), revisions: ['8f0c'], database: 'scratch' };
const EVENTS: readonly LogEvent[] = [
  { ...STAMPED, event: 'proof.intent', data: PROOF },
  { ...STAMPED, event: 'proof.failed', data: { ...PROOF, intent: 1 } },
  { ...STAMPED, event: 'proof.intent', data: PROOF },
  { ...STAMPED, event: 'proof.done', data: { ...PROOF, intent: 3 } },
];
const ENTRIES = entriesOf(EVENTS);
const LOG = linesOf(ENTRIES);
const RECORDED = { by: 'the deploy record', hash: ENTRIES[3]?.hash ?? '' };

function endOf(text: string): LogEnd {
  const { seq, hash } = readLog(text).head;
  return { seq, hash, bytes: text.length };
}

/** What is said of a log in which the deploy record still names the fourth entry. */
function saidOf(text: string, more: Partial<LogToVerify> = {}): readonly string[] {
  const seen = { text, isUtf8: true, end: endOf(LOG), known: [RECORDED], ...more };
  return verifyLog(seen).problems.map(({ problem }) => problem);
}

/** An entry as a forger makes it, who knows how hashes are made. */
function forged(
  entry: LogEntry,
  change: Partial<LogEntry> & { readonly prev?: string; readonly seq?: number },
) {
  const { hash: own, ...rest } = { ...entry, ...change };
  const { prev, sig: _, ...body } = rest;
  expect(own).toBe(entry.hash);
  return { ...rest, hash: hashOf(prev, canonicalJson(body)) };
}

function lineOf(index: number): string {
  const entry = ENTRIES[index];
  if (entry === undefined) throw new Error(`There is no entry ${index + 1}.`);
  return entryLine(entry);
}

describe('the log that nobody attacked', () => {
  test('is in order', () => {
    expect(saidOf(LOG)).toEqual([]);
  });
});

describe('a failed proof is made a good one', () => {
  const [first, second, third, fourth] = ENTRIES;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('The log of this test has four entries.');

  test('by changing the word', () => {
    expect(saidOf(LOG.replace('proof.failed', 'proof.done'))).toEqual([
      'The line, which should be entry 2, was changed after it was written.',
    ]);
  });

  test('by changing the word and making the hash of the entry anew', () => {
    const text = linesOf([first, forged(second, { event: 'proof.done' }), third, fourth]);
    expect(saidOf(text)).toEqual(['Entry 3 was written after another entry 2 than the one there.']);
  });

  test('by making every hash from there on anew', () => {
    const done = forged(second, { event: 'proof.done' });
    const next = forged(third, { prev: done.hash });
    const last = forged(fourth, { prev: next.hash });
    const text = linesOf([first, done, next, last]);
    expect(readLog(text).problems).toEqual([]);
    expect(saidOf(text)).toEqual([
      'Entry 4 is not the one that the file beside the log knows: it was replaced.',
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
    expect(saidOf(text, { end: endOf(text) })).toEqual([
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by taking it out and numbering the others anew', () => {
    const next = forged(third, { prev: first.hash, seq: 2 });
    const last = forged(fourth, { prev: next.hash, seq: 3 });
    const text = linesOf([first, next, last]);
    expect(readLog(text).problems).toEqual([]);
    expect(saidOf(text)).toEqual([
      'The log ends with entry 3, but the file beside the log knows entry 4: its end was cut off.',
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by taking it out alone', () => {
    expect(saidOf(lineOf(0) + lineOf(2) + lineOf(3))).toEqual(['Entry 2 is missing before entry 3.']);
  });

  test('by writing a second entry of the same number behind it', () => {
    const twin = forged(second, { event: 'proof.done' });
    const text = linesOf([first, second]) + entryLine(twin) + linesOf([third, fourth]);
    expect(saidOf(text)).toEqual(['Entry 2 is out of place: entry 3 belongs here.']);
  });

  test('by a key that stands twice, of which readers may take either', () => {
    const text = LOG.replace('"event":"proof.failed"', '"event":"proof.done","event":"proof.failed"');
    expect(saidOf(text)).toEqual([
      'The line, which should be entry 2, cannot be read: it is not written as a log writes its entries.',
    ]);
  });
});

describe('a deploy is hidden', () => {
  test('by cutting the log off before it', () => {
    expect(saidOf(lineOf(0) + lineOf(1))).toEqual([
      'The log ends with entry 2, but the file beside the log knows entry 4: its end was cut off.',
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by cutting the log off in the middle of it, as if a machine had stopped', () => {
    const text = LOG.slice(0, -30);
    expect(readLog(text).problems).toEqual([]);
    expect(saidOf(text)).toContain(
      'The log ends with entry 3, but the file beside the log knows entry 4: its end was cut off.',
    );
    const { seq, hash, bytes } = endOf(LOG);
    const tail = { text: '', wholeBytes: text.lastIndexOf('\n') + 1 };
    expect(planAppend({ end: { seq, hash, bytes }, ...tail }).kind).toBe('refuse');
  });

  test('by cutting off the log and turning back the file beside it', () => {
    const text = lineOf(0) + lineOf(1);
    expect(saidOf(text, { end: endOf(text) })).toEqual([
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by deleting the file beside the log, and then the end', () => {
    expect(saidOf(lineOf(0), { end: 'absent' })).toEqual([
      'The file beside the log, which names its last entry, is gone.',
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by deleting the log', () => {
    expect(saidOf('')).toEqual([
      'The log ends with entry 0, but the file beside the log knows entry 4: its end was cut off.',
      'The log does not hold the entry that the deploy record names: its end was cut off, or the log was replaced.',
    ]);
  });

  test('by giving out the file beside the log of another log', () => {
    const other = linesOf(entriesOf([STAMPED, STAMPED, STAMPED, STAMPED]));
    expect(saidOf(LOG, { end: endOf(other) })).toEqual([
      'Entry 4 is not the one that the file beside the log knows: it was replaced.',
    ]);
  });

  test('by writing another number into the file beside the log', () => {
    const text = endText(endOf(LOG)).replace('"seq":4', '"seq":2');
    expect(readEnd(text)).toBeUndefined();
    expect(saidOf(LOG, { end: 'damaged' })).toEqual([
      'The file beside the log, which names its last entry, was changed.',
    ]);
  });
});

describe('a reader is led astray', () => {
  test.each([
    ['by an empty line', `${lineOf(0)}\n${lineOf(1)}${lineOf(2)}${lineOf(3)}`],
    ['by a byte order mark', `\uFEFF${LOG}`],
    ['by line ends of Windows', LOG.replaceAll('\n', '\r\n')],
    ['by a blank behind a line', LOG.replace('}\n', '} \n')],
    ['by another spelling of a letter', LOG.replace('alice', '\\u0061lice')],
    ['by another spelling of a number', LOG.replace('"seq":4', '"seq":4.0')],
    [
      'by another order of keys',
      LOG.replace('{"actor":"alice",', '{').replace('"data"', '"actor":"alice","data"'),
    ],
    ['by a zero byte', LOG.replace('alice', 'ali\0ce')],
    ['by a line that says nothing', `${LOG}null\n`],
    ['by a comment', `# the log\n${LOG}`],
  ])('%s', (_, text) => {
    const isUnchanged = text === LOG;
    expect(saidOf(text).length > 0 || isUnchanged).toBe(true);
  });

  test('by bytes that are no text', () => {
    expect(saidOf(LOG, { isUtf8: false })).toEqual(['The log is not UTF-8.']);
  });

  test('by an entry that carries the hash and the place of another one inside', () => {
    const inner = ENTRIES[0];
    const data = { revision: JSON.stringify({ hash: inner?.hash, prev: inner?.prev, seq: 1 }) };
    const own = entriesOf([...EVENTS, { ...STAMPED, data }]);
    expect(readLog(linesOf(own))).toMatchObject({ problems: [], head: { seq: 5 } });
    const text = linesOf(own).replace(String.raw`\"seq\":1}`, String.raw`\"seq\":2}`);
    expect(text).not.toBe(linesOf(own));
    expect(readLog(text).problems).toEqual([
      { line: 5, problem: 'The line, which should be entry 5, was changed after it was written.' },
    ]);
  });

  test('by an entry that begins a log of its own in the middle', () => {
    const text = LOG + entryLine(entryAfter(EMPTY_LOG, STAMPED));
    expect(saidOf(text)).toEqual(['Entry 1 is out of place: entry 5 belongs here.']);
  });
});

describe('a writer is led astray', () => {
  const { seq, hash, bytes } = endOf(LOG);
  const seenBehind = (text: string) => ({ end: { seq, hash, bytes }, text, wholeBytes: bytes + text.length });

  test('by entries that nobody acknowledged, and that fit: they count, and the next one follows them', () => {
    const entry = entryAfter({ seq, hash }, STAMPED);
    expect(planAppend(seenBehind(entryLine(entry)))).toEqual({
      kind: 'append',
      head: { seq: 5, hash: entry.hash },
    });
  });

  test('by entries that do not fit: nothing is added', () => {
    const stray = entryLine(entryAfter(EMPTY_LOG, STAMPED));
    expect(planAppend(seenBehind(stray))).toEqual({
      kind: 'refuse',
      problems: [{ line: 5, problem: 'Entry 1 is out of place: entry 5 belongs here.' }],
    });
  });

  test('by a line without an end that is a whole entry of another place: it is put aside and not taken', () => {
    const stray = entryLine(entryAfter(EMPTY_LOG, STAMPED)).slice(0, -1);
    expect(planAppend({ ...seenBehind(stray), wholeBytes: bytes })).toMatchObject({ kind: 'cut', bytes });
  });
});
