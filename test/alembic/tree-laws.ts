import { applyFixes } from '../../packages/policy-core/src/model/apply-edits.ts';
import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import type { Checker } from '../../packages/policy-core/src/checker/checker.ts';
import type { Finding } from '../../packages/policy-core/src/model/finding.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { lineStarts, type SourceSpan } from '../../packages/policy-core/src/model/source-span.ts';
import type { Fault } from './reading-laws.ts';

/** The files as small trees, each judged by every rule about migrations; one list of faults a file. */
export function treeFaults(parsers: Parsers, texts: readonly string[]): readonly (readonly Fault[])[] {
  const checker = checkerOf(parsers);
  const faults: (readonly Fault[])[] = [];
  for (let first = 0; first < texts.length; first += FILES) {
    const tree = texts.slice(first, first + FILES);
    faults.push(...judgedTree(checker, tree));
  }
  return faults;
}

/** A tree of so many. */
const FILES = 4;

function checkerOf(parsers: Parsers): Checker {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  return checkerFor(policy, parsers);
}

const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions], sql: [db/**/*.sql] }\n';

function judgedTree(checker: Checker, texts: readonly string[]): readonly (readonly Fault[])[] {
  const files = texts.map((text, index) => ({ path: pathOf(index), text }));
  const report = checkedTree(checker, files);
  if ('law' in report) return files.map(() => [report]);
  const whole = report.crashed.map(({ rule, error }) => ({
    law: 'no rule crashes',
    how: `${rule}: ${error}`,
  }));
  const byPath = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const found = report.findings.map((finding) => ({
    path: finding.at?.path ?? '',
    faults: findingFaults(finding, byPath),
  }));
  return files.map(({ path }) => [
    ...whole,
    ...found.filter((one) => one.path === path).flatMap(({ faults }) => faults),
  ]);
}

function checkedTree(checker: Checker, files: Parameters<Checker['checkFiles']>[0]) {
  try {
    return checker.checkFiles(files, { stage: 'ci', now: '2026-11-21T08:00:00Z', only: ['migrations'] });
  } catch (error) {
    return { law: 'no judgement crashes', how: String(error) };
  }
}

function pathOf(index: number): string {
  return `alembic/versions/r${index}.py`;
}

function findingFaults(
  { rule, message, at, fixes }: Finding,
  texts: Readonly<Record<string, string>>,
): readonly Fault[] {
  const outside = at !== undefined && !isInside(at, texts[at.path]);
  const fit = applyFixes(texts, fixes.slice(0, 1));
  return [
    ...(outside ? [{ law: 'every finding lies in its file', how: `${rule}: ${JSON.stringify(at)}` }] : []),
    ...(/\bundefined\b|\[object|NaN/.test(message)
      ? [{ law: 'every finding is a sentence', how: message }]
      : []),
    ...(fit.postponed.length > 0 ? [{ law: 'every fix fits its files', how: JSON.stringify(fixes) }] : []),
  ];
}

function isInside({ start, end }: SourceSpan, text: string | undefined): boolean {
  if (text === undefined) return false;
  const lines = lineStarts(text);
  const offsets = [start, end].map(({ line, character }) => (lines[line] ?? Infinity) + character);
  const [from = Infinity, to = Infinity] = offsets;
  return from <= to && to <= text.length;
}
