import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(import.meta.dirname, '../rules/migrations');

/** Every example of SQL on the pages of migration rules, the good ones and the bad ones. */
export function exampleStatements(): readonly string[] {
  return readdirSync(PAGES)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => [...readFileSync(join(PAGES, name), 'utf8').matchAll(/^```sql .*\n([^`]*)^```$/gm)])
    .flatMap(([, text]) => text ?? []);
}
