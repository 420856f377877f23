import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
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

import type { RevisionReading } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../testing/temporary-repository.ts';
import { linesByKey, readingIn, readingKey, readingLine } from './reading-lines.ts';
import { createReadingStore } from './reading-store.ts';

function reading(problem: string): RevisionReading {
  return { kind: 'unanalyzable', why: 'not-python', problem, start: 0, end: 3 };
}

function place(): { readonly folder: string; readonly file: string } {
  const folder = path.join(temporaryFolder(), 'cache', 'lockkeeper');
  return { folder, file: path.join(folder, 'readings-e1.jsonl') };
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
    expect(readFileSync(file, 'utf8').split('\n').filter(Boolean)).toHaveLength(2);
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
  it('are passed over, and the whole ones beside them count', async () => {
    const { folder, file } = place();
    await keep(folder, ['a', 'b', 'c']);
    const lines = readFileSync(file, 'utf8').split('\n');
    const broken = lines.map((line, index) => (index === 2 ? line.replace('"start":0', '"start":1') : line));
    writeFileSync(file, broken.join('\n'));
    expect(found(folder, ['a', 'b', 'c'])).toEqual([true, false, true]);
  });

  it('do not spoil what is written after a line that was cut off', async () => {
    const { folder, file } = place();
    await keep(folder, ['a']);
    writeFileSync(file, readFileSync(file, 'utf8').trim().slice(0, -5));
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

  it('never come out as another reading, wherever a character changes', () => {
    const line = readingLine(readingKey('a'), reading('a'));
    fc.assert(
      fc.property(fc.nat({ max: line.length - 1 }), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
        const changed = line.slice(0, at) + put + line.slice(at + 1);
        expect(readingIn(changed)).toEqual(changed === line ? reading('a') : undefined);
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

describe('The size of what is kept', () => {
  it('has a limit, behind which the newest half stays', async () => {
    const { folder, file } = place();
    const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`);
    await keep(folder, texts.slice(0, 20), 1_000_000);
    const size = statSync(file).size;
    await keep(folder, texts.slice(20), size);
    expect(statSync(file).size).toBeLessThanOrEqual(size);
    expect(found(folder, [texts[0] ?? '', texts[39] ?? ''])).toEqual([false, true]);
    expect(readdirSync(folder)).toEqual(['readings-e1.jsonl']);
  });

  it('does not grow by engines that nobody runs any more', async () => {
    const { folder } = place();
    mkdirSync(folder, { recursive: true });
    for (const [name, days] of [
      ['readings-old.jsonl', 15],
      ['readings-new.jsonl', 13],
      ['notes.txt', 100],
    ] as const) {
      writeFileSync(path.join(folder, name), '');
      const then = Date.now() / 1000 - days * 24 * 60 * 60;
      utimesSync(path.join(folder, name), then, then);
    }
    await keep(folder, ['a']);
    expect(readdirSync(folder).toSorted()).toEqual(['notes.txt', 'readings-e1.jsonl', 'readings-new.jsonl']);
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
    const line = readingLine(readingKey('theirs'), reading('theirs'));
    const script = 'require("fs").appendFileSync(process.argv[1], "\\n" + process.argv[2] + "\\n")';
    execFileSync(process.execPath, ['-e', script, file, line]);
    await afterWriting();
    const own = stores.map((_, index) => `own ${index}`);
    expect(found(folder, ['first', 'shared', 'theirs', ...own])).not.toContain(false);
  });
});

describe('A line', () => {
  it('gives back what it was made of, also behind others of its key', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string())), (kept) => {
        const text = kept.map(([key, problem]) => readingLine(readingKey(key), reading(problem))).join('\n');
        const lines = linesByKey(text);
        for (const [key, problem] of new Map(kept)) {
          expect(readingIn(text.slice(...(lines.get(readingKey(key)) ?? [0, 0])))).toEqual(reading(problem));
        }
      }),
    );
  });

  it('tells texts apart that are the same as UTF-8', () => {
    expect(readingKey('\ud800')).not.toBe(readingKey('\ud801'));
  });

  it('is not in a file that something else was added to', () => {
    const { folder, file } = place();
    mkdirSync(folder, { recursive: true });
    appendFileSync(file, 'x');
    expect(linesByKey(readFileSync(file, 'utf8')).size).toBe(0);
  });
});
