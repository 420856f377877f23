import type { SqlParser } from '../../parsers/parsers.ts';
import { executedText, isDynamic, PUT_TOGETHER, stretch } from './plpgsql-execute.ts';
import { judgedWhole, pinned, problemAt, shifted, type Judged, type SqlScript } from './script.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

export interface PlpgsqlBody {
  readonly body: string;
  readonly parser: SqlParser;
  /** Judges a text that the body runs. */
  readonly read: (sql: string) => SqlScript;
}

/**
 * Judges what PL/pgSQL code runs, whichever branch it takes. The body shares PostgreSQL's tokens,
 * and no valid one has `DROP TABLE` outside quotes except to drop a table, so tokens are enough:
 * that holds for code that only a database with its tables could compile, too.
 */
export function readPlpgsqlBody(code: PlpgsqlBody): Judged {
  const tokens = significantTokens(code.body);
  const judged = tokens.flatMap((token, index) => {
    const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
    switch (keyword(code.body, token)) {
      case 'DROP':
        return keyword(code.body, next) === 'TABLE' ? [statementAt(code, tokens, index)] : [];
      case 'DO':
        return startsDoBlock(code.body, next) ? [statementAt(code, tokens, index)] : [];
      case 'EXECUTE':
        return isDynamic(code.body, next, afterNext) ? [executed(code, tokens, index)] : [];
      default:
        return [];
    }
  });
  return {
    drops: judged.flatMap(({ drops }) => drops),
    problems: judged.flatMap(({ problems }) => problems),
  };
}

/** `ON CONFLICT DO NOTHING` is not one. */
export function startsDoBlock(body: string, next: SqlToken | undefined): boolean {
  return next?.kind === 'string' || keyword(body, next) === 'LANGUAGE';
}

function statementAt({ body, read }: PlpgsqlBody, tokens: readonly SqlToken[], index: number): Judged {
  const { start, end } = stretch(tokens, index, ({ kind }) => kind === 'semicolon');
  return shifted(judgedWhole(read(body.slice(start, end))), start);
}

function executed(code: PlpgsqlBody, tokens: readonly SqlToken[], index: number): Judged {
  const { place, text, start } = executedText(code, tokens, index);
  if (text === undefined) return { drops: [], problems: [problemAt(place, 'dynamic', PUT_TOGETHER)] };
  const judged = judgedWhole(code.read(text));
  return start === undefined ? pinned(judged, place.start, place.end) : shifted(judged, start);
}
