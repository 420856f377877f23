import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { evaluate } from './evaluate.ts';
import { judgeSubjects } from './judge-subjects.ts';
import { defineSubjects } from './judged-fact.ts';
import { QueryEngine } from './queries/query-engine.ts';
import { defineFact, defineInput } from './queries/query.ts';
import { defineRule, NO_OPTIONS } from './rule.ts';
import type { RuleRun } from './rule-run.ts';
import { sayRuns } from './say-runs.ts';
import { keptOutcomesInput } from './kept-outcomes.ts';
import { stageInput } from './run-inputs.ts';

type Texts = Readonly<Record<string, string>>;

const pathsInput = defineInput<readonly string[]>({ name: 'paths', unanswered: () => [] });
const textInput = defineInput<string, string>({ name: 'text', unanswered: () => '' });

/** A file by itself: the same object as long as its text is the same. */
const file = defineFact<{ readonly path: string; readonly text: string }, string>({
  name: 'file',
  compute: (get, path) => ({ path, text: get(textInput, path) }),
});

const files = defineSubjects({
  name: 'files',
  words: 'files',
  of: 'file',
  compute: (get) => get(pathsInput).map((path) => ({ paths: [path], judged: get(file, path) })),
});

const length = defineFact<number, string>({
  name: 'length',
  compute: (get, path) => {
    const { text } = get(file, path);
    if (text === 'odd') throw new Error('It cannot be measured.');
    if (text === 'deep') throw new RangeError('Maximum call stack size exceeded');
    return text.length;
  },
});

/** Rules that count how often they are asked. */
function rulesThatCount() {
  const asked: string[] = [];
  const named = (id: `${string}/${string}`) => ({
    id,
    summary: 'It holds.',
    defaultSeverity: 'error' as const,
    subjects: files,
    messages: { broken: '{path}.' },
  });
  const said = (path: string) =>
    ({ kind: 'violation', messageId: 'broken', data: { path }, at: undefined }) as const;
  const short = defineRule({
    ...named('team/short'),
    options: z.strictObject({ most: z.number().default(3) }),
    *check(get, { path }, { options }) {
      asked.push(`short ${path}`);
      if (get(length, path) > options.most) yield said(path);
    },
  });
  const lower = defineRule({
    ...named('team/lower'),
    options: NO_OPTIONS,
    *check(_get, { path, text }) {
      asked.push(`lower ${path}`);
      if (text !== text.toLowerCase()) yield said(path);
    },
  });
  return { rules: [short, lower], takeAsked: () => asked.splice(0).toSorted() };
}

function engineOf(texts: Texts, runs: readonly RuleRun[]) {
  const engine = new QueryEngine();
  engine.set(pathsInput, '', { value: Object.keys(texts) });
  for (const [path, value] of Object.entries(texts)) engine.set(textInput, path, { value });
  engine.set(stageInput, '', { value: 'ci' });
  engine.set(keptOutcomesInput, '', { value: undefined });
  sayRuns(engine, runs);
  return engine;
}

function judging(texts: Texts) {
  const { rules, takeAsked } = rulesThatCount();
  const runsWith = (most: number, severity: RuleRun['severity'] = 'error') =>
    rules.map((rule) => ({ rule, severity, options: rule.id === 'team/short' ? { most } : undefined }));
  const engine = engineOf(texts, runsWith(3));
  const judge = () => {
    const { findings, crashed } = engine.ask(evaluate);
    return { findings: findings.map(({ rule, data }) => `${rule} ${data['path']}`), crashed };
  };
  return { engine, runsWith, judge, takeAsked };
}

