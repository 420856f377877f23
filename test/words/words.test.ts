import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { allRules } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { ruleFile } from '../../tools/rule-files.mjs';
import { textsPage, wordsPage } from '../../tools/words/page.mjs';
import { PACKAGE_NAMES, productFiles, ROOT } from '../architecture/source-files.ts';
import { bannedIn, countWords, sentencesOf } from './sentences.ts';

const MOST_WORDS = 12;

/** Where words are banned and not all are gone: what is left may only get fewer. */
const MOST_BANNED: Readonly<Record<string, number>> = {
  'test/cli/golden': 0,
  docs: 0,
  'docs/rules': 0,
  'packages/extension': 0,
  'packages/extension/walkthrough': 0,
};

interface Example {
  readonly rule: string;
  readonly message_id: string;
  readonly message: string;
  readonly sentence: string;
}

const table = readFileSync(path.join(ROOT, 'test/messages/messages.jsonl'), 'utf8');
const examples: readonly Example[] = table
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('a message', () => {
  test(`says what is wrong in at most ${MOST_WORDS} words`, () => {
    const long = examples.filter(({ sentence }) => countWords(sentencesOf(sentence)[0] ?? '') > MOST_WORDS);
    expect(long.map(({ sentence }) => sentence)).toEqual([]);
  });

  test('has at most two sentences', () => {
    const long = examples.filter(({ message }) => sentencesOf(message).length > 2);
    expect(long.map(({ message }) => message)).toEqual([]);
  });

  test('has no word that reads as translated', () => {
    expect(examples.filter(({ message }) => bannedIn(message).length > 0)).toEqual([]);
  });
});

describe('a summary', () => {
  test.each(allRules)('of $id is an instruction of few words', ({ summary }) => {
    expect(sentencesOf(summary)).toHaveLength(1);
    expect(countWords(summary)).toBeLessThanOrEqual(MOST_WORDS);
    expect(summary).not.toMatch(/^(?:An?|The|No|Nothing|Every|What|Where|How)\b/);
    expect(bannedIn(summary)).toEqual([]);
  });
});

test.each(allRules)('the page of $id has no word that reads as translated', ({ id }) => {
  expect(bannedIn(readFileSync(path.join(ROOT, ruleFile(id, '.md')), 'utf8'))).toEqual([]);
});

describe('other texts', () => {
  test.each(Object.entries(MOST_BANNED))('of %s have no more banned words than they had', (folder, most) => {
    const found = readdirSync(path.join(ROOT, folder))
      .filter((name) => /\.(?:md|txt)$/.test(name))
      .flatMap((name) =>
        bannedIn(readFileSync(path.join(ROOT, folder, name), 'utf8')).map((words) => `${name}: ${words}`),
      );
    expect(found.length, `the ratchet may only fall:\n${found.join('\n')}`).toBeLessThanOrEqual(most);
  });
});

test('names of files that one project has are those of its preset, and nobody else is told of them', () => {
  const names = /LAST_PROD_DEPLOY|stamp_prod_baseline|backend_integrity_guard/;
  const files = PACKAGE_NAMES.flatMap(productFiles).filter(({ text }) => names.test(text));
  expect(files.map(({ file }) => file)).toEqual(['policy-core/src/policy/presets/mayassistant.ts']);
  const pages = allRules.filter(({ id }) =>
    names.test(readFileSync(path.join(ROOT, ruleFile(id, '.md')), 'utf8')),
  );
  expect(pages.map(({ id }) => id)).toEqual([]);
});

test('the page of messages before and after is what `node tools/words/main.mjs` writes', () => {
  const before = readFileSync(path.join(ROOT, 'docs/evidence/words.jsonl'), 'utf8');
  expect(wordsPage(before, table)).toBe(readFileSync(path.join(ROOT, 'docs/evidence/words.md'), 'utf8'));
});

test('the page of other texts is what it writes, and every text after is still in its file', () => {
  const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
  expect(textsPage(read('docs/evidence/texts.jsonl'), read)).toBe(read('docs/evidence/texts.md'));
});

test('the law counts names, code and keywords as one word each, and knows where a sentence ends', () => {
  expect(countWords('This takes ACCESS EXCLUSIVE on `a b`: "c d" in docs/e f.md.')).toBe(9);
  expect(sentencesOf('a.b is not in c. Add it, e.g. here. `d` too.')).toEqual([
    'a.b is not in c.',
    'Add it, e.g. here.',
    '`d` too.',
  ]);
  expect(bannedIn('What stands here is told. No outstanding: What')).toEqual(['What', 'stands', 'is told']);
});
