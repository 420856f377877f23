import { describe, expect, it } from 'vitest';

import { baselineOf, baselineText } from '../../checker/baseline.ts';
import { checkerFor, type CheckOptions } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/ab12_x.py';
const add = (name: string) => `op.add_column("orders", sa.Column("${name}", sa.Integer()))`;
const drop = (name: string) => `op.drop_column("orders", "${name}")`;
const PAIR = {
  upgrade: `${add('total_amount')}\n${drop('total')}`,
  downgrade: `${add('total')}\n${drop('total_amount')}`,
};

type Keys = Readonly<Record<string, unknown>>;

function reported(keys: Keys = {}, bodies: typeof PAIR = PAIR, options: CheckOptions = {}) {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] }, ...keys });
  const text = sampleRevision({ parent: 'None', ...bodies });
  const now = '2026-11-21T08:00:00Z';
  return checkerFor(policy, parsers).checkFiles([{ path: PATH, text }], { now, ...options });
}

/** Rules that find something in the upgrade, with their weight. */
function told(keys: Keys = {}, bodies = PAIR, options: CheckOptions = {}): readonly string[] {
  return reported(keys, bodies, options)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ rule, severity }) => `${severity} ${rule.replace('migrations/', '')}`);
}

const rule = (name: string, setting: unknown) => ({ rules: { [`migrations/${name}`]: setting } });

describe('a column that is dropped with another one added', () => {
  it('is told of once', () => {
    expect(told()).toEqual(['error possible-rename']);
    expect(reported().verdict).toBe('fail');
  });

  it('is told of by the rules beside it where the policy turns this one off', () => {
    expect(told(rule('possible-rename', 'off'))).toEqual([
      'error drop-column',
      'warning irreversible-upgrade',
    ]);
  });

  it('is told of by those that weigh more', () => {
    expect(told(rule('possible-rename', 'warning'))).toEqual([
      'error drop-column',
      'warning possible-rename',
    ]);
  });

  it('fails as ever where a waiver accepts that it is no rename', () => {
    const waiver = {
      rule: 'migrations/possible-rename',
      path: PATH,
      reason: 'two columns',
      approver: 'ana',
      expires: '2026-12-31',
    };
    expect(told({ waivers: [waiver] })).toEqual(['error drop-column', 'warning irreversible-upgrade']);
  });

  it('is accepted by a baseline with all that is said of it', () => {
    const baseline = baselineText(baselineOf(reported().findings));
    const report = reported({}, PAIR, { baseline });
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect([report.verdict, report.outdatedBaselineEntries]).toEqual(['pass', 0]);
  });

  it('is told of by the one rule that is asked for', () => {
    expect(told({}, PAIR, { only: ['migrations/drop-column'] })).toEqual(['error drop-column']);
  });

  it('leaves what else is lost to its own rules', () => {
    const bodies = {
      upgrade: `${PAIR.upgrade}\n${drop('notes')}`,
      downgrade: `${PAIR.downgrade}\n${add('notes')}`,
    };
    expect(told({}, bodies)).toEqual([
      'error possible-rename',
      'error drop-column',
      'warning irreversible-upgrade',
    ]);
  });

  it('breaks another rule once it is a rename, which the title of the fix says', () => {
    const [found] = reported().findings;
    expect(found?.fixes.map(({ title }) => title)).toEqual([
      'Rename total to total_amount instead, which the running release does not know',
    ]);
    const rename = (from: string, to: string) =>
      `op.alter_column("orders", "${from}", new_column_name="${to}")`;
    const renamed = { upgrade: rename('total', 'total_amount'), downgrade: rename('total_amount', 'total') };
    expect(told({}, renamed)).toEqual(['error rename-column']);
  });
});
