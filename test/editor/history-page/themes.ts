import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The colours that a theme of VS Code gives to a page, as VS Code gives them. */
export interface Theme {
  readonly name: string;
  /** Of the body, by which a page can tell kinds of themes apart. */
  readonly bodyClass: string;
  /** CSS variables. What a theme does not define is absent, as in VS Code. */
  readonly variables: Readonly<Record<string, string>>;
}

const FILE = path.join(import.meta.dirname, '../fixtures/page-themes.json');

/** `node tools/take-screenshots/main.mjs` reads them from a real VS Code. */
export const THEMES: readonly Theme[] = JSON.parse(readFileSync(FILE, 'utf8'));
