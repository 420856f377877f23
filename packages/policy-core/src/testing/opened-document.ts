import type { JudgedDocument } from '../editor/judged-document.ts';
import { textContent } from '../model/file-content.ts';
import { documentObservations } from '../checker/observations-from-input.ts';
import { observed } from '../model/known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { policyOf } from './any-repository.ts';

interface Opened {
  readonly path: string;
  /** Every file there is, by path. */
  readonly texts: Readonly<Record<string, string>>;
  readonly policy?: object;
  readonly parsers: Parsers | undefined;
}

/** A file that is open in an editor, among those that it is judged with. */
export function openedDocument({ path, texts, policy = {}, parsers }: Opened): JudgedDocument {
  const files = Object.fromEntries(
    Object.entries(texts).map(([one, text]) => [one, observed(textContent(text))]),
  );
  const now = '2026-11-22T08:00:00Z';
  const text = texts[path] ?? '';
  const revisions = { paths: observed(Object.keys(texts)), files };
  return {
    policy: policyOf(policy),
    path,
    observations: { ...documentObservations({ path, text }, { now }), files, revisions },
    parsers,
  };
}
