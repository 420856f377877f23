import type { SqlParser } from '../parsers/parsers.ts';
import { sqlOperations } from '../migrations/sql/operations.ts';
import { dedented } from './dedented.ts';
import { shownOperation } from './steps-of.ts';

/** What a script does, a line for each thing: `drop-column orders note`, `?` before what is not certain, `! why`. */
export function toldSql(parser: SqlParser, script: string): readonly string[] {
  return toldSqlWithPlaces(parser, script).map(({ step }) => step);
}

/** The same, with what an editor underlines. */
export function toldSqlWithPlaces(
  parser: SqlParser,
  script: string,
): readonly { readonly step: string; readonly underlined: string }[] {
  const sql = dedented(script);
  return sqlOperations(parser, sql).map((one) => {
    const done = one.kind === 'unclear' ? `! ${one.problem}` : shownOperation(one.operation);
    return { step: `${one.isCertain ? '' : '? '}${done}`, underlined: sql.slice(one.start, one.end) };
  });
}
