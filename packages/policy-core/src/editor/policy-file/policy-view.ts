import { spansIn } from '../../model/source-span.ts';
import type { DocumentView } from '../document-annotations.ts';
import { policyLinks } from './policy-links.ts';
import type { PolicyDocument } from './policy-note.ts';
import { policyOutline } from './policy-outline.ts';
import { policyTree, syntaxOf } from './policy-tree.ts';

/** What an editor shows of a policy itself beside what is wrong with it, also while it is half written. */
export function policyView({ path, text, files }: PolicyDocument): DocumentView {
  const tree = policyTree(syntaxOf(path), text);
  const spans = spansIn(path, text);
  return {
    lenses: [],
    links: policyLinks(tree, files, spans),
    symbols: policyOutline(tree, spans),
    hints: [],
  };
}
