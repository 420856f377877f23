import { beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../model/apply-edits.ts';
import { checkerFor } from '../checker/checker.ts';
import type { Finding, Undetermined } from '../model/finding.ts';
import {
  changeObservations,
  treeObservations,
  type ChangeInput,
} from '../checker/observations-from-input.ts';
import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report, RuleSummary } from '../engine/report.ts';
import type { Rule } from '../engine/rule.ts';
import { allRules } from '../checker/all-rules.ts';
import { parseSnapshot, snapshotText } from '../checker/snapshot.ts';
import { startOf } from '../model/source-span.ts';
import type { Stage } from '../model/stage.ts';
import { UNREAD_SUBJECT } from '../checker/unread-subjects.ts';
import { testParsers } from './load-parsers.ts';
import { textOf } from './text-of.ts';

/** A small repository written in the test, plus what is known of it that is not a file. */
export interface Given {
  /** Keys of the policy; `version` and the rule under test are added. */
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly options?: unknown;
  /** Without `change` these are the whole tree. */
  readonly files?: Readonly<Record<string, string>>;
  readonly change?: ChangeInput['changes'];
  readonly labels?: ChangeInput['labels'];
  /** What else is known of the change: branch, author, commits, pull request, push. */
  readonly about?: Partial<ChangeInput>;
  /** Default `ci`. */
  readonly stage?: Stage;
  /** Default `2026-11-21T08:00:00Z`. */
  readonly now?: string;
  /** Laid over everything else, for facts no shorter form can say. */
  readonly seen?: Partial<Observations>;
}

/** Which of the rule's messages, and all that is filled into it. The words stand in `test/messages`. */
export type Said = Pick<Finding, 'messageId' | 'data'>;

export interface GivenBroken extends Given {
  /** What is said and the exact text the editor underlines, in order. */
  readonly finds: readonly (Said & { readonly underlines: string | undefined })[];
  /** Titles of all fixes, in order. Left out: not checked. */
  readonly offers?: readonly string[];
  /** What the safe fixes make of the files; after them the rule is kept. */
  readonly mendedTo?: Readonly<Record<string, string>>;
}

export interface GivenWaiting extends Given {
  readonly waits: readonly (Said & { readonly because: string })[];
}

export interface RuleCases {
  /** Policy keys every case shares. */
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly keeps: Readonly<Record<string, Given>>;
  readonly breaks: Readonly<Record<string, GivenBroken>>;
  /** Subjects that cannot be decided about: neither a pass nor a violation. */
  readonly waits: Readonly<Record<string, GivenWaiting>>;
}

const NOW = '2026-11-21T08:00:00Z';

/** Turns a table of cases into tests, and adds the checks every rule must pass. */
export function describeRule(rule: Rule, cases: RuleCases): void {
  describe(rule.id, () => {
    let parsers: Parsers;
    beforeAll(async () => {
      parsers = await testParsers();
    });
    const told: (Finding | Undetermined)[] = [];
    const run = (given: Given) => {
      const report = judge(rule, { ...given, policy: { ...cases.policy, ...given.policy } }, parsers);
      told.push(...report.findings, ...report.undetermined);
      return report;
    };

    test.each(Object.entries(cases.keeps))('keeps the rule: %s', (_name, given) => {
      const { findings, undetermined } = run(given);
      expect({ findings, undetermined: undetermined.filter(isOfRule) }).toEqual({
        findings: [],
        undetermined: [],
      });
    });

    test.each(Object.entries(cases.breaks))('breaks the rule: %s', (_name, given) => {
      const { findings } = run(given);
      const found = findings.map((finding) => ({
        ...saidBy(finding),
        underlines: underlined(finding, given),
      }));
      expect(found).toEqual(given.finds);
      if (given.offers)
        expect(findings.flatMap(({ fixes }) => fixes.map(({ title }) => title))).toEqual(given.offers);
      if (given.mendedTo) expectMended(given, findings, run);
    });

    test.each(Object.entries(cases.waits))('cannot decide: %s', (_name, given) => {
      const { undetermined, findings, verdict } = run(given);
      // Only what could be an error keeps a run from passing.
      const open = rule.defaultSeverity === 'error' ? 'undetermined' : 'pass';
      expect({ findings, verdict }).toEqual({ findings: [], verdict: open });
      expect(undetermined.map(waiting)).toEqual(given.waits);
    });

    test('has a case for every message', () => {
      const said = [
        ...Object.values(cases.breaks).flatMap(({ finds }) => finds),
        ...Object.values(cases.waits).flatMap(({ waits }) => waits),
      ];
      expect(new Set(said.map(({ messageId }) => messageId))).toEqual(new Set(Object.keys(rule.messages)));
    });

    test('passes on something that it looked at, and is violated', () => {
      const endsAs = (wanted: RuleSummary['outcome']) => (given: Given) =>
        run(given).rules.some(({ outcome }) => outcome === wanted);
      expect({
        passed: Object.values(cases.keeps).some(endsAs('passed')),
        failed: Object.values(cases.breaks).some(endsAs('failed')),
      }).toEqual({ passed: true, failed: true });
    });

    test('says one thing only under one fingerprint', () => {
      const sentences = new Map(told.map(({ fingerprint, message }) => [fingerprint, message]));
      expect(told.map(({ message }) => message)).toEqual(
        told.map(({ fingerprint }) => sentences.get(fingerprint)),
      );
    });
  });
}