describe('rules are asked about each subject by itself', () => {
  const { engine, runsWith, judge, takeAsked } = judging({ a: 'abcd', b: 'X', c: 'c' });

  test('each about each, once', () => {
    expect(judge().findings).toEqual(['team/short a', 'team/lower b']);
    expect(takeAsked()).toEqual(['lower a', 'lower b', 'lower c', 'short a', 'short b', 'short c']);
    judge();
    expect(takeAsked()).toEqual([]);
  });

  test('of one that changed, and of no other', () => {
    engine.set(textInput, 'c', { value: 'C' });
    expect(judge().findings).toEqual(['team/short a', 'team/lower b', 'team/lower c']);
    expect(takeAsked()).toEqual(['lower c', 'short c']);
  });

  test('with other options of one rule that rule alone', () => {
    sayRuns(engine, runsWith(4), runsWith(3));
    expect(judge().findings).toEqual(['team/lower b', 'team/lower c']);
    expect(takeAsked()).toEqual(['short a', 'short b', 'short c']);
  });

  test('with another severity none, nor with options written anew', () => {
    sayRuns(engine, runsWith(4, 'info'), runsWith(4));
    expect(engine.ask(evaluate).findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(takeAsked()).toEqual([]);
  });

  test('about one that is added, and none about one that goes', () => {
    engine.set(pathsInput, '', { value: ['b', 'd'] });
    engine.set(textInput, 'd', { value: 'D' });
    expect(judge().findings).toEqual(['team/lower b', 'team/lower d']);
    expect(takeAsked()).toEqual(['lower d', 'short d']);
  });
});

describe('a fact that throws', () => {
  test('crashes each rule that reads it, at the subject it is about, and nothing else', () => {
    const { judge } = judging({ a: 'abcd', b: 'odd', c: 'C' });
    expect(judge()).toEqual({
      findings: ['team/short a', 'team/lower c'],
      crashed: [{ rule: 'team/short', error: 'It cannot be measured.' }],
    });
  });

  test('of the same at many subjects is told once', () => {
    const { judge } = judging({ a: 'odd', b: 'odd' });
    expect(judge().crashed).toEqual([{ rule: 'team/short', error: 'It cannot be measured.' }]);
  });

  test('is not asked again before something changes', () => {
    const { judge, takeAsked } = judging({ a: 'odd' });
    judge();
    takeAsked();
    judge();
    expect(takeAsked()).toEqual([]);
  });

  test('with a full stack is asked again: it says nothing of the fact', () => {
    const { judge, takeAsked } = judging({ a: 'deep' });
    expect(judge().crashed).toMatchObject([{ rule: 'team/short' }]);
    takeAsked();
    judge();
    expect(takeAsked()).toEqual(['short a']);
  });
});

test('several subjects at one path are judged each', () => {
  const twice = defineSubjects({
    name: 'twice',
    words: 'files',
    of: 'file',
    compute: () => [
      { paths: ['a'], judged: 'one' },
      { paths: ['a'], judged: 'two' },
      { paths: [], judged: 'three' },
      { paths: [], judged: 'four' },
    ],
  });
  const rule = defineRule({
    id: 'team/told',
    summary: 'It holds.',
    defaultSeverity: 'error',
    subjects: [twice, files],
    options: NO_OPTIONS,
    messages: { told: '{what}.' },
    *check(_get, judged) {
      const what = typeof judged === 'string' ? judged : judged.text;
      yield { kind: 'violation', messageId: 'told', data: { what }, at: undefined };
    },
  });
  const engine = engineOf({ b: 'five' }, [{ rule, severity: 'error', options: undefined }]);
  expect(engine.ask(evaluate).findings.map(({ data }) => data['what'])).toEqual([
    'one',
    'two',
    'three',
    'four',
    'five',
  ]);
});

test('a rule is asked about those that hold what it is about, and has judged the others as well', () => {
  const lengthy = defineSubjects({
    name: 'lengthy',
    words: 'files',
    of: 'file',
    partsOf: (text: string) => new Set(text.length > 2 ? (['long'] as const) : []),
    compute: () => ['a', 'four', 'b', 'three'].map((judged) => ({ paths: [judged], judged })),
  });
  const asked: string[] = [];
  const named = (id: `${string}/${string}`) => ({
    id,
    summary: 'It holds.',
    defaultSeverity: 'error' as const,
    subjects: lengthy,
    onlyWith: ['long'] as const,
    messages: {},
    check: (_get: unknown, judged: string) => {
      asked.push(`${id} ${judged}`);
      return [];
    },
  });
  const rules = [
    defineRule({ ...named('team/plain'), options: NO_OPTIONS }),
    defineRule({ ...named('team/asking'), options: z.strictObject({ most: z.number().default(3) }) }),
  ];
  const engine = engineOf(
    {},
    rules.map((rule) => ({ rule, severity: 'error', options: undefined })),
  );
  expect(engine.ask((get) => judgeSubjects(get, lengthy)).length).toBe(4);
  expect(asked.toSorted()).toEqual([
    'team/asking four',
    'team/asking three',
    'team/plain four',
    'team/plain three',
  ]);
});
