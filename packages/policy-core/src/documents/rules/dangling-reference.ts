import { z } from 'zod';

import {
  documents,
  namedDocuments,
  type ListedDocument,
  type JudgedReference,
} from '../facts/judged-documents.ts';
import type { Fix } from '../../model/fix.ts';
import { defineRule, type Outcome, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

type MessageId = 'missing' | 'similar' | 'unseen' | 'unlisted';

export const danglingReference = defineRule({
  id: 'docs/dangling-reference',
  summary: 'Refer only to things that exist in policy documents.',
  defaultSeverity: 'warning',
  subjects: [documents, namedDocuments],

  options: z.strictObject({
    everyPath: z
      .boolean()
      .default(false)
      .describe('Judge paths in running text, too, that name no document and do not begin with ./'),
  }),

  messages: {
    missing: '{written} does not exist. Add it, or correct the reference.',
    similar: '{written} does not exist, but {similar} does. Correct the reference.',
    unseen: 'Cannot judge the references in {path}.',
    unlisted: 'Cannot determine which documents exist.',
  },

  *check(_get, document, { options }) {
    if ('written' in document) {
      yield* judged(document);
      return;
    }
    if (document.known) {
      yield* inDocument(document.value, options);
      return;
    }
    yield {
      kind: 'undecided',
      messageId: 'unlisted',
      data: {},
      at: undefined,
      subject: 'the documents',
      waitsFor: 'observation',
      missing: [{ fact: 'documents', reason: document.reason }],
    };
  },
});

function inDocument(
  { path, reading }: ListedDocument,
  { everyPath }: { readonly everyPath: boolean },
): readonly Outcome<MessageId>[] {
  if (!reading.known) return [unseenFile('unseen', path, reading.reason)];
  // What cannot be read at all is said once, by docs/encoding.
  if (reading.value.kind === 'unreadable') return [];
  const { references, unanalyzable } = reading.value;
  if (unanalyzable !== undefined) return [unseenFile('unseen', path, unanalyzable)];
  return references.filter(({ isGuess }) => everyPath || !isGuess).flatMap(judged);
}

function judged(reference: JudgedReference): readonly Outcome<MessageId>[] {
  const { written, at, place, standing } = reference;
  if (standing.kind === 'there') return [];
  if (standing.kind === 'missing') return [violation(reference, standing.similar)];
  return [
    {
      kind: 'undecided',
      messageId: 'missing',
      data: { written },
      at,
      subject: place,
      waitsFor: 'observation',
      missing: [{ fact: place, reason: standing.reason }],
    },
  ];
}

function violation(
  { written, at, place }: JudgedReference,
  similar: string | undefined,
): Violation<MessageId> {
  const evidence = [{ subject: written, relation: 'is looked for at', value: place }];
  if (similar === undefined)
    return { kind: 'violation', messageId: 'missing', data: { written }, at, evidence };
  const fix = correction({ written, at, place }, similar);
  return {
    kind: 'violation',
    messageId: 'similar',
    data: { written, similar },
    at,
    evidence,
    related: [{ message: `${similar} exists.`, at: startOf(similar) }],
    fixes: fix === undefined ? [] : [fix],
  };
}

/** Only another name in the same folder can be written without knowing what the path is relative to. */
function correction(
  { written, at, place }: Pick<JudgedReference, 'written' | 'at' | 'place'>,
  similar: string,
): Fix | undefined {
  const [meant, found] = [nameOf(place), nameOf(similar)];
  const index = written.lastIndexOf(meant);
  if (index === -1) return undefined;
  const text = written.slice(0, index) + found + written.slice(index + meant.length);
  return {
    title: `Write ${text}`,
    safety: 'needs-review',
    edits: [{ path: at.path, start: at.start, end: at.end, text }],
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
