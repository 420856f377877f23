import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { StatementText } from './script-parts.ts';
import { keyword, significantToken } from './tokens.ts';

/** What psql prints when the statement is done, as far as it says what was done: `COMMIT`, `SET`, `CREATE ROLE`. */
export function commandTag({ text, start, end }: StatementText, name: string, node: SqlNode): string {
  const kind = node['kind'];
  if (name === 'TransactionStmt' && typeof kind === 'string') return transactionTag(kind);
  return FIXED.get(name) ?? tagOfWords(firstWords(text, { start, end }));
}

/** Empty for a token that is no key word. */
function firstWords(text: string, { start, end }: TextRange): readonly string[] {
  const words: string[] = [];
  let token = significantToken(text, start, end);
  while (token !== undefined && words.length < 6) {
    words.push(keyword(text, token) ?? '');
    token = significantToken(text, token.end, end);
  }
  return words;
}

/** By the node, where the words may be others: WITH, a parenthesis, ALL. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['AlterTableMoveAllStmt', 'ALTER TABLE'],
  ['CommentStmt', 'COMMENT'],
  ['ConstraintsSetStmt', 'SET CONSTRAINTS'],
  ['LockStmt', 'LOCK TABLE'],
  ['SelectStmt', 'SELECT'],
]);

function transactionTag(kind: string): string {
  const words = kind.replace(/^TRANS_STMT_/, '').replaceAll('_', ' ');
  return TRANSACTIONS.get(words) ?? words;
}

const TRANSACTIONS: ReadonlyMap<string, string> = new Map([
  ['START', 'START TRANSACTION'],
  ['PREPARE', 'PREPARE TRANSACTION'],
  ['ROLLBACK TO', 'ROLLBACK'],
]);

/** Words behind CREATE that say how, and are not part of the tag. */
const HOW: ReadonlySet<string> = new Set(['OR', 'REPLACE', 'TRUSTED']);
const OF_TWO_WORDS: ReadonlySet<string | undefined> = new Set([
  'ALTER',
  'CREATE',
  'DISCARD',
  'DROP',
  'REASSIGN',
  'SECURITY',
]);
const OF_THREE_WORDS =
  /^(?:ALTER|CREATE|DROP) (?:ACCESS METHOD|DEFAULT PRIVILEGES|EVENT TRIGGER|FOREIGN DATA|FOREIGN TABLE|LARGE OBJECT|MATERIALIZED VIEW|OPERATOR CLASS|OPERATOR FAMILY|TEXT SEARCH|USER MAPPING)$|^REFRESH MATERIALIZED VIEW$|^IMPORT FOREIGN SCHEMA$/;

function tagOfWords([first, ...rest]: readonly string[]): string {
  const words = [first ?? '', ...rest.filter((word) => !HOW.has(word))];
  const three = words.slice(0, 3).join(' ');
  if (OF_THREE_WORDS.test(three)) return three;
  return OF_TWO_WORDS.has(first) ? words.slice(0, 2).join(' ') : (first ?? '');
}
