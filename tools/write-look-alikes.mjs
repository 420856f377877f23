// Writes the table of characters that look like ASCII from Unicode's confusables, which the npm
// package unhomoglyph publishes as JSON:
//
//   npm pack unhomoglyph@1.0.6 && tar xzf unhomoglyph-1.0.6.tgz
//   node tools/write-look-alikes.mjs package/data.json && npx oxfmt packages/policy-core/src/model/look-alikes.ts
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const TABLE = fileURLToPath(new URL('../packages/policy-core/src/model/look-alikes.ts', import.meta.url));
const LICENCE = fileURLToPath(new URL('bundle/unicode-licence.txt', import.meta.url));

const [, , source] = process.argv;
if (source === undefined) throw new Error('Name the data.json of the package unhomoglyph.');

/** @type {Readonly<Record<string, string>>} */
const confusables = JSON.parse(readFileSync(source, 'utf8'));
/** What one character is written for: `m` looks like `rn`, but no single character is meant as two. */
const likenesses = new Map(
  Object.entries(confusables).flatMap(([character, likeness]) => {
    const plain = withoutMarks(likeness).replace(/^rn$/, 'm');
    const isWanted = /^[!-~]+$/.test(plain) && !/^[\0-\x7f]$/.test(character);
    return isWanted ? [/** @type {const} */ ([character, plain])] : [];
  }),
);
const table = neededOf(likenesses);
writeFileSync(TABLE, `${head()}${rows().join('')}];\n`);
console.log(`${table.size} texts for ${[...table.values()].flat().length} characters.`);

/**
 * Much is already ASCII once it is decomposed, such as letters of full width.
 *
 * @param {ReadonlyMap<string, string>} all
 */
function neededOf(all) {
  /** @type {Map<string, string[]>} characters by what they look like */
  const needed = new Map();
  for (const [character, plain] of all) {
    const isSeen = character.normalize('NFD') === character;
    const decomposed = withoutMarks(character);
    const isDerived = decomposed !== character && prototypes(read(decomposed, all)) === prototypes(plain);
    if (isSeen && !isDerived) needed.set(plain, [...(needed.get(plain) ?? []), character]);
  }
  return needed;
}

/**
 * @param {string} text
 * @param {ReadonlyMap<string, string>} all
 */
function read(text, all) {
  return Array.from(text, (character) => all.get(character) ?? character).join('');
}

/** ASCII for ASCII is said in the code that uses the table. @param {string} text */
function prototypes(text) {
  return text.replaceAll(/[1I|]/g, 'l').replaceAll('0', 'O').replaceAll('m', 'rn');
}

/** @param {string} text */
function withoutMarks(text) {
  return text.normalize('NFKD').replaceAll(/(?<=[ -~])\p{M}+/gu, '');
}

function rows() {
  return [...table]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([plain, characters]) => `  [${quoted(plain)}, '${characters.map(escaped).toSorted().join('')}'],\n`,
    );
}

/** @param {string} text */
function quoted(text) {
  return text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;
}

/** @param {string} character */
function escaped(character) {
  const code = character.codePointAt(0)?.toString(16) ?? '';
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

function head() {
  const licence = readFileSync(LICENCE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd());
  return `/*
 * Made by tools/write-look-alikes.mjs from Unicode's confusables.txt, version 13.0.0. Do not edit.
 *
${licence.join('\n')}
 */

/** ASCII texts, each with the characters that look like it, apart from those that decompose to it. */
export const LOOK_ALIKES: readonly (readonly [plain: string, characters: string])[] = [
`;
}
