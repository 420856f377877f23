import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../engine/report.ts';
import {
  anyHistory,
  writtenHistory,
  type DraftHistory,
  type DraftRevision,
} from '../../testing/any-revisions.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { COSMETIC_REWRITINGS } from '../../testing/cosmetic-rewritings.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { textOf } from '../../testing/text-of.ts';

type Texts = Readonly<Record<string, string>>;

const checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());

function judged(texts: Texts): Report {
  return checker.checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

function eachHistory(check: (history: DraftHistory) => void): void {
  fc.assert(fc.property(anyHistory, check));
}

/** Findings of a report in words that no layout changes: spaces, quotes and trailing commas are left out. */
function said(texts: Texts, { findings, undetermined }: Report): readonly string[] {
  const plain = (text: string) => text.replace(/,(?=\s*[)\]])/g, '').replace(/[\s"']+/g, '');
  return [...findings, ...undetermined]
    .map(({ rule, message, at }) => {
      const text = at && texts[at.path];
      return `${at?.path} ${rule} ${plain(message)} | ${at && text !== undefined ? plain(textOf(text, at)) : '-'}`;
    })
    .toSorted();
}

const saidOf = (texts: Texts) => said(texts, judged(texts));

describe('whatever stands in a history', () => {
  test('the histories of these tests break most rules that judge revisions', () => {
    const seen = new Set(
      fc
        .sample(anyHistory, { numRuns: 300, seed: 5 })
        .flatMap((history) => judged(writtenHistory(history)).findings.map(({ rule }) => rule)),
    );
    expect([...seen].toSorted().map((rule) => rule.replace('migrations/', ''))).toEqual([
      'add-not-null-without-default',
      'backfill-in-ddl-transaction',
      'column-type-rewrite',
      'create-all-in-migration',
      'delete-without-where',
      'destructive-autogenerate',
      'downgrade-empty',
      'downgrade-incomplete',
      'downgrade-loses-data',
      'downgrade-missing',
      'downgrade-raises',
      'drop-column',
      'drop-constraint',
      'drop-default',
      'drop-not-null',
      'drop-table',
      'empty-migration',
      'index-not-concurrent',
      'irreversible-upgrade',
      'missing-parent',
      'multiple-heads',
      'narrow-column-type',
      'new-unique-on-existing',
      'possible-rename',
      'python-default-only',
      'rename-column',
      'rename-table',
      'unanalyzable-sql',
      'unique-constraint-without-index',
      'unnamed-constraint',
      'unnamed-constraint-drop',
      'update-without-where',
      'wide-lock-window',
    ]);
  });

  test('no rule crashes, and nothing is said twice at one place', () => {
    eachHistory((history) => {
      const texts = writtenHistory(history);
      const { crashed, findings } = judged(texts);
      expect(crashed).toEqual([]);
      const lines = findings.map(({ rule, message, at }) => JSON.stringify([rule, message, at]));
      expect(lines).toEqual([...new Set(lines)]);
    });
  });

  test('each finding says what is wrong in sentences on one line', () => {
    eachHistory((history) => {
      const { findings, undetermined } = judged(writtenHistory(history));
      for (const { message } of [...findings, ...undetermined]) expect(message).toMatch(/^[^\n\r]*\.$/);
    });
  });

  test('each finding lies inside its file, and so does what it names beside it', () => {
    eachHistory((history) => {
      const texts = writtenHistory(history);
      for (const { at, related } of judged(texts).findings) {
        for (const place of [at, ...related.map((one) => one.at)]) {
          if (place === undefined) continue;
          const text = texts[place.path];
          expect(text).toBeDefined();
          const shown = textOf(text ?? '', place);
          expect(shown.trim()).toBe(shown);
          expect(text?.split('\n')[place.start.line]).toContain(shown.split('\n')[0]);
        }
      }
    });
  });

  test('the order in which files are given does not matter', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((history) =>
          fc.tuple(fc.constant(history), fc.shuffledSubarray([...history], { minLength: history.length })),
        ),
        ([history, shuffled]) => {
          const [first, second] = [history, shuffled].map((one) => judged(writtenHistory(one)));
          expect(second?.findings).toEqual(first?.findings);
          expect(second?.undetermined).toEqual(first?.undetermined);
        },
      ),
    );
  });
});

