import type { TextEdit } from '../../model/fix.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade, MigrationStep } from '../analysis/judged-upgrade.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import { nextSqlFile } from './next-sql-file.ts';
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
  if (namesSearchPath(upgrade)) return 'what this file does to search_path may not hold in another';
  const next = nextSqlFile(last, `validate ${name}`);
  if (next === undefined) return `the name of the last file, ${last}, does not show the name of the next one`;
  const habits = habitsOf(upgrade);
  const like = next.mayBeParted ? habits : { ...habits, text: '' };
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

/** Of a file that has thousands of constraints, its whole text is looked through once. */
const namesSearchPath = memoizeByObject(({ text }: JudgedUpgrade) => /\bsearch_path\b/i.test(text));
const habitsOf = memoizeByObject((upgrade: JudgedUpgrade): FileHabits => {
  const { lineEnd } = lineHabits(upgrade);
  return { text: upgrade.text, lineEnd };
});

interface FileHabits {
  readonly text: string;
  readonly lineEnd: string;
}

/** The text of a SQL migration with one statement, parted by comments as another one is whose tool reads such. */
export function sqlFileText(sql: string, like: FileHabits): string {
  const tool = toolOf(like);
  const lines = tool === undefined ? [`${sql};`] : [tool.up, `${sql};`, '', tool.down, GOES_ALONG];
  return lines.map((line) => line + like.lineEnd).join('');
}

const toolOf = memoizeByObject(({ text }: FileHabits) => TOOLS.find(({ isMeant }) => isMeant.test(text)));

/** That of a file which takes back nothing. */
export function emptyWayBack({ lineEnd }: Pick<FileHabits, 'lineEnd'>): string {
  return GOES_ALONG + lineEnd;
}

const GOES_ALONG = '-- It goes with the constraint.';

interface Tool {
  readonly isMeant: RegExp;
  readonly up: string;
  readonly down: string;
}

const TOOLS: readonly Tool[] = [
  // https://pressly.github.io/goose/documentation/annotations/
  { isMeant: /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im, up: '-- +goose Up', down: '-- +goose Down' },
  // https://github.com/amacneil/dbmate#creating-migrations
  { isMeant: /^--[ \t]*migrate:up\b/m, up: '-- migrate:up', down: '-- migrate:down' },
  // https://github.com/rubenv/sql-migrate#writing-migrations
  { isMeant: /^-- \+migrate[ \t]+Up\b/m, up: '-- +migrate Up', down: '-- +migrate Down' },
  // https://salsita.github.io/node-pg-migrate/migrations/
  { isMeant: /^[ \t]*--[ \t-]*up[ \t]+migration/im, up: '-- Up Migration', down: '-- Down Migration' },
];
