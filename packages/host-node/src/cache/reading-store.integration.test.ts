import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate as afterWriting } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { RevisionReading } from '../../../policy-core/src/migrations/alembic/revision-reading.ts';
import { temporaryFolder } from '../testing/temporary-repository.ts';
import { blockOf, readingKey } from './reading-blocks.ts';
import { createReadingStore } from './reading-store.ts';

function reading(problem: string): RevisionReading {
  return { kind: 'unanalyzable', why: 'not-python', problem, start: 0, end: 3 };
}

function place(): { readonly folder: string; readonly file: string } {
  const folder = path.join(temporaryFolder(), 'cache', 'lockkeeper');
  return { folder, file: path.join(folder, 'readings-e1') };
}

/** Keeps these texts, each with itself as its problem. */
async function keep(folder: string, texts: readonly string[], limit?: number): Promise<void> {
  const store = createReadingStore({ folder, engine: 'e1', ...(limit !== undefined && { limit }) });
  for (const text of texts) store.set(text, reading(text));
  await afterWriting();
}

function found(folder: string, texts: readonly string[], engine = 'e1'): readonly boolean[] {
  const store = createReadingStore({ folder, engine });
  return texts.map((text) => {
    const kept = store.get(text);
    if (kept !== undefined) expect(kept).toEqual(reading(text));
    return kept !== undefined;
  });
}

describe('Readings that are kept', () => {
  it('are there in the next run, and those of other texts are not', async () => {
    const { folder } = place();
    await keep(folder, ['a', 'b']);
    await keep(folder, ['c']);
    expect(found(folder, ['a', 'b', 'c', 'd', 'a '])).toEqual([true, true, true, false, false]);
  });

  it('are those of the same engine only', async () => {
    const { folder } = place();
    await keep(folder, ['a']);
    expect(found(folder, ['a'], 'e2')).toEqual([false]);
  });

  it('are written when all of a run is read, and not before', async () => {
    const { folder, file } = place();
    const store = createReadingStore({ folder, engine: 'e1' });
    store.set('a', reading('a'));
    store.set('b', reading('b'));
    expect(existsSync(folder)).toBe(false);
    await afterWriting();
    expect(readFileSync(file, 'utf8')).toMatch(/^\nreadings 2 /);
  });

  it('are written block by block where there are many, so that a run that is ended leaves something behind', async () => {
    const { folder, file } = place();
    const store = createReadingStore({ folder, engine: 'e1' });
    const texts = Array.from({ length: 600 }, (_, number) => `text ${number}`);
    for (const text of texts) store.set(text, reading(text));
    const blocks = () =>
      [...readFileSync(file, 'utf8').matchAll(/^readings (\d+) /gm)].map(([, count]) => count);
    expect(blocks()).toEqual(['250', '250']);
    await afterWriting();
    expect(blocks()).toEqual(['250', '250', '100']);
    expect(found(folder, texts).every(Boolean)).toBe(true);
  });

  it('make no folder as long as nothing is kept', () => {
    const { folder } = place();
    expect(found(folder, ['a'])).toEqual([false]);
    expect(existsSync(folder)).toBe(false);
  });

  it('are for nobody else to read, where a system knows of others', async () => {
    const { folder, file } = place();
    await keep(folder, ['a']);
    const others = process.platform === 'win32' ? 0 : 0o077;
    expect(statSync(folder).mode & others).toBe(0);
    expect(statSync(file).mode & others).toBe(0);
  });

  it('do not hold the text that was read', async () => {
    const { folder, file } = place();
    const store = createReadingStore({ folder, engine: 'e1' });
    store.set('# a comment of theirs\n', reading('it is empty'));
    await afterWriting();
    expect(readFileSync(file, 'utf8')).not.toContain('comment');
  });
});

