import { expect, test } from 'vitest';

import { pageHtml } from './page-html.ts';
import { pageWords } from '../graph/page-words.ts';

const PARTS = {
  nonce: 'n0nce',
  script: 'run("</script><script>", "<!--", 1 < 2);',
  style: 'body { color: red; }',
  words: pageWords(),
  language: 'en',
};

test('only what carries the nonce is run, and nothing can be loaded', () => {
  const html = pageHtml(PARTS);
  expect(html).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'">`,
  );
  expect(html.match(/<(script|style)\b[^>]*>/g)?.every((tag) => tag.includes('nonce="n0nce"'))).toBe(true);
  expect(html).not.toMatch(/\b(src|href|url|onclick|onload)\s*[=(]/i);
});

test('nothing inside a script ends it', () => {
  const html = pageHtml({ ...PARTS, words: { ...PARTS.words, title: '</script><b>"&' } });
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).toContain(String.raw`run("\u003C/script>\u003Cscript>", "\u003C!--", 1 < 2);`);
  expect(html).toContain('<title>&lt;/script&gt;&lt;b&gt;&quot;&amp;</title>');
});

test('the words arrive as they are', () => {
  const [, json = ''] = /id="words">(.*?)<\/script>/s.exec(pageHtml(PARTS)) ?? [];
  expect(JSON.parse(json)).toEqual(PARTS.words);
});

test('the language is said', () => {
  expect(pageHtml({ ...PARTS, language: 'de"' })).toContain('<html lang="de&quot;">');
});
