import { Readable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { inputText } from './input-text.ts';

const LIMITS = { maxBytes: 10 * 1024 * 1024, withinMs: 5_000 };

describe('standard input', () => {
  test('is one text, also where a letter was cut in two on the way', async () => {
    const bytes = Buffer.from('naïve');
    const stdin = Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]);
    expect(await inputText(stdin, LIMITS)).toBe('naïve');
    expect(await inputText(Readable.from([]), LIMITS)).toBe('');
  });

  test('is refused when it is too long, and the rest is not waited for', async () => {
    const endless = new Readable({ read: () => undefined });
    endless.push(Buffer.alloc(2 * 1024 * 1024));
    const limits = { ...LIMITS, maxBytes: 1024 * 1024 };
    await expect(inputText(endless, limits)).rejects.toThrow('Standard input is longer than 1 MB.');
    expect(endless.destroyed).toBe(true);
  });

  test('is refused when it does not end', async () => {
    const silent = new Readable({ read: () => undefined });
    await expect(inputText(silent, { ...LIMITS, withinMs: 20 })).rejects.toThrow(
      'did not end within 0.02 s.',
    );
  });

  test('is refused when it breaks or is no text', async () => {
    const broken = new Readable({ read: () => undefined });
    const answer = inputText(broken, LIMITS);
    broken.destroy(new Error('EIO'));
    await expect(answer).rejects.toThrow('Standard input cannot be read: EIO.');
    await expect(inputText(Readable.from([Buffer.from([0xff])]), LIMITS)).rejects.toThrow('is not UTF-8');
  });
});
