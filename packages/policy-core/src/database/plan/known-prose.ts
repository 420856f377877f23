import { isDestructiveWord } from './destructive-words.ts';

/**
 * Whether a line is what a tool or a dialog says around every plan, and says nothing of the plan itself. Exact on
 * purpose: what is not known here is not judged, and so not approved.
 */
export function isKnownProse(line: string): boolean {
  const said = line.replace(/\s*[|│┃]$/, '').trim();
  return KNOWN.some((known) => known.test(said)) || (NAME_ALONE.test(said) && !isDestructiveWord(said));
}

/** Whether a line says that there is nothing to do. */
export function saysNothingToDo(line: string): boolean {
  return NOTHING_TO_DO.test(line.trim());
}

const NOTHING_TO_DO =
  /^(?:no (?:(?:schema|database|pending|new) )*(?:changes?|differences?|migrations?|upgrade operations)(?: (?:were |was )?(?:detected|found|to (?:apply|push|generate|run)|in database schema were found))?|everything'?s? (?:is )?(?:up[ -]to[ -]date|in sync(?: with the database)?)|(?:the |your )?(?:database|schema) is (?:already )?(?:up[ -]to[ -]date|in sync(?: with (?:the|your) \w+ schema)?)|this is an empty migration|nothing to (?:do|migrate))[.!,]*$/i;

const NAME = '[`"\\w.$-]+';

/** One of what `prisma migrate diff` lists, or a word of a dialog. */
const NAME_ALONE = new RegExp(`^${NAME}$`);

const KNOWN: readonly RegExp[] = [
  // Rules, frames, fences, braces.
  /^[\p{P}\p{S}\s]*$/u,
  /^(?:```|~~~)\w*$/,
  NOTHING_TO_DO,
  // Alembic, which logs the message of a revision.
  /^INFO\s+\[alembic[\w.]*\] (?:Context impl|Will assume|Generating static SQL|Running (?:upgrade|stamp_revision)\b).*$/,
  // Prisma.
  /^Environment variables loaded from \S+$/,
  /^Prisma schema loaded from \S+$/,
  /^Datasource "\w+": .*$/,
  /^Warnings(?: for the current datasource)?:$/,
  new RegExp(
    `^Added the required column ${NAME} to the ${NAME} table without a default value\\. (?:This is not possible if the table is not empty\\.|There are \\d+ rows in this table, it is not possible to execute this step\\.)$`,
  ),
  new RegExp(
    `^A unique constraint covering the columns [^.]* on the table ${NAME} will be added\\. If there are existing duplicate values, this will fail\\.$`,
  ),
  new RegExp(
    `^The primary key for the ${NAME} table will be changed\\. If it partially fails, the table could be left without primary key constraint\\.$`,
  ),
  new RegExp(
    `^The values \\[[^\\]]*\\] on the enum ${NAME} will be removed\\. If these variants are still used in the database, this will fail\\.$`,
  ),
  // What `prisma migrate diff` lists without --script.
  /^Added (?:tables|enums|views|schemas)$/i,
  /^Added (?:column|unique index on columns|index on columns|foreign key on columns|primary key on columns)\b[^.]*$/i,
  /^Removed (?:unique index|index|foreign key) on columns \([^)]*\)$/i,
  new RegExp(`^Changed the ${NAME} (?:table|enum)$`, 'i'),
  // Drizzle.
  /^Pulling schema from database\.*$/,
  /^(?:No config path provided, using default|Reading config file) '[^']*'$/,
  /^Using '[^' ]*' driver for database querying$/,
  /^drizzle-(?:kit|orm): v[\d.]+$/,
  /^Warning\s+You are about to execute current statements:$/,
  /^Do you still want to push changes\?$/,
  /^No, abort$/,
  /^Changes applied$/,
  // Replit and its like.
  /^Development database changes detected\.*$/i,
  /^(?:approve(?: and publish)?|publish|cancel|back|continue|review(?: changes)?|submit|provision|build|bundle|promote)$/i,
  /^(?:the following|these) (?:sql|changes|statements|migrations?|sql statements)(?: (?:will|would) be (?:applied|run|executed)(?: (?:to|on|against) (?:the |your )?production(?: database)?)?)?:?$/i,
  /^(?:database|schema|production|pending|planned)? ?(?:changes|migrations?|migration plan|schema changes|database changes|migration preview|plan|sql)(?: (?:for|to|in) (?:the |your )?production(?: database)?)?:?$/i,
  // TypeORM.
  /^Schema syncroni[sz]ation will execute following sql queries(?: \(\d+\))?:$/i,
];
