import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { OutcomeStore } from '@lockkeeper/operations/ports';

import { digestOf, unlessRefused, writeCacheFile } from './cache-files.ts';

export interface CachedOutcomes {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Changes with the program's code: what another one said is never read. Letters and digits. */
  readonly engine: string;
}

/** A few repositories, each judged in a few ways. */
const MOST_KEPT = 16;

/** More than some twenty thousand findings are not worth it. */
const LONGEST = 32 * 1024 * 1024;

/**
 * Outcomes, those of one context in a file that is headed by the digest of its content. The last run that ends wins. Whatever
 * goes wrong, such as a folder that cannot be written, nothing is kept and nobody need know.
 */
export function createOutcomeStore({ folder, engine }: CachedOutcomes): OutcomeStore {
  const kept = { folder, kind: 'outcomes', most: MOST_KEPT };
  return (context) => {
    const name = `${engine}-${digestOf(context).slice(0, 32)}`;
    const read = () => entriesIn(readFileSync(path.join(folder, `outcomes-${name}`), 'utf8'));
    const before = unlessRefused(read) ?? NOTHING;
    return {
      digest: digestOf,
      get: (digest) => before.get(digest),
      replace: (entries) => {
        if (isSame(before, entries)) return;
        unlessRefused(() => {
          const content = contentOf(entries);
          if (content.length <= LONGEST) writeCacheFile(kept, name, content);
        });
      },
    };
  };
}

type Entries = ReadonlyMap<string, string>;

const NOTHING: Entries = new Map();

/** A digest stands for its text. */
function isSame(before: Entries, after: Entries): boolean {
  return before.size === after.size && [...after.keys()].every((digest) => before.has(digest));
}

/** The digest of all lines; on each the digest of a subject, and what was said of it, which has no line breaks. */
function contentOf(entries: Entries): string {
  const lines = Array.from(entries, ([digest, text]) => `${digest} ${text}\n`).join('');
  return `${digestOf(lines)}\n${lines}`;
}

/** None in a file that is damaged. */
function entriesIn(content: string): Entries {
  const head = content.indexOf('\n');
  const lines = content.slice(head + 1);
  if (digestOf(lines) !== content.slice(0, head)) return NOTHING;
  const entries = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const end = line.indexOf(' ');
    if (end > 0) entries.set(line.slice(0, end), line.slice(end + 1));
  }
  return entries;
}
