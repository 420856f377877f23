import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The colours that a theme of VS Code gives to a page, as VS Code gives them. */
export interface Theme {
  readonly name: string;
  /** Of the body, by which a page can tell kinds of themes apart. */
  readonly bodyClass: string;
  /** CSS variables that the page asks for. What a theme does not define is absent, as in VS Code. */
  readonly variables: Readonly<Record<string, string>>;
}

export const THEMES_FILE = path.join(import.meta.dirname, '../fixtures/page-themes.json');

/** Read from a real VS Code by `LOCKKEEPER_PICTURES=1 pnpm unit test/editor/history-ui`. */
export function savedThemes(): readonly Theme[] {
  return JSON.parse(readFileSync(THEMES_FILE, 'utf8'));
}

/** @param page `style` is that of the root of a page in VS Code, `css` what the page asks it for */
export function readTheme(page: {
  readonly name: string;
  readonly bodyClass: string;
  readonly style: string;
  readonly css: string;
}): Theme {
  const asked = new Set(page.css.match(/--vscode-[\w-]+/g));
  const given = page.style.split(';').map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name.trim(), value.join(':').trim()] as const;
  });
  const variables = given.filter(([name]) => asked.has(name));
  return { name: page.name, bodyClass: page.bodyClass, variables: Object.fromEntries(variables) };
}
