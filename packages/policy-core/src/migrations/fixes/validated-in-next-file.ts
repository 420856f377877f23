import type { TextEdit } from '../../model/fix.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import { nextSqlFile } from './next-sql-file.ts';
import { emptyWayBack, sqlFileText } from './sql-file-text.ts';
import type { UnratedFix, Validation } from './validation.ts';

/**
 * In a file of its own behind the last migration there is: each is a transaction to the usual tools. Or a clause that
 * says why nobody can write that.
 */
export function validatedInNextFile(
  { upgrade }: MigrationStep,
  { name, sql }: Validation,
  edits: readonly TextEdit[],
): UnratedFix | string {
  const last = upgrade.sqlHistory?.last;
  if (last === undefined) return 'no version in its name says which file comes next';
  if (/\bsearch_path\b/i.test(upgrade.text))
    return 'what this file does to search_path may not hold in another';
  const next = nextSqlFile(last, `validate ${name}`);
  if (next === undefined)
    return `the name of the last file, ${last}, does not tell how the next one is called`;
  const { lineEnd } = lineHabits(upgrade);
  const like = { text: next.mayBeParted ? upgrade.text : '', lineEnd };
  const created = [
    newFile(next.path, sqlFileText(sql, like)),
    ...(next.wayBack === undefined ? [] : [newFile(next.wayBack, emptyWayBack(like))]),
  ];
  return {
    title: 'Add it NOT VALID, and validate it in a file of its own',
    edits: [...edits, ...created],
  };
}

function newFile(path: string, text: string): TextEdit {
  const start = { line: 0, character: 0 };
  return { path, start, end: start, text, creates: true };
}
