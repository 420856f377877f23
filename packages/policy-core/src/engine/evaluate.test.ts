import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { evaluate } from './evaluate.ts';
import type { RuleRun } from './rule-run.ts';
import { oneThing } from '../testing/one-thing.ts';
import { runEngine } from '../checker/run-engine.ts';
import { treeObservations } from '../checker/observations-from-input.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { defineRule, type Outcome } from './rule.ts';
import { startOf } from '../model/source-span.ts';

const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
const GIVEN = {
  policy,
  observations: treeObservations(policy, [], {}),
  stage: 'ci',
  parsers: undefined,
} as const;
const evaluated = (runs: readonly RuleRun[]) => runEngine({ ...GIVEN, runs }).ask(evaluate);

function ruleThat(check: () => Iterable<Outcome<'broken'>>, id: `${string}/${string}` = 'docs/example') {
  return defineRule({
    id,
    summary: 'An example.',
    defaultSeverity: 'warning',
    subjects: oneThing,
    options: z.strictObject({ limit: z.number().default(3) }),
    messages: { broken: '{path} is broken by {what}.' },
    check,
  });
}

const broken = (data: Readonly<Record<string, string>>): Outcome<'broken'> => ({
  kind: 'violation',
  messageId: 'broken',
  data,
  at: startOf('a.txt'),
});
const run = (...rules: readonly ReturnType<typeof ruleThat>[]) =>
  evaluated(rules.map((rule) => ({ rule, severity: rule.defaultSeverity, options: undefined })));

describe('a rule that throws', () => {
  const crashing = ruleThat(() => {
    throw new Error('cannot read properties of undefined');
  }, 'docs/crashing');
  const halfway = ruleThat(function* () {
    yield broken({ path: 'a.txt', what: 'x' });
    throw new TypeError('half way');
  }, 'docs/halfway');

  test('is reported by name, and the others still run', () => {
    const report = run(
      crashing,
      ruleThat(() => [broken({ path: 'a.txt', what: 'x' })]),
    );
    expect(report.crashed).toEqual([{ rule: 'docs/crashing', error: 'cannot read properties of undefined' }]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['docs/example']);
  });

  test('half way says nothing of what it had found: half an answer is none', () => {
    expect(run(halfway)).toMatchObject({
      findings: [],
      undetermined: [],
      yielding: new Map(),
      crashed: [{ rule: 'docs/halfway', error: 'half way' }],
    });
  });
});

describe('a message', () => {
  test('is filled from the data, and a slot without data stays visible', () => {
    const { findings } = run(ruleThat(() => [broken({ path: 'a.txt' })]));
    expect(findings.map(({ message }) => message)).toEqual(['a.txt is broken by {what}.']);
  });

  test('shows no control characters of the names in it', () => {
    const { findings } = run(ruleThat(() => [broken({ path: 'a\n::error::b', what: '\u001B[31m' })]));
    expect(findings.map(({ message }) => message)).toEqual(['a\\n::error::b is broken by \\u{1b}[31m.']);
  });

  test('stands with its id and with what fills it, whole but for credentials', () => {
    const what = `https://ana:pw@host/${'x'.repeat(300)}`;
    const { findings } = run(ruleThat(() => [broken({ path: 'a.txt', what })]));
    expect(findings.map(({ messageId, data }) => ({ messageId, data }))).toEqual([
      { messageId: 'broken', data: { path: 'a.txt', what: what.replace('ana:pw', '****') } },
    ]);
  });

  test('tells a long value in short, and the data keeps it whole', () => {
    const long = 'x'.repeat(400);
    const { findings } = run(ruleThat(() => [broken({ path: long, what: 'y' })]));
    expect(findings).toMatchObject([
      { message: `${'x'.repeat(200)}… (400 characters) is broken by y.`, data: { path: long, what: 'y' } },
    ]);
  });

  test('does not fill slots that came in with the data', () => {
    const { findings } = run(ruleThat(() => [broken({ path: '{what}', what: 'y' })]));
    expect(findings.map(({ message }) => message)).toEqual(['{what} is broken by y.']);
  });
});

describe('a fingerprint', () => {
  test('stays when the words of its rule change', () => {
    const rule = ruleThat(() => [broken({ path: 'a.txt', what: 'x' })]);
    const reworded = { ...rule, messages: { broken: '{what} breaks {path}.' } };
    const [before, after] = [rule, reworded].map((asked) => run(asked).findings[0]);
    expect(after?.message).toBe('x breaks a.txt.');
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });

  test('does not depend on a password, and no finding shows one', () => {
    const [one, other] = ['pw1', 'pw2'].map(
      (password) =>
        run(ruleThat(() => [broken({ path: `https://ana:${password}@x.example/a.zip` })])).findings[0],
    );
    expect(one?.data).toEqual({ path: 'https://****@x.example/a.zip' });
    expect(other).toEqual(one);
  });

  const at = (line: number): Outcome<'broken'> => ({
    ...broken({ path: 'a.txt', what: 'x' }),
    at: { path: 'a.txt', start: { line, character: 0 }, end: { line, character: 1 } },
  });
  const printsOf = (...outcomes: readonly Outcome<'broken'>[]) =>
    run(ruleThat(() => outcomes)).findings.map(({ fingerprint }) => fingerprint);

  test('stays when lines move', () => {
    expect(new Set(printsOf(at(0), at(7))).size).toBe(1);
  });

  test('differs with what is said', () => {
    expect(
      new Set(printsOf(broken({ path: 'a.txt', what: 'x' }), broken({ path: 'a.txt', what: 'y' }))).size,
    ).toBe(2);
  });
});

test('an undecided subject keeps the sentence a violation would carry', () => {
  const undecided: Outcome<'broken'> = {
    kind: 'undecided',
    messageId: 'broken',
    data: { path: 'a.txt', what: 'x' },
    at: undefined,
    subject: 'a.txt',
    waitsFor: 'observation',
    missing: [{ fact: 'labels', reason: 'there is no network' }],
  };
  expect(run(ruleThat(() => [undecided])).undetermined).toMatchObject([
    {
      rule: 'docs/example',
      severity: 'warning',
      message: 'a.txt is broken by x.',
      messageId: 'broken',
      data: undecided.data,
      missing: undecided.missing,
    },
  ]);
});

describe('a subject that has a weight of its own', () => {
  const heavy = ruleThat(() => [
    { ...broken({ path: 'a.txt', what: 'x' }), severity: 'error' },
    {
      kind: 'undecided',
      messageId: 'broken',
      data: {},
      at: undefined,
      subject: 'b.txt',
      waitsFor: 'observation',
      missing: [],
      severity: 'error',
    },
  ]);
  const weights = (run: Partial<RuleRun>) => {
    const { findings, undetermined } = evaluated([
      { rule: heavy, severity: 'info', options: undefined, ...run },
    ]);
    return [...findings, ...undetermined].map(({ severity }) => severity);
  };

  test('has it where the policy lets it', () => {
    expect(weights({ severityOverride: (own) => own })).toEqual(['error', 'error']);
    expect(weights({ severityOverride: () => 'warning' })).toEqual(['warning', 'warning']);
  });

  test('weighs what its rule weighs elsewhere', () => {
    expect(weights({})).toEqual(['info', 'info']);
  });
});