describe('what does not change a revision changes no finding', () => {
  test.each(Object.keys(COSMETIC_REWRITINGS))('%s', (name) => {
    const rewrite = COSMETIC_REWRITINGS[name] ?? String;
    eachHistory((history) => {
      const texts = writtenHistory(history);
      const rewritten = Object.fromEntries(
        Object.entries(texts).map(([path, text]) => [path, rewrite(text)]),
      );
      // The words of a comment behind a line may stand in what is underlined over several lines.
      const strip = (lines: readonly string[]) => lines.map((line) => line.replace(/ \| .*/, ''));
      const exact = !/comment|docstring/.test(name);
      const [before, after] = [saidOf(texts), saidOf(rewritten)];
      expect(exact ? after : strip(after)).toEqual(exact ? before : strip(before));
    });
  });

  test('other names for the tables, everywhere', () => {
    const renamed = (text: string) => text.replaceAll('orders', 'parcels').replaceAll('notes', 'labels');
    eachHistory((history) => {
      const texts = writtenHistory(history);
      const after = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, renamed(text)]));
      expect(saidOf(after)).toEqual(saidOf(texts).map(renamed).toSorted());
    });
  });

  test('a table that has nothing to do with the others, whatever it is called', () => {
    const made = (name: string) =>
      `op.create_table("${name}", sa.Column("id", sa.Integer(), primary_key=True))`;
    eachHistory((history) => {
      const withTable = (name: string) =>
        writtenHistory(history.map((one, index) => (index === 0 ? addedTable(one, name) : one)));
      const addedTable = (one: DraftRevision, name: string): DraftRevision => ({
        ...one,
        upgrade: [...one.upgrade, made(name)],
        downgrade: [`op.drop_table("${name}")`, ...(one.downgrade ?? [])],
      });
      // It asks whether everything goes that was there.
      const saidWithout = (texts: Texts) =>
        saidOf(texts).filter((line) => !line.includes('destructive-autogenerate'));
      const alone = saidWithout(writtenHistory(history));
      for (const name of ['unrelated', 'order', 'orders_archive', 'select', 'ünrelated']) {
        expect(saidWithout(withTable(name))).toEqual(alone);
      }
    });
  });
});

describe('what stands in downgrade() only', () => {
  /** These rules judge the downgrade, or the file as a whole. */
  const OF_DOWNGRADES =
    /create-all|downgrade|irreversible|unnamed-constraint-drop|unanalyzable|missing-parent|multiple-heads|empty-migration/;

  test('is spoken of by rules of the downgrade alone', () => {
    eachHistory((history) => {
      const texts = writtenHistory(history);
      const inDowngrade = ({ at }: Finding) => {
        const text = at && texts[at.path];
        if (at === undefined || text === undefined) return false;
        const line = text.split('\n').findIndex((one) => one.startsWith('def downgrade'));
        return line >= 0 && at.start.line >= line;
      };
      const spoken = judged(texts)
        .findings.filter(inDowngrade)
        .map(({ rule }) => rule);
      expect(spoken.filter((rule) => !OF_DOWNGRADES.test(rule))).toEqual([]);
    });
  });

  test('is harmless where the upgrade is', () => {
    eachHistory((history) => {
      const swapped = history.map((one, index) =>
        index === 0 ? one : { ...one, upgrade: ['op.execute("SELECT 1")'], downgrade: one.upgrade },
      );
      const rules = judged(writtenHistory(swapped)).findings.map(({ rule }) => rule);
      expect(rules.filter((rule) => !OF_DOWNGRADES.test(rule))).toEqual([]);
    });
  });
});
