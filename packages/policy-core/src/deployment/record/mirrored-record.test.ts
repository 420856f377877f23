import { describe, expect, test } from 'vitest';

import { readDeployRecord, type DeployRecordReading } from '../facts/deploy-record.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { mirrorVerdict } from './mirrored-record.ts';
import { nextRecord } from './next-record.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const BRANCH = 'origin/lockkeeper/records';
const ABSENT: FileContent = { kind: 'absent' };

function after(before: FileContent, sha: string): string {
  const next = nextRecord({
    path: PATH,
    before,
    deploy: {
      last_good_sha: sha.repeat(40),
      deployed_at: '2026-11-21T08:00:00Z',
      environment: 'production',
      service: 'api',
    },
    auditHead: `sha256:${'e'.repeat(64)}`,
  });
  if (next.kind === 'refused') throw new Error(next.problem);
  return next.text;
}

const text = (written: string): FileContent => ({ kind: 'text', text: written });
const ZERO = JSON.stringify({ last_good_sha: 'd'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' });
const ONE = after(ABSENT, 'a');
const TWO = after(text(ONE), 'b');

function read(written: string) {
  const reading = readDeployRecord(PATH, text(written));
  if (reading.kind !== 'read') throw new Error('It is a record.');
  return reading;
}

const verdictOn = (there: string, copy: Known<DeployRecordReading>) =>
  mirrorVerdict(read(there), { branch: BRANCH, copy, refresh: 'lockkeeper record mirror' });
const copyOf = (written: string) => observed(readDeployRecord(PATH, text(written)));

describe('the copy of a record in the tree [D-5]', () => {
  test('is the record, or an earlier one', () => {
    expect(verdictOn(TWO, copyOf(TWO))).toEqual({
      outcome: 'passed',
      message: 'The copy in the tree is the same.',
    });
    for (const copy of [ONE, ZERO])
      expect(verdictOn(TWO, copyOf(copy))).toEqual({
        outcome: 'passed',
        message: 'The copy in the tree is an earlier one. `lockkeeper record mirror` brings it up to date.',
      });
    expect(verdictOn(ZERO, copyOf(ZERO)).outcome).toBe('passed');
  });

  test.each([
    ['that is ahead of the branch', ONE, TWO],
    ['of another deploy with the same number', ONE, after(ABSENT, 'c')],
    ['that was edited', TWO, TWO.replace('"api"', '"web"')],
    ['that was edited before it was passed', TWO, ONE.replace('"api"', '"web"')],
    ['of a record of before, with another commit', ZERO, ZERO.replace('dddd', 'aaaa')],
    ['that names no commit', TWO, ZERO.replace('dddd', 'x')],
  ])('is none %s', (_what, there, copy) => {
    expect(verdictOn(there, copyOf(copy))).toEqual({
      outcome: 'failed',
      message: `The copy in the tree is neither the record on ${BRANCH} nor an earlier one: one of them was changed.`,
    });
  });

  test('is none that is no JSON, may be missing, and may be out of sight', () => {
    expect(verdictOn(ONE, copyOf('{')).outcome).toBe('failed');
    expect(verdictOn(ONE, observed({ kind: 'absent' }))).toEqual({
      outcome: 'not-said',
      message: 'The tree has no copy of it yet. `lockkeeper record mirror` brings one there.',
    });
    expect(verdictOn(ONE, unobserved('it may not be opened'))).toEqual({
      outcome: 'undetermined',
      message: 'The copy in the tree was not read: it may not be opened.',
    });
  });
});
