/**
 * A text in which no address shows who may use it: `https://ana:pw@host` is `https://****@host`.
 *
 * Requirements hold addresses, and findings about them end in logs and pull requests. The name `git`
 * and variables of the environment are no secret and stay.
 */
export function withoutCredentials(text: string): string {
  return replaced(text, () => '****');
}

/** The same with one `*` for each character, so that what stands behind it stays in its place. */
export function coveredCredentials(text: string): string {
  return replaced(text, (secret) => '*'.repeat(secret.length));
}

function replaced(text: string, cover: (secret: string) => string): string {
  if (!text.includes('@')) return text;
  return text.replace(CREDENTIALS, (whole, start: string, written: string) =>
    NO_SECRET.test(written) ? whole : start + cover(written),
  );
}

/**
 * Up to the last `@` before the host ends, as pip reads it: a quote may stand in a password. With too few or
 * too many slashes no address is left, and the password is one all the same.
 */
const CREDENTIALS = /(https?:\/*|:\/\/)([^ \t\r\n\v\f/?#]+)(?=@)/gi;
const NO_SECRET = /^(?:git|\$\{\w+\}(?::\$\{\w+\})?)$/;
