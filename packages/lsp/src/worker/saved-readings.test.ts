import type { Parsers, ReadingStore } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import type { OpenDocument } from './overlay.ts';
import { cacheOnlySaved } from './saved-readings.ts';

type KeptReading = Parameters<ReadingStore['set']>[1];

const READING: KeptReading = { kind: 'unanalyzable' };

function store() {
  const kept = new Map<string, KeptReading>();
  const readings = {
    get: (key: string) => kept.get(key),
    set: (key: string, reading: KeptReading) => void kept.set(key, reading),
  };
  return { kept, readings };
}

function parsersWith(readings: Parsers['readings']): Parsers {
  const unasked = () => {
    throw new Error('Nothing is parsed here.');
  };
  return { sql: { parse: unasked }, python: { parse: unasked }, ...(readings && { readings }) };
}

function documents(...texts: readonly string[]): Map<string, OpenDocument> {
  return new Map(
    texts.map((text, index) => [`file:///${index}`, { uri: `file:///${index}`, version: 1, text }]),
  );
}

test('what was read of saved files is kept, and told again', () => {
  const { kept, readings } = store();
  const parsers = cacheOnlySaved(parsersWith(readings), documents('revision = "b2"'));
  parsers.readings?.set('revision = "a1"', READING);
  expect([...kept.keys()]).toEqual(['revision = "a1"']);
  expect(parsers.readings?.get('revision = "a1"')).toBe(READING);
});

test('what is open is not kept: neither its text alone, nor with what else decides its reading', () => {
  const { kept, readings } = store();
  const parsers = cacheOnlySaved(parsersWith(readings), documents('SELECT 1', 'revision = "b2"'));
  parsers.readings?.set('revision = "b2"', READING);
  parsers.readings?.set('revision = "b2"\0models.py', READING);
  parsers.readings?.set('\0sql\0SELECT 1', READING);
  expect([...kept.keys()]).toEqual([]);
});

test('an open document without text stands in the way of nothing', () => {
  const { kept, readings } = store();
  cacheOnlySaved(parsersWith(readings), documents('')).readings?.set('revision = "a1"', READING);
  expect(kept.size).toBe(1);
});

test('follows what is opened and closed', () => {
  const { kept, readings } = store();
  const open = documents('revision = "b2"');
  const parsers = cacheOnlySaved(parsersWith(readings), open);
  open.clear();
  parsers.readings?.set('revision = "b2"', READING);
  expect(kept.size).toBe(1);
});

test('parsers that keep nothing stay as they are', () => {
  const parsers = parsersWith(undefined);
  expect(cacheOnlySaved(parsers, documents())).toBe(parsers);
});
