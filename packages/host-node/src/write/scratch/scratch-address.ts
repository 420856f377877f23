/**
 * The same address with another database; `undefined` where it names its database in a way that would win over that.
 */
export function withDatabase(written: string, database: string): string | undefined {
  const parts = FORM.exec(written.trim());
  const [, server, query = ''] = parts ?? [];
  return server === undefined || /[?&]dbname=/i.test(query) ? undefined : `${server}/${database}${query}`;
}

/** As `readAddress` takes it apart: a password ends at the first @, and may hold a slash. */
const FORM = /^([a-z]+(?:\+\w+)?:\/\/(?:[^:/?@]*(?::[^@]*)?@)?[^/?]*)(?:\/[^?]*)?(\?[\s\S]*)?$/i;
