import { splitSql } from './splitter.ts';

/**
 * Whether the tool that runs a SQL migration does so in a transaction block, as far as the file tells by its name
 * and its comments. `undefined`: it may be run by anything.
 */
export function fileTransaction(path: string, text: string): boolean | undefined {
  const tool = TOOLS.find(({ isMeant }) => isMeant(path, text));
  return tool?.isInside(text);
}

interface Tool {
  readonly isMeant: (path: string, text: string) => boolean;
  readonly isInside: (text: string) => boolean | undefined;
}

const TOOLS: readonly Tool[] = [
  // https://pressly.github.io/goose/documentation/annotations/
  {
    isMeant: (_path, text) => /^--\s*\+goose\s/im.test(text),
    isInside: (text) => !/^--\s*\+goose\s+NO\s+TRANSACTION\b/im.test(text),
  },
  // https://github.com/amacneil/dbmate#migration-options
  {
    isMeant: (_path, text) => /^--\s*migrate:up\b/im.test(text),
    isInside: (text) => !/^--\s*migrate:up\b.*\btransaction:\s*false\b/im.test(text),
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
  // Prisma hands the whole file over at once, which PostgreSQL runs as one transaction when it has several statements.
  {
    isMeant: (path) => /(?:^|\/)\d{14}_[^/]+\/migration\.sql$/.test(path),
    isInside: (text) => splitSql(text).filter(({ kind }) => kind === 'statement').length > 1,
  },
];
