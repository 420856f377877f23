import process from 'node:process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePylock } from '../../packages/policy-core/src/dependencies/requirements/parse-pylock.ts';
import { readTomlTree } from '../../packages/policy-core/src/model/toml-tree.ts';
import { generatedLock } from './generated-locks.ts';
import { askPython } from './python-toml.ts';
import type { TomlValue } from '../../packages/policy-core/src/model/toml-value.ts';

const COUNT = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 40_000 : 3000;
const texts = fc.sample(generatedLock, COUNT);
const verdicts = askPython(texts);

describe.skipIf(verdicts === undefined)('the TOML that Python reads', () => {
  const judged = texts.map((text, index) => ({ text, verdict: verdicts?.[index] }));

  it('is TOML to us and to it, or to neither', () => {
    const different = judged.filter(
      ({ text, verdict }) => (readTomlTree(text).kind === 'table') !== verdict?.isToml,
    );
    expect(different.map(({ text }) => text)).toEqual([]);
  });

  it('has the same keys, texts and lists', () => {
    const values = judged.map(({ text }) => valueOf(text));
    expect(values).toEqual(judged.map(({ verdict }) => verdict?.value));
  });

  it('is refused as a lock by us and by packaging, where this one knows locks', () => {
    const different = judged.filter(
      ({ text, verdict }) => typeof verdict?.isLock === 'boolean' && isLock(text) !== verdict.isLock,
    );
    expect(different.map(({ text }) => text)).toEqual([]);
  });
});

function valueOf(text: string): unknown {
  const reading = readTomlTree(text);
  return reading.kind === 'table' ? plain(reading.root) : undefined;
}

function isLock(text: string): boolean {
  return parsePylock(text).problems.every(({ kind }) => kind === 'note');
}

function plain(value: TomlValue): unknown {
  switch (value.kind) {
    case 'table':
      return Object.fromEntries(Array.from(value.entries, ([key, entry]) => [key, plain(entry.value)]));
    case 'array':
      return value.items.map(plain);
    case 'text':
    case 'boolean':
      return value.value;
    default:
      return null;
  }
}
