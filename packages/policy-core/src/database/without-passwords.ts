import { secretSign } from '../policy/secret-sign.ts';

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
