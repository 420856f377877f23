import { readFileSync } from 'node:fs';
import path from 'node:path';

import { splitSql } from '../../packages/policy-core/dist/migrations/sql/splitter.js';
import { filesIn } from './sql-files.mjs';
import { draw } from '../draw-findings/draw.mjs';

/** Words with which statements begin that take something away, change rows, or run what is not theirs. */
const TAKES =
  /^(?:delete|update|truncate|drop|merge|call|do|copy|execute|load|alter\s+table[^;]*\bdrop\b|with\b[^;]*\b(?:delete|update)\b)/i;

/**
 * Draws statements that take nothing away, and says of which the report calls something unknown.
 *
 * @param {string} folder one folder a repository
 * @param {ReadonlyMap<string, import('./reports.mjs').Report>} reports
 * @param {{ size: number, seed: number }} how
 */
export function drawnStatements(folder, reports, how) {
  const all = [...reports.keys()].flatMap((repository) =>
    filesIn(path.join(folder, repository)).flatMap((file) => statementsOf({ folder, repository, file })),
  );
  const drawn = draw(all, { ...how, most: 3 });
  const unknown = drawn.filter((one) => {
    const lines = one.message.split('\n').length;
    return reports
      .get(one.repository)
      ?.findings.some(
        ({ rule, path: file, line }) =>
          rule === 'migrations/unanalyzable-sql' &&
          file === one.path &&
          line >= one.line &&
          line < one.line + lines,
      );
  });
  return {
    drawn: drawn.length,
    unknown: unknown.map(({ message }) => message.replaceAll(/\s+/g, ' ').slice(0, 120)),
  };
}

/** @param {{ folder: string, repository: string, file: string }} where */
function statementsOf({ folder, repository, file }) {
  const text = readFileSync(path.join(folder, repository, file), 'utf8');
  return splitSql(text)
    .filter(({ kind }) => kind === 'statement')
    .map(({ start, end }) => ({ start, message: text.slice(start, end) }))
    .filter(({ message }) => !TAKES.test(message))
    .map(({ start, message }) => ({
      repository,
      rule: 'statement',
      path: file,
      line: text.slice(0, start).split('\n').length,
      message,
    }));
}
