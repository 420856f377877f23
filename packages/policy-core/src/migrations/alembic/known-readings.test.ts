import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { knownReading, recallReadings } from './known-readings.ts';
import { moduleFile, modulesOf } from './revision-modules.ts';
import type { ReadingStore } from '../../parsers/reading-store.ts';

let parsed: string[];
let parsers: Parsers;
beforeAll(async () => {
  const real = await testParsers();
  parsed = [];
  const python = {
    parse: (text: string) => {
      parsed.push(text);
      return real.python.parse(text);
    },
  };
  parsers = { ...real, python };
});

describe('a reading', () => {
  it('is made once for a text', () => {
    const text = revisionText({ upgrade: ["op.drop_table('orders')"] });
    const first = knownReading(parsers, text);
    expect(knownReading(parsers, `${text.slice(0, 5)}${text.slice(5)}`)).toBe(first);
    expect(parsed).toEqual([text]);
  });

  it('belongs to the parsers that made it', async () => {
    const text = 'revision = "a"\n';
    const first = knownReading(parsers, text);
    expect(knownReading({ ...parsers }, text)).not.toBe(first);
    expect(knownReading(parsers, text)).toBe(first);
  });

  it('is kept while others come, and forgotten when nobody asks for it', () => {
    const [asked, forgotten] = ['revision = "asked"\n', 'revision = "forgotten"\n'];
    const first = knownReading(parsers, asked);
    const old = knownReading(parsers, forgotten);
    for (let index = 0; index < 45_000; index += 1) {
      knownReading(parsers, `#${index}`);
      if (index % 1000 === 0) expect(knownReading(parsers, asked)).toBe(first);
    }
    expect(knownReading(parsers, forgotten)).not.toBe(old);
  });

  it('is taken from an earlier run where the host kept it, and then nothing is parsed', () => {
    const text = 'revision = "kept"\n';
    const kept = knownReading({ ...parsers }, text);
    parsed.length = 0;
    const readings = { get: () => kept, set: () => expect.unreachable('it is kept already') };
    expect(knownReading({ ...parsers, readings }, text)).toBe(kept);
    expect(parsed).toEqual([]);
  });

  it('is taken from an earlier run beforehand, and what was not kept is read when it is asked for', () => {
    const [text, other] = ['revision = "early"\n', 'revision = "later"\n'];
    const kept = knownReading({ ...parsers }, text);
    const asked: string[] = [];
    const get = (wanted: string) => {
      asked.push(wanted);
      return wanted === text ? kept : undefined;
    };
    const withStore = { ...parsers, readings: { get, set: () => {} } };
    recallReadings(withStore, [text, other]);
    expect(asked).toEqual([text, other]);
    parsed.length = 0;
    expect(knownReading(withStore, text)).toBe(kept);
    expect(asked).toHaveLength(2);
    expect(parsed).toEqual([]);
    expect(knownReading(withStore, other)).toMatchObject({ kind: 'revision' });
    expect(parsed).toEqual([other]);
  });

  it('is not there beforehand where the host keeps none', () => {
    const text = 'revision = "nowhere"\n';
    recallReadings(parsers, [text]);
    parsed.length = 0;
    knownReading(parsers, text);
    expect(parsed).toEqual([text]);
  });

  it('is handed to the host to keep, once', () => {
    const text = 'revision = "new"\n';
    const asked: string[] = [];
    const told: unknown[] = [];
    const readings: ReadingStore = {
      get: (wanted) => void asked.push(wanted),
      set: (...kept) => void told.push(kept),
    };
    const withStore = { ...parsers, readings };
    const reading = knownReading(withStore, text);
    expect(knownReading(withStore, text)).toBe(reading);
    expect(asked).toEqual([text]);
    expect(told).toEqual([[text, reading]]);
  });

  it('is another one as soon as a module that it imports is', () => {
    const text = 'from app.a import f\ndef upgrade():\n    f()\n';
    const reading = (module: string) => {
      const file = moduleFile('app/a.py', module);
      const places = { path: 'v/a.py', roots: [''] };
      return knownReading(
        parsers,
        text,
        modulesOf(text, places, (path) => (path === file.path ? file : undefined)),
      );
    };
    const first = reading('def f():\n    op.drop_table("a")\n');
    expect(reading('def f():\n    op.drop_table("a")\n')).toBe(first);
    expect(reading('def f():\n    op.drop_table("b")\n')).not.toEqual(first);
    expect(knownReading(parsers, text)).not.toEqual(first);
  });
});
