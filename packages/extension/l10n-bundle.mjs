// Collects the sentences of the sources for translators: a bundle cannot miss what it is made from.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parseAst } from 'rolldown/parseAst';

const SOURCES = path.join(import.meta.dirname, 'src');

/** @returns {Record<string, string>} Every sentence by itself, in the order of the alphabet: the form of a `bundle.l10n.json`. */
export function l10nBundle() {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
    .map((file) => path.join(SOURCES, file));
  const sentences = files.flatMap((file) => sentencesIn(readFileSync(file, 'utf8'), file));
  return Object.fromEntries(sentences.sort().map((sentence) => [sentence, sentence]));
}

/**
 * @param {string} text
 * @param {string} file
 * @returns {string[]} What the calls of `l10n.t` say. Throws where one does not say a literal: nobody could translate it.
 */
export function sentencesIn(text, file) {
  /** @type {string[]} */
  const found = [];
  walk(parseAst(text, { lang: 'ts' }), (node) => {
    if (!isTranslation(node)) return;
    const [first] = Reflect.get(node, 'arguments');
    if (typeof first?.value !== 'string') {
      const line = text.slice(0, Reflect.get(node, 'start')).split('\n').length;
      throw new Error(
        `${path.relative(SOURCES, file)}:${line}: l10n.t takes a literal, or no translator sees it.`,
      );
    }
    found.push(first.value);
  });
  return found;
}

/** @param {object} node */
function isTranslation(node) {
  const callee = Reflect.get(node, 'callee');
  return (
    Reflect.get(node, 'type') === 'CallExpression' &&
    callee?.object?.name === 'l10n' &&
    callee?.property?.name === 't'
  );
}

/**
 * @param {unknown} node
 * @param {(node: object) => void} visit
 */
function walk(node, visit) {
  if (typeof node !== 'object' || node === null) return;
  visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}
