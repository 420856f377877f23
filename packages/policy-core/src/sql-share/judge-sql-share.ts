import { evaluateAll, type Evaluation } from '../evaluate.ts';
import type { Facts } from '../facts/facts.ts';
import type { Migrations } from '../facts/migrations.ts';
import { readMigration } from '../facts/read-migration.ts';
import { withSqlHistories } from '../facts/sql-histories.ts';
import { observed } from '../known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { sharedRuns, type SqlShare } from './sql-share.ts';

/** What came of a share. Plain data, for a message. */
export interface SharedVerdict extends Omit<Evaluation, 'yielding'> {
  /** As in an evaluation: places among the findings, with the rule that each yields to. */
  readonly yielding: readonly (readonly [index: number, rule: string])[];
}

/** Says of these migrations what would be said of them among all. */
export function judgeSqlShare(
  { files, pgVersion, isUpgradedByHand, settings, stage }: SqlShare,
  parsers: Parsers,
): SharedVerdict {
  const read = files.map(({ path, content }) => readMigration({ path, kind: 'sql', content }, parsers));
  const migrations: Migrations = {
    scripts: withSqlHistories({ focus: { kind: 'tree' } }, read, parsers),
    pgVersion,
    unsettled: undefined,
    histories: observed([]),
    ...(isUpgradedByHand && { isUpgradedByHand }),
  };
  // Sound: the rules that are run need no other fact, and are handed none.
  const { yielding, ...said } = evaluateAll(sharedRuns(settings), { migrations } as Facts, stage);
  return {
    ...said,
    yielding: said.findings.flatMap((finding, index) => {
      const rule = yielding.get(finding);
      return rule === undefined ? [] : [[index, rule] as const];
    }),
  };
}
