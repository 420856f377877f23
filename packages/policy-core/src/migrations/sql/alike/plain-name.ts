import { KEY_WORDS, READERS_BEGINNINGS, READERS_WORDS } from './known-words.ts';

/**
 * `name`: a name like any other, to PostgreSQL and to those who read its statements. Whatever other such name stood in
 * its place, the same would be read, but for the name.
 */
export type WordKind = 'name' | 'key-word' | 'other';

export function wordKind(word: string): WordKind {
  const known = answers.get(word);
  if (known !== undefined) return known;
  if (answers.size >= MOST_ANSWERS) answers.clear();
  const answer = lookAt(word);
  answers.set(word, answer);
  return answer;
}

const answers = new Map<string, WordKind>();
const MOST_ANSWERS = 50_000;

/** PostgreSQL may cut longer ones where two are joined. */
export const LONGEST_NAME = 30;

function lookAt(word: string): WordKind {
  if (KEY_WORDS.has(word.toLowerCase())) return 'key-word';
  if (word.length > LONGEST_NAME || !/^[a-z_][a-z0-9_]*$/.test(word)) return 'other';
  const beginning = /[a-z]+/.exec(word)?.[0] ?? '';
  // Readers look for these anywhere in a name.
  const isFound = word.includes('xml') || word.includes('set_config');
  return isFound || READERS_WORDS.has(word) || READERS_BEGINNINGS.has(beginning) ? 'other' : 'name';
}
