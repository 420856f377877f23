import { memoizeByObject } from '../../model/memoize.ts';
import type { TextRange } from '../../model/text-range.ts';
import { splitSql } from './splitter.ts';
import { upgradePart } from './upgrade-part.ts';

/**
 * Whether the tool that runs a SQL migration does so in a transaction block, as far as the file tells by its name
 * and its comments. `undefined`: it may be run by anything. Each of many statements may ask.
 */
export const fileTransaction = memoizeByObject((file: SqlFile) => transactionOf(file, 0));

/** The same once a fix has put in a statement: some tools run one without a transaction, and several in one. */
export const transactionWithOneMore = memoizeByObject((file: SqlFile) => transactionOf(file, 1));

interface SqlFile {
  readonly path: string;
  readonly text: string;
}

function transactionOf({ path, text }: SqlFile, more: number): boolean | undefined {
  const tool = TOOLS.find(({ isMeant }) => isMeant(path, text));
  return tool?.isInside(text, more);
}

/**
 * The parts of a file that its tool hands over at once outside of a transaction: several statements are then one
 * transaction of their own. Offsets are those of the text.
 */
export function statementBlocks(text: string): readonly TextRange[] {
  return Array.from(text.matchAll(GOOSE_BLOCK), ({ 0: block, index }) => ({
    start: index,
    end: index + block.length,
  })).filter(({ start, end }) => countStatements(text.slice(start, end)) > 1);
}

/** https://pressly.github.io/goose/documentation/annotations/ */
const GOOSE_BLOCK =
  /^[ \t]*--[ \t]*\+goose[ \t]+StatementBegin\b[^]*?^[ \t]*--[ \t]*\+goose[ \t]+StatementEnd\b/gim;

interface Tool {
  readonly isMeant: (path: string, text: string) => boolean;
  readonly isInside: (text: string, more: number) => boolean | undefined;
}

const TOOLS: readonly Tool[] = [
  // https://pressly.github.io/goose/documentation/annotations/
  {
    isMeant: (_path, text) => /^--\s*\+goose\s/im.test(text),
    isInside: (text) => !/^--\s*\+goose\s+NO\s+TRANSACTION\b/im.test(text),
  },
  // Without a transaction of its own, dbmate hands all of its part of the file over at once.
  // https://github.com/amacneil/dbmate#migration-options, https://github.com/amacneil/dbmate/issues/182
  {
    isMeant: (_path, text) => DBMATE_UP.test(text),
    isInside: (text, more) =>
      !isWithoutTransaction(text) || countStatements(upgradePart('', text)) + more > 1,
  },
  // https://github.com/rubenv/sql-migrate#writing-migrations
  {
    isMeant: (_path, text) => /^-- \+migrate[ \t]+Up\b/m.test(text),
    isInside: (text) => !/^-- \+migrate[ \t]+Up\b.*\bnotransaction\b/m.test(text),
  },
  // Flyway: V1__name.sql, U1__name.sql, R__name.sql. What another file beside it configures is not seen.
  // https://documentation.red-gate.com/fd/migration-transaction-handling-273973399.html
  {
    isMeant: (path) => /(?:^|\/)(?:[VU][\d._]+|R)__[^/]*\.sql$/.test(path),
    isInside: () => true,
  },
  // golang-migrate hands the whole file over at once; sqlx, whose files have the same names, begins a transaction.
  // https://github.com/golang-migrate/migrate/tree/master/database/postgres#multi-statement-mode
  {
    isMeant: (path) => /(?:^|\/)\d+_[^/]+\.up\.sql$/.test(path),
    isInside: (text, more) => (countStatements(text) + more > 1 ? true : undefined),
  },
  // Prisma hands the whole file over at once, which PostgreSQL runs as one transaction when it has several statements.
  // Its folders begin with a date, or with a number that somebody gave them.
  {
    isMeant: (path) => /(?:^|\/)\d+_[^/]+\/migration\.sql$/.test(path),
    isInside: (text, more) => countStatements(text) + more > 1,
  },
];

const DBMATE_UP = /^--[ \t]*migrate:up\b(.*)$/im;

/** Of two options of one name the last one counts, and no space may stand in one. */
function isWithoutTransaction(text: string): boolean {
  const options = (DBMATE_UP.exec(text)?.[1] ?? '').split(/\s+/);
  return options.findLast((option) => option.startsWith('transaction:')) === 'transaction:false';
}

function countStatements(text: string): number {
  return splitSql(text).filter(({ kind }) => kind === 'statement').length;
}
