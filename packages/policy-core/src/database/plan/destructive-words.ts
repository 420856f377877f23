import { LOOK_ALIKES } from '../../model/look-alikes.ts';
import type { PlanSign } from './plan-check.ts';

/** Words of destruction in a text that is no SQL, or that PostgreSQL does not read. */
export interface DestructiveWords {
  readonly kind: PlanSign;
  /** A sentence. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Broad: nobody may approve what it is about anyway, as nobody has read it as SQL. */
export function destructiveWords(text: string): readonly DestructiveWords[] {
  const plain = withoutComments(inPlainLetters(text));
  const found: DestructiveWords[] = [];
  const told = new Uint8Array(text.length);
  for (const { kind, words, says } of SIGNS) {
    for (const { index: start, 0: match } of plain.matchAll(words)) {
      const end = start + match.length;
      // The more exact ones come first.
      if (told.subarray(start, end).includes(1) || isDenied(plain, start, match)) continue;
      found.push({ kind, text: says, start, end });
      told.fill(1, start, end);
    }
  }
  return found;
}

/** One word that says it all, as the cell of a table or a badge does: `Dropped`, `Destructive`, `data-loss`. */
export function isDestructiveWord(word: string): boolean {
  return WORD.test(word) || destructiveWords(word).length > 0;
}

/** `DRОP` with a letter of another alphabet is no word of SQL, and looks like one. */
function inPlainLetters(text: string): string {
  return text.replace(NOT_ASCII, (letter) => PLAIN.get(letter) ?? letter);
}

const NOT_ASCII = /[\u0080-\uFFFF]/g;
const PLAIN: ReadonlyMap<string, string> = new Map(
  LOOK_ALIKES.filter(([plain]) => plain.length === 1).flatMap(([plain, characters]) =>
    Array.from(characters, (character) => [character, plain] as const),
  ),
);

function withoutComments(text: string): string {
  // What opens behind the last end of a comment is none, and looking for its end again and again takes minutes.
  const end = text.lastIndexOf('*/') + 2;
  const before = end < 2 ? '' : text.slice(0, end);
  const blank = before.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return blank + text.slice(before.length);
}

/** `No DROP TABLE statements`, `tables will not be dropped`: said, and not judged. */
function isDenied(text: string, index: number, found: string): boolean {
  return DENIED_BEFORE.test(text.slice(Math.max(0, index - 40), index)) || DENIED_WITHIN.test(found);
}

const DENIED_BEFORE =
  /(?:\b(?:no|not|never|without|zero|0|avoids?|prevents?|don't|doesn't|won't|isn't|cannot)\s+(?:any\s+|more\s+|to\s+|be\s+|the\s+|a\s+)?["'`]?|\bnon-)$/i;
const DENIED_WITHIN = /\b(?:not|never|no longer|won't|isn't|aren't)\b/i;

const TAKE_AWAY = String.raw`(?:drop(?:s|ped|ping)?|delet(?:e|es|ed|ing|ion)|remov(?:e|es|ed|ing|al)|destroy(?:s|ed|ing)?|eras(?:e|es|ed|ing)|wip(?:e|es|ed|ing)|purg(?:e|es|ed|ing)|los(?:e|es|ing|t)|truncat(?:e|es|ed|ing)|discard(?:s|ed|ing)?)`;

const TAKEN_AWAY = String.raw`(?:dropped|deleted|removed|destroyed|erased|wiped|purged|lost|truncated|discarded)`;

const WORD = new RegExp(
  String.raw`\b(?:${TAKE_AWAY}|reset(?:s|ting)?|re-?creat(?:e|es|ed|ing)|overwrit(?:e|es|ten|ing)|danger(?:ous)?)\b`,
  'i',
);

/** Within a sentence: `drops the table`, `the table will be dropped`. */
function together(noun: string): RegExp {
  const gap = String.raw`\b[^.;\n]{0,80}?\b`;
  return new RegExp(String.raw`\b(?:${TAKE_AWAY}${gap}${noun}|${noun}${gap}${TAKEN_AWAY})\b`, 'gi');
}

const SIGNS: readonly { readonly kind: PlanSign; readonly words: RegExp; readonly says: string }[] = [
  {
    kind: 'drop-table',
    words: /\bdrop[\s_]+(?:foreign\s+)?tables?\b/gi,
    says: 'It speaks of DROP TABLE.',
  },
  {
    kind: 'reset',
    words: /\bdrop[\s_]+(?:schema|database|owned|all)\b|\bdropdb\b/gi,
    says: 'It speaks of dropping a schema, a database or everything in it.',
  },
  {
    kind: 'drop-column',
    words: /\b(?:drop|remove)[\s_]+columns?\b/gi,
    says: 'It speaks of dropping a column.',
  },
  {
    kind: 'drop-column',
    words:
      /\balter\s+table\b[^;]{0,2000}?\bdrop\s+(?!(?:constraint|index|key|primary|foreign|check|default|not|expression|identity|column)\b)[\w"'`[]/gi,
    says: 'It drops a part of a table.',
  },
  {
    kind: 'mass-deletion',
    words: /\btruncate\b/gi,
    says: 'It speaks of TRUNCATE, which deletes every row.',
  },
  {
    kind: 'mass-deletion',
    words: /\bdelete\s+from\b(?![^;]{0,1000}\bwhere\b)/gi,
    says: 'It speaks of DELETE without a WHERE, which deletes every row.',
  },
  {
    kind: 'drop-column',
    words: together('(?:columns?|fields?)'),
    says: 'It says that a column is taken away.',
  },
  {
    kind: 'mass-deletion',
    words: together('(?:rows?|records?|entries|data|items)'),
    says: 'It says that rows are taken away.',
  },
  { kind: 'drop-table', words: together('tables?'), says: 'It says that a table is taken away.' },
  {
    kind: 'reset',
    words: together('(?:schemas?|databases?|db|everything)'),
    says: 'It says that a schema or a database is taken away.',
  },
  {
    kind: 'reset',
    words:
      /\b(?:reset(?:s|ting)?|flush(?:es|ed|ing)?|re-?creat(?:e|es|ed|ing)|clean(?:s|ed|ing)?)\b[^.;\n]{0,60}?\b(?:databases?|schemas?|db|tables?|everything|production)\b|\b(?:databases?|schemas?|tables?|production)\b[^.;\n]{0,60}?\b(?:reset(?:ting)?|flushed|re-?created)\b/gi,
    says: 'Resets the database.',
  },
  {
    kind: 'reset',
    words:
      /\bmigrate[\s:]+(?:reset|fresh|refresh)\b|\bdb:(?:drop|reset|setup|schema:load)\b|--(?:force-reset|accept-data-loss)\b|\bschema:drop\b|\bdowngrade\s+(?:base\b|-\d)|\bflyway\s+clean\b|\bmanage\.py\s+flush\b/gi,
    says: 'It names a command that resets the database.',
  },
  {
    kind: 'warning',
    words:
      /\bdata[\s-]+loss\b|\bloss of (?:\w+ )?data\b|\bdestructive\b|\birreversibl[ey]\b|\bpermanently\b|\b(?:cannot|can't|can not) be (?:undone|reverted|reversed|recovered|restored|rolled back)\b/gi,
    says: 'It warns of a loss.',
  },
];
