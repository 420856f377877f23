import {
  MarkupKind,
  type CancellationToken,
  type Hover,
  type Position,
  type Range,
} from 'vscode-languageserver';

import { pageOf } from '../convert/diagnostic.ts';
import { hoverText } from '../convert/hover-text.ts';
import { rangeOf } from '../convert/place.ts';
import { pathIn } from '../workspace/spelling.ts';
import type { Session } from './session.ts';

/** Why something is underlined; `undefined` where nothing is. */
export async function hover(
  { uri, position }: { readonly uri: string; readonly position: Position },
  session: Session,
  token?: CancellationToken,
): Promise<Hover | undefined> {
  const verdict = await session.checks.document(uri, token);
  const path = pathIn(verdict, uri);
  const shown = [
    ...verdict.findings,
    ...verdict.undetermined.filter(({ waitsFor }) => waitsFor === 'approval'),
  ];
  const subjects = shown.filter(
    ({ at }) => at !== undefined && at.path === path && contains(rangeOf(at), position),
  );
  const [first] = subjects;
  if (first?.at === undefined) return undefined;
  const kind = session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const texts = subjects.map((subject) => {
    const summary = verdict.summaries[subject.rule];
    return hoverText({ subject, summary, href: pageOf(subject.rule, session) }, kind).value;
  });
  const between = session.markdown ? '\n\n---\n\n' : '\n\n';
  return { contents: { kind, value: texts.join(between) }, range: rangeOf(first.at) };
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  return isAfterStart && (line < end.line || (line === end.line && character <= end.character));
}
