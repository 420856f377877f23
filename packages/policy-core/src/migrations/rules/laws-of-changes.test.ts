import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor, type Checker } from '../../checker/checker.ts';
import { textContent } from '../../model/file-content.ts';
import type { Finding } from '../../model/finding.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import { observed } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import {
  anyHistory,
  anyLine,
  idAt,
  pathOf,
  writtenHistory,
  writtenRevision,
  type DraftHistory,
  type DraftRevision,
} from '../../testing/any-revisions.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';

type Texts = Readonly<Record<string, string>>;

let parsers: Parsers;
let checker: Checker;
beforeAll(async () => {
  parsers = await testParsers();
  checker = checkerFor(policyOf(ALEMBIC_POLICY), parsers);
});

function ofTree(texts: Texts): readonly Finding[] {
  return checker.checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text }))).findings;
}

/** What a check in CI says of a change that adds these revisions to those. */
function ofChange(base: Texts, added: Texts): readonly Finding[] {
  const contents = (texts: Texts) =>
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]));
  const absent = Object.keys(added).map((path) => [path, observed({ kind: 'absent' as const })] as const);
  const seen = changeObservations(
    {
      changes: Object.keys(added).map((path) => ({ path, status: 'added' as const })),
      files: Object.entries(added).map(([path, text]) => ({ path, text })),
    },
    { stage: 'ci' },
  );
  const revisions = {
    paths: observed([...Object.keys(base), ...Object.keys(added)].toSorted()),
    files: contents(base),
    atBase: observed({ commit: 'a'.repeat(40), files: Object.fromEntries(absent) }),
    atTarget: observed(null),
    atRelease: observed(null),
  };
  return checker.check({ ...seen, revisions }, { stage: 'ci' }).findings;
}

const aboutMigrations = ({ rule }: Finding) => rule.startsWith('migrations/');
const told = ({ rule, message, at }: Finding) =>
  `${at?.path}:${at?.start.line}:${at?.start.character} ${rule}: ${message}`;

/** Upgrades that a careful author writes, each with its downgrade. */
const GOOD = {
  'a table of its own': {
    upgrade: [
      'op.create_table("parcels", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("weight", sa.Integer(), nullable=False))',
    ],
    downgrade: ['op.drop_table("parcels")'],
  },
  'a table with an index and a named constraint': {
    upgrade: [
      'op.create_table("parcels", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("code", sa.Text(), nullable=False), sa.UniqueConstraint("code", name="uq_parcels_code"))',
      'op.create_index("ix_parcels_code", "parcels", ["code"])',
    ],
    downgrade: ['op.drop_index("ix_parcels_code", table_name="parcels")', 'op.drop_table("parcels")'],
  },
  'a column that may be empty': {
    upgrade: ['op.add_column("orders", sa.Column("remark", sa.Text(), nullable=True))'],
    downgrade: ['op.drop_column("orders", "remark")'],
  },
  'a column with a default of the database': {
    upgrade: [
      'op.add_column("orders", sa.Column("weight", sa.Integer(), server_default="0", nullable=False))',
    ],
    downgrade: ['op.drop_column("orders", "weight")'],
  },
  'a column by SQL': {
    upgrade: ['op.execute("ALTER TABLE orders ADD COLUMN remark text")'],
    downgrade: ['op.execute("ALTER TABLE orders DROP COLUMN remark")'],
  },
  'a column in a batch': {
    upgrade: [
      'with op.batch_alter_table("orders") as batch_op:\n    batch_op.add_column(sa.Column("remark", sa.Text()))',
    ],
    downgrade: ['with op.batch_alter_table("orders") as batch_op:\n    batch_op.drop_column("remark")'],
  },
} satisfies Readonly<Record<string, Pick<DraftRevision, 'upgrade' | 'downgrade'>>>;

describe('a change that adds one good revision', () => {
  test.each(Object.entries(GOOD))('%s: makes no finding, whatever was there before', (_name, good) => {
    fc.assert(
      fc.property(anyLine, (history) => {
        const fresh = {
          id: idAt(history.length),
          parent: `"${idAt(history.length - 1)}"`,
          ...good,
        };
        const found = ofChange(writtenHistory(history), { [pathOf(fresh)]: writtenRevision(fresh) });
        expect(found.filter(aboutMigrations).map(told)).toEqual([]);
      }),
    );
  });

  test('on either of two heads makes none either, for there were as many before', () => {
    const good = GOOD['a table of its own'];
    fc.assert(
      fc.property(anyHistory, (history) => {
        const named = new Set(history.map(({ parent }) => parent));
        const heads = history.filter(({ id }) => !named.has(`"${id}"`));
        for (const { id } of heads) {
          const fresh = { id: idAt(history.length), parent: `"${id}"`, ...good };
          const found = ofChange(writtenHistory(history), { [pathOf(fresh)]: writtenRevision(fresh) });
          expect(found.filter(aboutMigrations).map(told)).toEqual([]);
        }
      }),
    );
  });
});

