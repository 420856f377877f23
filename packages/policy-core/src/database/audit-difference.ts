import { displayText } from '../model/display-text.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { AuditDifference } from './database-audit.ts';
import type { AspectDifference, PartDifference } from './schema-difference.ts';
import { secretSign } from '../policy/secret-sign.ts';

type Sides = readonly [Exclude<AuditDifference['only_in'], null>, Exclude<AuditDifference['only_in'], null>];

/** As people and programs are told, without the passwords in it. @param sides what the first and the second are called */
export function auditDifference(compared: PartDifference, sides: Sides): AuditDifference {
  const difference = { ...compared, aspects: compared.aspects.map(shownAspect) };
  const { kind, on, name, standing, aspects } = difference;
  return {
    kind,
    on: on ?? null,
    name,
    only_in: standing === 'differs' ? null : sides[standing === 'only-in-first' ? 0 : 1],
    aspects: aspects.map(({ aspect, first, second }) => ({
      aspect,
      first: first ?? null,
      second: second ?? null,
    })),
    text: sentence(difference, sides),
  };
}

function shownAspect({ aspect, first, second }: AspectDifference): AspectDifference {
  const [one, other] = [first, second].map((value) =>
    value === undefined ? undefined : withoutPasswords(value),
  );
  // Otherwise nobody could see what is not alike.
  return {
    aspect,
    first: one,
    second: other !== undefined && one === other ? `${OTHER_SECRET} ${other}` : other,
  };
}

const OTHER_SECRET = '(with another secret)';

/** `The column total of orders is only in production.` */
function sentence({ kind, on, name, standing, aspects }: PartDifference, sides: Sides): string {
  const of = on === undefined ? '' : ` of ${displayText(on)}`;
  const what = `The ${kind} ${displayText(name)}${of}`;
  if (standing !== 'differs')
    return standing === 'only-in-first'
      ? `${what} is only in ${asPlace(sides[0])}.`
      : `${what} is only in ${asPlace(sides[1])}.`;
  const shown = aspects.map(
    ({ aspect, first, second }) =>
      `${aspect} is ${valueText(first)} in ${asPlace(sides[0])} and ${valueText(second)} in ${asPlace(sides[1])}`,
  );
  return `${what} differs: ${shown.join('; ')}.`;
}

function asPlace(side: Sides[number]): string {
  return side === 'migrations' ? 'the migrations' : side === 'database' ? 'the database' : side;
}

function valueText(value: string | undefined): string {
  return value === undefined ? 'not set' : shortenedText(displayText(value));
}

/**
 * A text of a database, such as the body of a function, in which no password and no token can be read:
 * `dblink('host=h password=****')`. Which of several secrets it was cannot be told from it any more.
 */
export function withoutPasswords(text: string): string {
  return text
    .replace(IN_ADDRESS, `$1${COVER}`)
    .replace(NAMED, `$1${COVER}`)
    .replace(TOKEN, (word) => (secretSign(word) === undefined ? word : COVER));
}

const COVER = '****';

/** Up to the last @ of the word, as nobody wrote %40 for one in a password. A doubled quote is one within SQL. */
const IN_ADDRESS = /(\b[a-z][a-z0-9+.-]{0,40}:\/\/[^\s:/?#@'"]{0,200}:)(?:[^\s'"]|''){1,1000}(?=@)/gi;

/** The whole text of a literal, written in any of the ways of SQL, or as literal within a literal. */
const LITERAL = String.raw`''(?:[^']|''''){0,1000}''|\\'(?:[^'\\]|\\\\.){0,1000}\\'|'(?:[^']|''){0,1000}'|"[^"\n]{0,1000}"|\$(\w{0,60})\$[\s\S]{0,1000}?\$\2\$`;

/** As libpq takes it: a space in it stands behind a backslash. What follows in a query goes with it. */
const WORD = String.raw`(?:\\.|[^\s'"\\]){1,1000}`;

const NAMED = new RegExp(
  String.raw`((?:password|passwd|passphrase|pwd)["']?(?:\s+text|\s+varchar)?(?:\s*(?:=>|:=|=)\s*|\s*:\s*(?=["'])|\s+(?=['$\\])))(?:${LITERAL}|${WORD})`,
  'gi',
);

/** An address has a colon, and was covered already. */
const TOKEN = /[^\s'"`,;:()=]{12,}/g;
