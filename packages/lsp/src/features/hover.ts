import type { PlaceNote } from '@lockkeeper/policy-core/editor';
import {
  MarkupKind,
  type CancellationToken,
  type Hover,
  type MarkupContent,
  type Position,
  type Range,
} from 'vscode-languageserver';

import { pageOf } from '../convert/diagnostic.ts';
import { hoverText, noteText, type HoverParts } from '../convert/hover-text.ts';
import { rangeOf } from '../locations/range.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { pathIn } from '../convert/client-uris.ts';
import type { Session } from './session.ts';

/** Why something is underlined, and what else there is to say of the place; `undefined` where there is neither. */
export async function hover(
  { uri, position }: DocumentPosition,
  session: Session,
  token?: CancellationToken,
): Promise<Hover | undefined> {
  const verdict = await session.checks.document(uri, token);
  const path = pathIn(verdict, uri);
  if (path === undefined) return undefined;
  const shown = [
    ...verdict.findings,
    ...verdict.undetermined.filter(({ waitsFor }) => waitsFor === 'approval'),
  ];
  const subjects = shown.filter(
    ({ at }) => at !== undefined && at.path === path && contains(rangeOf(at), position),
  );
  const reasons = hoverOf(subjects, verdict, session);
  // What breaks a rule of dependencies says itself what stands in the other file.
  if (subjects.some(({ rule }) => rule.startsWith('dependencies/'))) return reasons;
  const note = await session.note(uri, position, token);
  // What is found about the whole file says what protects it.
  const isSaid = note === undefined || (note.isAboutFile === true && reasons !== undefined);
  return isSaid ? reasons : withNote(reasons, note, session);
}

interface DocumentPosition {
  readonly uri: string;
  readonly position: Position;
}

function hoverOf(
  subjects: readonly HoverParts['subject'][],
  { summaries }: PolicyVerdict,
  session: Session,
): TextHover | undefined {
  const [first] = subjects;
  if (first?.at === undefined) return undefined;
  const kind = session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const texts = subjects.map((subject) => {
    const summary = summaries[subject.rule];
    const href = pageOf(subject.rule, session);
    return hoverText({ subject, isShown: session.showsMessageInHover, summary, href }, kind).value;
  });
  return { contents: { kind, value: texts.join(between(session)) }, range: rangeOf(first.at) };
}

type TextHover = Hover & { readonly contents: MarkupContent };

function withNote(reasons: TextHover | undefined, note: PlaceNote, session: Session): TextHover {
  const { at, sentences, rule } = note;
  const kind = session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const href = rule === undefined ? undefined : pageOf(rule, session);
  const { value } = noteText({ sentences, rule, href }, kind);
  if (reasons === undefined) return { contents: { kind, value }, range: rangeOf(at) };
  return { ...reasons, contents: { kind, value: `${reasons.contents.value}${between(session)}${value}` } };
}

function between({ markdown }: Session): string {
  return markdown ? '\n\n---\n\n' : '\n\n';
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  return isAfterStart && (line < end.line || (line === end.line && character <= end.character));
}
