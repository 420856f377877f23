import { effectsOfUpgrade, type JudgedEffects } from '../migrations/effects/judged-effects.ts';
import type { JudgedUpgrade } from '../migrations/analysis/judged-upgrade.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { startOf } from '../model/source-span.ts';
import { sqlSteps } from './folded-sql.ts';

/** The operations of a SQL migration that is under judgement, on PostgreSQL 15. Every place is the start of it. */
export function judgedSql(
  parser: SqlParser,
  text: string,
  path = 'migrations/1.sql',
): readonly JudgedEffects[] {
  const upgrade: JudgedUpgrade = {
    path,
    text,
    steps: sqlSteps(parser, text),
    span: () => startOf(path),
    revision: undefined,
    history: undefined,
  };
  return effectsOfUpgrade(upgrade, 15);
}
