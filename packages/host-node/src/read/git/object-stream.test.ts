import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { objectStream, type GitObject } from './object-stream.ts';

const ID = 'a'.repeat(40);

describe('the answers of git cat-file', () => {
  test('are the same however the stream is cut', () => {
    const answer = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.array(answer), fc.array(fc.nat(50)), (answers, cuts) => {
        const stream = Buffer.concat(answers.map((one) => printed(one)));
        expect(heard(cutAt(stream, cuts))).toEqual(answers.map((one) => expected(one)));
      }),
    );
  });

  test('leave out what is longer than the limit and go on behind it', () => {
    const stream = Buffer.concat([printed(Buffer.alloc(100)), printed(Buffer.from('short'))]);
    expect(heard([stream], 99)).toEqual([
      { kind: 'object', id: ID, type: 'blob', size: 100, content: undefined },
      expected(Buffer.from('short')),
    ]);
  });

  test('keep a folder of any length', () => {
    const stream = Buffer.concat([Buffer.from(`${ID} tree 100\n`), Buffer.alloc(101, '\n')]);
    expect(heard([stream], 5)).toMatchObject([{ type: 'tree', content: Buffer.alloc(100, '\n') }]);
  });

  test('may be that a name means several objects', () => {
    expect(heard([Buffer.from('abcd ambiguous\n')])).toEqual([{ kind: 'missing' }]);
  });

  test.each(['usage: git cat-file\n', 'x'.repeat(9000)])('that are none end the reading: %.20s', (words) => {
    const stream = Buffer.concat([Buffer.from(words), printed(Buffer.from('never read'))]);
    expect(heard([stream])).toEqual([{ kind: 'not-understood' }]);
    expect(heard(cutAt(stream, [3, 9]))).toEqual([{ kind: 'not-understood' }]);
  });
});

function heard(chunks: readonly Buffer[], limit = 1000): readonly GitObject[] {
  const read = objectStream(limit);
  return chunks.flatMap((chunk) => read(chunk));
}

function printed(content?: Buffer): Buffer {
  return content === undefined
    ? Buffer.from(`${ID} missing\n`)
    : Buffer.concat([Buffer.from(`${ID} blob ${content.length}\n`), content, Buffer.from('\n')]);
}

function expected(content?: Buffer): GitObject {
  return content === undefined
    ? { kind: 'missing' }
    : { kind: 'object', id: ID, type: 'blob', size: content.length, content };
}

function cutAt(stream: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (const length of lengths) {
    chunks.push(stream.subarray(start, start + length));
    start += length;
  }
  return [...chunks, stream.subarray(start)];
}
