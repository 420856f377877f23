import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';
import { isRecord, listAt, parseJson, shownAt, textAt, type JsonRecord } from '../json/json-shape.ts';
import { cliAnswer } from '../cli/cli-answer.ts';
import type { Place } from './place.ts';
import { releaseOutcome } from './release-outcome.ts';

/** What the program says of one deploy record. */
export interface RecordStanding {
  readonly chain: RecordChain;
  /** Whose record it is; `undefined`: the policy does not say how anything is deployed. */
  readonly place: Place | undefined;
  /** All places that the program told of. */
  readonly places: readonly Place[];
}

/** Whether record and log hang together as our programs wrote them. */
export interface RecordChain {
  /** `unsigned`: nothing stands against it, and nobody vouches for it. */
  readonly kind: 'verified' | 'unsigned' | 'broken' | 'unknown';
  /** What is wrong, or not known, as a sentence; '' otherwise. */
  readonly why: string;
  /** Every point that was looked at, as sentences. */
  readonly checks: readonly string[];
}

/** Runs the bundled program with some words, in the repository of the record. */
export type AskProgram = (words: readonly string[]) => Promise<CliEnding>;

/**
 * Asks what stands behind a record. `path`: relative to the top of the repository. `undefined`: it is none of the policy's, or
 * somebody cancelled it.
 */
export async function recordStanding(path: string, ask: AskProgram): Promise<RecordStanding | undefined> {
  const told = releaseOutcome(await ask(['status', '--offline', '--history', '100']), 'looking');
  const places = told.kind === 'told' && told.answer.verdict === 'shown' ? told.answer.places : [];
  const place = places.find(({ record }) => record === path);
  const about = place === undefined ? [] : ['--environment', place.environment, '--service', place.service];
  const verified = cliAnswer(await ask(['record', 'verify', ...about]), {
    read: readReport,
    tookTooLong: notAnswered,
    broke: notAnswered,
    unreadable: notAnswered,
  });
  switch (verified.kind) {
    case 'cancelled':
      return undefined;
    case 'failed':
      // Where nothing answers for it, only what the policy names is spoken of.
      return place && { chain: unknownChain(verified.problem), place, places };
    case 'told': {
      const { path: own, chain } = verified.answer;
      return own === path ? { chain, place, places } : undefined;
    }
  }
}

function notAnswered(): string {
  return l10n.t('Lockkeeper did not answer. Open the record again.');
}

/** Of a record that nobody looked at. */
export function unknownChain(why: string): RecordChain {
  return { kind: 'unknown', why, checks: [] };
}

/** By the verdict of the program, and the code with which it ends then. */
const KINDS: Readonly<Record<string, readonly [kind: RecordChain['kind'], exitCode: number]>> = {
  pass: ['verified', 0],
  unproved: ['unsigned', 0],
  fail: ['broken', 1],
  undetermined: ['unknown', 2],
};

interface RecordReport {
  readonly path: string;
  readonly chain: RecordChain;
}

/** `undefined` for what is no report, or one that the exit code does not agree with: neither is believed then. */
function readReport(stdout: string, exitCode: number): RecordReport | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const [kind, expected] = KINDS[shownAt(output, 'verdict')] ?? [];
  const [path, checks] = [textAt(output, 'path'), listAt(output, 'checks')];
  if (kind === undefined || exitCode !== expected) return undefined;
  return path === undefined || checks === undefined ? undefined : { path, chain: chainOf(kind, checks) };
}

function chainOf(kind: RecordChain['kind'], checks: readonly JsonRecord[]): RecordChain {
  const worst = kind === 'broken' ? 'failed' : 'undetermined';
  const why = checks.find((check) => check['outcome'] === worst);
  return {
    kind,
    why: why === undefined ? '' : shownAt(why, 'message'),
    checks: checks.map((check) => `${signOf(check['outcome'])} ${shownAt(check, 'message')}`),
  };
}

function signOf(outcome: unknown): string {
  switch (outcome) {
    case 'passed':
      return '✓';
    case 'failed':
      return '✗';
    case 'not-said':
      return '–';
    default:
      return '?';
  }
}
