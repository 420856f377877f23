import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

/** Relative links of a page, without its blocks of code. */
function linksIn(text: string): readonly string[] {
  const prose = text.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1[ \t]*$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const written = Array.from(prose.matchAll(/\]\(([^()\s]+)\)/g), ([, link = '']) => link);
  return written.filter((link) => !/^(?:[a-z][a-z+.-]*:|#)/.test(link));
}

function pages(): readonly string[] {
  const below = ['docs', 'packages'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  return [...readdirSync(ROOT), ...below].filter(
    (page) => page.endsWith('.md') && !/(?:^|\/)(?:node_modules|dist)\//.test(page),
  );
}

/** The heading that a link leads to, as GitHub names it. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test('every link of a page leads to a file that is there, and to a heading of it', () => {
  const lost = pages().flatMap((page) =>
    linksIn(readFileSync(path.join(ROOT, page), 'utf8')).flatMap((link) => {
      const [file = '', anchor] = decodeURI(link).split('#');
      const target = path.join(ROOT, path.dirname(page), file);
      if (!existsSync(target)) return [`${page}: ${link}`];
      const isKnown = anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).has(anchor);
      return isKnown ? [] : [`${page}: ${link}`];
    }),
  );
  expect(lost).toEqual([]);
});
