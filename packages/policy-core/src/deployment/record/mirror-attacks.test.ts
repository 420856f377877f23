import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalJson } from '../../model/canonical-json.ts';
import { readDeployRecord } from '../facts/deploy-record.ts';
import { observed } from '../../model/known.ts';
import { mirrorVerdict } from './mirrored-record.ts';
import { nextRecord } from './next-record.ts';

const PATH = 'infrastructure/last-good-deploy.json';

/** The records of so many deploys, each made from the one before. */
function records(count: number): readonly string[] {
  const texts: string[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const before = texts.at(-1);
    const next = nextRecord({
      path: PATH,
      before: before === undefined ? { kind: 'absent' } : { kind: 'text', text: before },
      deploy: {
        last_good_sha: String(seq).repeat(40),
        deployed_at: '2026-11-21T08:00:00Z',
        environment: 'production',
        service: 'api',
        checks: [{ name: 'tests', conclusion: 'success' }],
      },
      auditHead: `sha256:${'e'.repeat(64)}`,
    });
    if (next.kind === 'refused') throw new Error(next.problem);
    texts.push(next.text);
  }
  return texts;
}

const ALL = records(4);
const anyRecord = fc.nat({ max: ALL.length - 1 });

function outcomeOf(there: number, copy: string) {
  const record = readDeployRecord(PATH, { kind: 'text', text: ALL[there] ?? '' });
  if (record.kind !== 'read') throw new Error('It is a record.');
  return mirrorVerdict(record, {
    branch: 'origin/lockkeeper/records',
    refresh: 'lockkeeper record mirror',
    copy: observed(readDeployRecord(PATH, { kind: 'text', text: copy })),
  }).outcome;
}

/** What a text says, `undefined` where it is no JSON. */
function meaningOf(text: string): string | undefined {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

describe('the copy of a record in the tree is tamper-evident [D-5]', () => {
  test('it passes where it is the record or one of before, and nowhere else', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (there, copied) => {
        expect(outcomeOf(there, ALL[copied] ?? '')).toBe(copied <= there ? 'passed' : 'failed');
      }),
    );
  });

  test('any one character of it that says something else is told', () => {
    const signs = fc.constantFrom('x', '0', '9', '"', '}', ',', '');
    fc.assert(
      fc.property(anyRecord, anyRecord, fc.tuple(fc.nat(), signs), (there, copied, [place, sign]) => {
        const copy = ALL[Math.min(there, copied)] ?? '';
        const at = place % copy.length;
        const changed = `${copy.slice(0, at)}${sign}${copy.slice(at + 1)}`;
        fc.pre(meaningOf(changed) !== meaningOf(copy));
        expect(outcomeOf(there, changed)).toBe('failed');
      }),
    );
  });

  test('one whose hash was taken out is told, however early it says to be', () => {
    fc.assert(
      fc.property(anyRecord, fc.integer({ min: 0, max: 9 }), (there, seq) => {
        const { record_hash: _hash, ...rest } = JSON.parse(ALL[0] ?? '') as Record<string, unknown>;
        const copy = JSON.stringify({ ...rest, seq, last_good_sha: 'f'.repeat(40) }, undefined, 2);
        expect(outcomeOf(there, `${copy}\n`)).toBe('failed');
      }),
    );
  });
});
