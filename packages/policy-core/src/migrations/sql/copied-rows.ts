import type { SqlParser } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { splitSql, type SqlPiece } from './splitter.ts';
import { keyword, significantTokens } from './tokens.ts';

/**
 * Whether psql would run any of the rows behind a `COPY ... FROM stdin`. Where PostgreSQL refuses the COPY, because the
 * table or a column is missing, psql goes on and reads the rows as a script.
 */
export function mayRunAsScript(parser: SqlParser, text: string, { start, end }: TextRange): boolean {
  return runsAny(parser, text.slice(start, end).replace(LAST_ROW, ''));
}

const LAST_ROW = /^\\\.[ \t]*\r?$/m;

function runsAny(parser: SqlParser, rows: string): boolean {
  return splitSql(rows).some((piece) => isRun(parser, rows, piece));
}

function isRun(parser: SqlParser, rows: string, { kind, start, end }: SqlPiece): boolean {
  const piece = rows.slice(start, end);
  if (kind === 'meta-command') return isCommand(parser, piece);
  return kind === 'statement' && beginsStatement(piece) && parser.parse(piece).kind === 'statements';
}

/** What COPY writes for a character is no command of psql that runs anything: `\N`, `\t`, `\134`. */
function isCommand(parser: SqlParser, command: string): boolean {
  if (!/^\\[\\Nbfnrtvx\d]/.test(command)) return true;
  const next = command.indexOf('\\\\');
  return next >= 0 && runsAny(parser, command.slice(next + 2));
}

/** Most rows begin otherwise, and PostgreSQL is slow to say no. */
function beginsStatement(piece: string): boolean {
  const [first] = significantTokens(piece, 0, HEAD);
  return first?.kind === 'open' || COMMANDS.has(keyword(piece, first) ?? '');
}

const HEAD = 1_000;

const COMMANDS: ReadonlySet<string> = new Set(
  (
    'ABORT ALTER ANALYSE ANALYZE BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE DEALLOCATE DECLARE ' +
    'DELETE DISCARD DO DROP END EXECUTE EXPLAIN FETCH GRANT IMPORT INSERT LISTEN LOAD LOCK MERGE MOVE NOTIFY ' +
    'PREPARE REASSIGN REFRESH REINDEX RELEASE RESET REVOKE ROLLBACK SAVEPOINT SECURITY SELECT SET SHOW START TABLE ' +
    'TRUNCATE UNLISTEN UPDATE VACUUM VALUES WITH'
  ).split(' '),
);