describe('a change and the tree that it makes', () => {
  /** A change knows what was merged before it, so that these say more there. */
  const OF_CHANGES_ONLY = /stale-parent|after-release|contract-before-release|dependencies|docs/;

  /** Of several heads, the tree shows another one than the change that brought the last. */
  const placed = (finding: Finding) =>
    finding.rule === 'migrations/multiple-heads' ? finding.message : told(finding);

  test('what is said of the change is said of the tree', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 4 }), (history, count) => {
        const from = Math.max(1, history.length - count);
        const [base, added] = [history.slice(0, from), history.slice(from)].map((one) => writtenHistory(one));
        const tree = ofTree(writtenHistory(history)).map(placed);
        const change = ofChange(base ?? {}, added ?? {}).filter(({ rule }) => !OF_CHANGES_ONLY.test(rule));
        for (const line of change.filter(aboutMigrations).map(placed)) expect(tree).toContain(line);
      }),
    );
  });

  test('a change says nothing of revisions that it leaves alone', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const [base, added] = [history.slice(0, -1), history.slice(-1)].map((one) => writtenHistory(one));
        for (const { at, rule } of ofChange(base ?? {}, added ?? {}).filter(aboutMigrations)) {
          expect(Object.keys(added ?? {}), rule).toContain(at?.path);
        }
      }),
    );
  });

  test('all revisions added at once are judged as the tree is', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const texts = writtenHistory(history);
        const lines = (findings: readonly Finding[]) => findings.filter(aboutMigrations).map(told).toSorted();
        expect(lines(ofChange({}, texts))).toEqual(lines(ofTree(texts)));
      }),
    );
  });
});

describe('what is offered to mend a finding', () => {
  function eachFix(check: (given: FixCase) => void): number {
    let seen = 0;
    fc.assert(
      fc.property(anyHistory, (history) => {
        const texts = writtenHistory(history);
        const before = ofTree(texts);
        for (const finding of before) {
          for (const fix of finding.fixes) {
            seen += 1;
            const { texts: changed, applied } = applyFixes(texts, [fix]);
            expect(applied, fix.title).toEqual([fix]);
            check({ history, finding, before, fix, mended: { ...texts, ...changed } });
          }
        }
      }),
      { seed: 11 },
    );
    return seen;
  }

  interface FixCase {
    readonly history: DraftHistory;
    readonly finding: Finding;
    readonly before: readonly Finding[];
    readonly fix: Finding['fixes'][number];
    readonly mended: Texts;
  }

  const said = ({ rule, message }: Finding) => `${rule}: ${message}`;

  test('applies cleanly, and leaves Python behind', () => {
    const seen = eachFix(({ mended, fix }) => {
      for (const text of Object.values(mended))
        expect(parsers.python.parse(text).kind, fix.title).toBe('module');
    });
    expect(seen).toBeGreaterThan(5);
  });

  test('ends the finding that it is offered for', () => {
    eachFix(({ finding, before, mended, fix }) => {
      const count = (findings: readonly Finding[]) =>
        findings.filter((one) => said(one) === said(finding) && one.at?.path === finding.at?.path).length;
      expect(count(ofTree(mended)), `${fix.title}: ${said(finding)}`).toBe(count(before) - 1);
    });
  });

  test('is safe only where it brings no new finding', () => {
    eachFix(({ before, mended, fix }) => {
      if (fix.safety !== 'safe') return;
      const old = before.map(said);
      expect(
        ofTree(mended)
          .map(said)
          .filter((line) => !old.includes(line)),
        fix.title,
      ).toEqual([]);
    });
  });

  test('can be applied all at once, as far as fixes do not touch each other', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const texts = writtenHistory(history);
        const fixes = ofTree(texts).flatMap((finding) => finding.fixes.slice(0, 1));
        const { texts: changed, applied, postponed } = applyFixes(texts, fixes);
        expect(applied.length + postponed.length).toBe(fixes.length);
        for (const text of Object.values(changed)) expect(parsers.python.parse(text).kind).toBe('module');
      }),
    );
  });
});
