import { describe, expect, test } from 'vitest';

import { entriesOf, linesOf, numberedLog, STAMPED } from '../../testing/sample-log.ts';
import { auditListing } from './audit-listing.ts';
import { auditReport, auditReportText } from './audit-report.ts';
import { readLog } from './read-log.ts';
import { verifyLog } from './verify-log.ts';

const PATH = 'infrastructure/deploys/audit.jsonl';

function reportOn(text: string, more: { readonly fromCheckpoint?: boolean; readonly branch?: string } = {}) {
  const { seq, hash } = readLog(numberedLog(3)).head;
  const verdict = verifyLog({
    text,
    isUtf8: true,
    end: { seq, hash, bytes: numberedLog(3).length },
    known: [],
  });
  return auditReport({ path: PATH, verdict, fromCheckpoint: false, ...more });
}

const said = (report: ReturnType<typeof reportOn>) => auditReportText(report, { colors: false });

describe('a report on the audit log', () => {
  test('of a whole one names its last entry', () => {
    const report = reportOn(numberedLog(3));
    expect(report).toEqual({
      schema_version: 1,
      verdict: 'unproved',
      path: PATH,
      branch: null,
      head: { seq: 3, hash: expect.stringMatching(/^sha256:/) as unknown },
      from_checkpoint: false,
      torn_tail: false,
      problems: [],
    });
    expect(said(report)).toBe(
      `${PATH}: nothing contradicts the log: 3 entries.\nThe last one is ${report.head?.hash}.\nNot provable without signers: all of the log could be made anew. Name signers in deployment.records.signers.\n`,
    );
  });

  test('says from where on it was read, and that a line was not ended', () => {
    const report = reportOn(`${numberedLog(3)}{"act`, { fromCheckpoint: true });
    expect(said(report)).toMatch(/nothing contradicts the log since the last verification: 3 entries\.$/m);
    expect(said(report)).toMatch(
      /^A line behind it was not written to its end\. The next writer puts it aside\.$/m,
    );
  });

  test('of one that was changed names the line, and what to do', () => {
    const report = reportOn(numberedLog(3).replace('"revision":"2"', '"revision":"7"'));
    expect(report.verdict).toBe('fail');
    expect(report.problems).toEqual([
      { line: 2, message: 'The line, which should be entry 2, was changed after it was written.' },
    ]);
    expect(said(report)).toBe(
      `${PATH}:2 The line, which should be entry 2, was changed after it was written.\nThe log was changed, or part of it is gone. Do not repair it by hand: restore the last version of it from git, and find out who changed it.\n`,
    );
  });

  test('of one that ends early is about the log as a whole', () => {
    expect(reportOn(numberedLog(2)).problems).toMatchObject([{ line: null }]);
  });

  test('where there is none says so', () => {
    const none = auditReport({ path: PATH, verdict: undefined, fromCheckpoint: false });
    expect(none).toMatchObject({ verdict: 'pass', head: null });
    expect(said(none)).toBe(`${PATH}: there is no audit log yet.\n`);
  });

  test('is coloured only where that is wanted', () => {
    expect(auditReportText(reportOn(numberedLog(2)), { colors: true })).toContain('\u001b[31m');
    expect(said(reportOn(numberedLog(3)))).not.toContain('\u001b');
  });
});

describe('the entries for people', () => {
  test('are one line each, and one for what they hold', () => {
    const events = [STAMPED, { ...STAMPED, env: undefined, data: { revision: 'b2' } }];
    expect(auditListing(entriesOf(events), { colors: false })).toBe(
      [
        '1  2026-11-21T08:00:00.000Z  migration.once  production  by alice',
        '    revision=5a9d6371e18c',
        '2  2026-11-21T08:00:00.000Z  migration.once  by alice',
        '    revision=b2',
        '',
      ].join('\n'),
    );
  });

  test('show no control characters, and tell texts from other values', () => {
    const data = { reason: 'a b', count: 3, mark: '\u001b[2J' };
    const listing = auditListing(entriesOf([{ ...STAMPED, actor: 'al\nice', data }]), { colors: false });
    expect(listing).toContain('by al\\nice\n');
    expect(listing).toContain('reason="a b" count=3 mark=\\u{1b}[2J');
  });

  test('that are none are nothing', () => {
    expect(auditListing(readLog(linesOf([])).entries, { colors: false })).toBe('');
  });

  test('on a branch names each line as git shows it', () => {
    const branch = 'origin/lockkeeper/records';
    const whole = reportOn(numberedLog(3), { branch });
    expect(whole).toMatchObject({ verdict: 'unproved', path: PATH, branch });
    expect(said(whole)).toMatch(
      /^origin\/lockkeeper\/records:[^ ]+audit\.jsonl: nothing contradicts the log: 3 entries\.$/m,
    );
    const changed = reportOn(numberedLog(3).replace('alice', 'mallory'), { branch });
    expect(said(changed)).toContain(`${branch}:${PATH}:1 `);
    const none = auditReport({ path: PATH, verdict: undefined, fromCheckpoint: false, branch });
    expect(said(none)).toBe(`${branch}:${PATH}: there is no audit log yet.\n`);
  });
});