/** Alone, a rule is also asked for what nobody could read and other rules tell of: that is the engine's to say. */
export function isOfRule({ messageId }: Undetermined): boolean {
  return messageId !== UNREAD_SUBJECT;
}

/** Runs one rule through the public checker: frozen input, twice, and once more through a snapshot. */
function judge(rule: Rule, given: Given, parsers: Parsers): Report {
  const { stage = 'ci', options } = given;
  const text = JSON.stringify({
    version: 1,
    ...given.policy,
    ...(options === undefined ? {} : { rules: { [rule.id]: { options } } }),
  });
  const loaded = loadPolicy({ path: 'lockkeeper.json', text });
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const policy = onlyWith(rule, loaded);
  const checker = checkerFor(policy, parsers);
  const observations = deepFreeze(observationsOf(policy, given));
  const report = checker.check(observations, { stage });
  expect(report.crashed).toEqual([]);
  expect(checker.check(observations, { stage }), 'a rule gives the same answer twice').toEqual(report);
  const snapshot = parseSnapshot(
    snapshotText({
      schema_version: 1,
      tool_version: 'test',
      stage,
      policy: { path: 'lockkeeper.json', text, origin: 'worktree', bootstrap: false },
      baseline: null,
      notices: [],
      observations,
    }),
  );
  if (snapshot.kind !== 'snapshot') throw new Error(snapshot.problem);
  expect(checker.check(snapshot.snapshot.observations, { stage }), 'a snapshot replays the verdict').toEqual(
    report,
  );
  return report;
}

/** Not through the text: `policy/self-protect` cannot be turned off there. */
function onlyWith(rule: Rule, policy: Policy): Policy {
  const rules = allRules.map(({ id }) => {
    const setting = policy.rules.get(id);
    const severity = id === rule.id ? setting?.severity : ('off' as const);
    return [id, { severity, options: setting?.options, at: startOf(policy.path) }] as const;
  });
  return { ...policy, rules: new Map(rules) };
}

/** What a case shows of its repository. */
export function observationsOf(
  policy: Policy,
  { files = {}, change, labels, about, stage = 'ci', now = NOW, seen }: Given,
): Observations {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const observations = change
    ? changeObservations(
        { changes: change, files: texts, ...about, ...(labels ? { labels } : {}) },
        { stage, now },
      )
    : treeObservations(policy, texts, { stage, now });
  return { ...observations, ...seen };
}

function underlined({ at }: Finding, { files = {} }: Given): string | undefined {
  const text = at && files[at.path];
  return at && text !== undefined ? textOf(text, at) : undefined;
}

function waiting(undetermined: Undetermined) {
  return { ...saidBy(undetermined), because: undetermined.missing.map(({ reason }) => reason).join('; ') };
}

function saidBy({ messageId, data }: Finding | Undetermined): Said {
  return { messageId, data };
}

function expectMended(given: GivenBroken, findings: readonly Finding[], run: (given: Given) => Report): void {
  const files = given.files ?? {};
  const safe = findings.flatMap(({ fixes }) => fixes.filter(({ safety }) => safety === 'safe').slice(0, 1));
  const mended = applyFixes(files, safe).texts;
  expect(mended).toEqual(given.mendedTo);
  expect(run({ ...given, files: { ...files, ...mended } }).findings, 'a mended file keeps the rule').toEqual(
    [],
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
