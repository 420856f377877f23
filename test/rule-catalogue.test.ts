import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { allRules, type Finding, type Report } from '@lockkeeper/policy-core';

import { ALWAYS_ON } from '../packages/policy-core/src/policy/always-on.ts';
import { WAIVER_PLACEHOLDERS } from '../packages/policy-core/src/policy/waiver-placeholders.ts';
import { AREAS, ruleFile } from '../tools/rule-files.mjs';
import { ROOT } from './architecture/source-files.ts';
import { judgeExample } from './rule-pages/judge-example.ts';
import { readRulePage, type Example } from './rule-pages/rule-page.ts';

const SOURCES = path.join(ROOT, 'packages/policy-core/src');
const SECTIONS = ['Why', 'Examples', 'How to fix', 'Options', 'When to turn it off'];
const READING = 'readers find the same things in the same place';
/** Where a rule sees less than people might think, its page says so, last. */
const LIMITS = 'Known limits';

describe('the registry', () => {
  const ids = allRules.map(({ id }) => id);

  test('names each rule once, in a known area', () => {
    expect(new Set(ids).size, 'an id exists once').toBe(ids.length);
    expect(
      ids.filter((id) => !AREAS.includes(id.split('/')[0] ?? '')),
      `areas are ${AREAS.join(', ')}`,
    ).toEqual([]);
  });

  test('lists every rule there is a file for', () => {
    const pages = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => path.posix.join('packages/policy-core/src', file.replaceAll('\\', '/')));
    expect(pages.sort(), 'a rule nobody registered never runs').toEqual(
      ids.map((id) => ruleFile(id, '.md')).toSorted(),
    );
  });
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  const page = pageOf(id);

  test('lives in the file its id names, beside its test and its page', () => {
    const siblings = [ruleFile(id, '.ts'), ruleFile(id, '.test.ts'), ruleFile(id, '.md')];
    const missing = siblings.filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing, 'a rule is three siblings: `pnpm new-rule` writes all of them').toEqual([]);
  });

  test('has a page that opens with its summary and keeps the agreed sections', () => {
    expect(page.title).toBe(id);
    expect(page.summary, 'the first sentence of the page is the summary of the rule').toBe(
      rule.summary.replaceAll('`', ''),
    );
    expect(page.sections.at(-1) === LIMITS ? page.sections.slice(0, -1) : page.sections, READING).toEqual(
      SECTIONS,
    );
  });

  test('shows what breaks it and what keeps it', () => {
    const verdicts = page.examples.map(({ verdict }) => verdict);
    const because = 'a page needs at least one executable example of each kind, such as ```python bad';
    expect(verdicts, because).toEqual(expect.arrayContaining(['bad', 'good']));
  });

  test('is waived as its page says, where it can be', async () => {
    const [bad] = page.examples.filter(({ verdict }) => verdict === 'bad');
    if (bad === undefined) throw new Error('A page shows what breaks its rule.');
    const waiver = page.waiver
      ?.replace('path/to/the/file', "'**'")
      .replace(WAIVER_PLACEHOLDERS.reason, 'Nobody reads it yet.')
      .replace(WAIVER_PLACEHOLDERS.approver, 'ana');
    const { findings, undetermined } = await judgeExample(bad, waiver);
    const found = [...findings, ...undetermined].filter(({ rule: by }) => by === id);
    // What is in a file can be waived, but for the rule that no policy may switch off.
    expect(found.filter(({ at }) => at !== undefined && id !== ALWAYS_ON)).toEqual([]);
    expect(found.length > 0, 'the page says whether its findings can be waived').toBe(waiver === undefined);
  });

  test.each(page.examples.map((example, index) => ({ ...example, number: index + 1 })))(
    'is right about example $number, which is $verdict',
    async (example) => {
      const report = await judgeExample(example);
      expect(report.crashed).toEqual([]);
      const said = sayingsOf(id, report);
      if (example.verdict === 'bad')
        expect(said, `${id} must find something in:\n${shown(example)}`).not.toEqual([]);
      else expect(said, `${id} must find nothing in:\n${shown(example)}`).toEqual([]);
    },
  );
});

describe('a page', () => {
  test('without an executable example has none, however it looks', () => {
    expect(readRulePage('# a\n\n```python\nop.drop_table("x")\n```\n').examples).toEqual([]);
  });

  test('joins blocks that follow each other and keeps apart what a sentence separates', () => {
    const blocks = [
      '```requirements bad\na==1\n```',
      '',
      '```lock bad\na==2\n```',
      'Or:',
      '```lock bad\n```',
    ];
    expect(
      readRulePage(blocks.join('\n')).examples.map(({ parts }) => parts.map(({ language }) => language)),
    ).toEqual([['requirements', 'lock'], ['lock']]);
  });

  test('is judged by the policy it shows', async () => {
    const parts = [{ language: 'paths', text: 'legal/terms.md\n' }];
    const example: Example = { verdict: 'bad', parts, policy: undefined };
    const policy =
      'version: 1\nprotected: [{ id: legal, paths: [legal/**], require: { label: approved-by-legal } }]\n';
    expect(sayingsOf('paths/protected', await judgeExample(example))).toEqual([]);
    expect(sayingsOf('paths/protected', await judgeExample({ ...example, policy }))).toEqual([
      {
        messageId: 'needsLabel',
        data: { path: 'legal/terms.md', section: 'legal', label: 'approved-by-legal' },
      },
    ]);
  });
});

function pageOf(id: string) {
  const file = path.join(ROOT, ruleFile(id, '.md'));
  return readRulePage(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** What a rule says in a report, whether it knows or cannot tell. */
function sayingsOf(
  id: string,
  { findings, undetermined }: Report,
): readonly Pick<Finding, 'messageId' | 'data'>[] {
  return [...findings, ...undetermined]
    .filter(({ rule }) => rule === id)
    .map(({ messageId, data }) => ({ messageId, data }));
}

function shown({ parts }: Example): string {
  return parts.map(({ text }) => text).join('\n');
}