describe('Damaged readings', () => {
  it('are passed over with what was written together with them, and all others count', async () => {
    const { folder, file } = place();
    await keep(folder, ['a', 'b']);
    await keep(folder, ['c']);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('not-python', 'not-pythom'));
    expect(found(folder, ['a', 'b', 'c'])).toEqual([false, false, true]);
    await keep(folder, ['a']);
    expect(found(folder, ['a', 'b', 'c'])).toEqual([true, false, true]);
  });

  it('do not spoil what is written after a block that was cut off', async () => {
    const { folder, file } = place();
    await keep(folder, ['a']);
    writeFileSync(file, readFileSync(file, 'utf8').trimEnd().slice(0, -5));
    await keep(folder, ['b']);
    expect(found(folder, ['a', 'b'])).toEqual([false, true]);
  });

  it.each(['', '\n\n', 'no readings at all', '\0'.repeat(500), '{}\n[]\n', '0'.repeat(90)])(
    'are none in %j',
    async (text) => {
      const { folder, file } = place();
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
      expect(found(folder, ['a'])).toEqual([false]);
      await keep(folder, ['a']);
      expect(found(folder, ['a'])).toEqual([true]);
    },
  );

  it('never come out as another reading, wherever a byte changes', async () => {
    const { folder, file } = place();
    await keep(folder, ['a', 'b']);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.uint8Array({ maxLength: 3 }), (at, put) => {
        const changed = Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + 1)]);
        writeFileSync(file, changed);
        const isSame = changed.equals(whole);
        // `found` compares what comes out with what was kept.
        expect(found(folder, ['a', 'b'])).toEqual([isSame, isSame]);
      }),
    );
  });
});

describe('A place that cannot be used', () => {
  it('means that nothing is kept, and nothing else', async () => {
    const { folder } = place();
    mkdirSync(path.dirname(folder), { recursive: true });
    writeFileSync(folder, 'a file in its place');
    await keep(folder, ['a']);
    expect(found(folder, ['a'])).toEqual([false]);
  });

  it('may be a file that cannot be written', async () => {
    const { folder, file } = place();
    mkdirSync(file, { recursive: true });
    await keep(folder, ['a']);
    expect(found(folder, ['a'])).toEqual([false]);
  });
});

describe('A text with broken characters', () => {
  it('is read anew each time, as it is the same as others where it is kept', async () => {
    const { folder } = place();
    await keep(folder, ['\ud800', 'a']);
    expect(found(folder, ['\ud800', '\ud801', '\ufffd', 'a'])).toEqual([false, false, false, true]);
  });
});

describe('The size of what is kept', () => {
  it('has a limit, behind which the newest half stays', async () => {
    const { folder, file } = place();
    const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`);
    for (const text of texts.slice(0, 20)) await keep(folder, [text], 1_000_000);
    const size = statSync(file).size;
    for (const text of texts.slice(20)) await keep(folder, [text], size);
    expect(statSync(file).size).toBeLessThanOrEqual(size);
    expect(found(folder, [texts[0] ?? '', texts[39] ?? ''])).toEqual([false, true]);
    expect(readdirSync(folder)).toEqual(['readings-e1']);
  });

  it('is halved within what one run wrote', async () => {
    const { folder, file } = place();
    const texts = Array.from({ length: 2000 }, (_, index) => `text ${index}`);
    await keep(folder, texts, 1_000_000);
    const size = statSync(file).size;
    await keep(folder, ['one more'], size);
    expect(statSync(file).size).toBeGreaterThan(size / 3);
    expect(found(folder, ['text 0', 'text 1999', 'one more'])).toEqual([false, true, true]);
  });

  it('does not grow by engines that nobody runs any more', async () => {
    const { folder } = place();
    mkdirSync(folder, { recursive: true });
    for (const [name, days] of [
      ['readings-old', 15],
      ['readings-new', 13],
      ['notes.txt', 100],
    ] as const) {
      writeFileSync(path.join(folder, name), '');
      const then = Date.now() / 1000 - days * 24 * 60 * 60;
      utimesSync(path.join(folder, name), then, then);
    }
    await keep(folder, ['a']);
    expect(readdirSync(folder).toSorted()).toEqual(['notes.txt', 'readings-e1', 'readings-new']);
  });
});

describe('Several programs at a time', () => {
  it('add to one file without spoiling it', async () => {
    const { folder, file } = place();
    await keep(folder, ['first']);
    const stores = Array.from({ length: 5 }, () => createReadingStore({ folder, engine: 'e1' }));
    stores.forEach((store, index) => {
      store.set(`own ${index}`, reading(`own ${index}`));
      store.set('shared', reading('shared'));
    });
    // Somebody else writes in between, from a process of its own.
    const theirs = blockOf([[readingKey('theirs') ?? '', reading('theirs')]]).toString('base64');
    const script = 'require("fs").appendFileSync(process.argv[1], Buffer.from(process.argv[2], "base64"))';
    execFileSync(process.execPath, ['-e', script, file, theirs]);
    await afterWriting();
    const own = stores.map((_, index) => `own ${index}`);
    expect(found(folder, ['first', 'shared', 'theirs', ...own])).not.toContain(false);
  });
});
