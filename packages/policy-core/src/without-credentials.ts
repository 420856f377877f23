/**
 * A text in which no address shows who may use it: `https://ana:pw@host` is `https://****@host`.
 *
 * Requirements hold addresses, and findings about them end in logs and pull requests. The name `git`
 * and variables of the environment are no secret and stay.
 */
export function withoutCredentials(text: string): string {
  return text.includes('@') ? text.replace(CREDENTIALS, (_, scheme: string) => `${scheme}****`) : text;
}

/** The same with one `*` for each character, so that what stands behind it stays in its place. */
export function coveredCredentials(text: string): string {
  return text.includes('@')
    ? text.replace(CREDENTIALS, (_, scheme: string, secret: string) => scheme + '*'.repeat(secret.length))
    : text;
}

/** Up to the last `@` before the host ends, as browsers and pip read it. */
const CREDENTIALS = /(:\/\/)(?!git@)(?!\$\{\w+\}(?::\$\{\w+\})?@)([^\s/?#"'<>]+)(?=@)/g;
