// Writes docs/evidence/words.md and docs/evidence/texts.md.
//
//   node tools/words/main.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { textsPage, wordsPage } from './page.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (/** @type {string} */ file) => readFileSync(path.join(ROOT, file), 'utf8');
const page = wordsPage(read('docs/evidence/words.jsonl'), read('test/messages/messages.jsonl'));
writeFileSync(path.join(ROOT, 'docs/evidence/words.md'), page);
writeFileSync(path.join(ROOT, 'docs/evidence/texts.md'), textsPage(read('docs/evidence/texts.jsonl'), read));
