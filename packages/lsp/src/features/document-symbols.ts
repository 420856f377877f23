import type { DocumentView } from '@lockkeeper/policy-core/editor';
import { SymbolKind, type CancellationToken, type DocumentSymbol } from 'vscode-languageserver';

import { rangeOf } from '../locations/range.ts';
import type { Session } from './session.ts';
import { viewedDocument } from './viewed-document.ts';

/** The outline: what a migration does, step by step; the sections of a policy. */
export async function documentSymbols(
  uri: string,
  session: Session,
  token?: CancellationToken,
): Promise<DocumentSymbol[]> {
  const viewed = await viewedDocument(uri, session, token);
  return viewed === undefined ? [] : viewed.view.symbols.map(symbolOf);
}

type OutlineSymbol = DocumentView['symbols'][number];

function symbolOf({ name, kind, at, whole = at, children }: OutlineSymbol): DocumentSymbol {
  return {
    name,
    kind: KINDS[kind],
    range: rangeOf(whole),
    selectionRange: rangeOf(at),
    children: children.map(symbolOf),
  };
}

const KINDS: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  direction: SymbolKind.Function,
  step: SymbolKind.Event,
  section: SymbolKind.Module,
  entry: SymbolKind.Property,
};
