import { counted, fillTemplate } from '../graph/fill-template.ts';
import { findingTally } from '../graph/finding-tally.ts';
import type { PageWords } from '../graph/page-words.ts';
import type { ShownRevision } from '../graph/shown-history.ts';
import { element } from './element.ts';
import { severityIcon } from './icons.ts';
import type { Drawing } from './lanes-picture.ts';

export interface DetailsNeeds {
  readonly words: PageWords;
  readonly go: (row: number) => void;
}

export interface Selection extends Drawing {
  readonly row: number;
}

/** What there is to say of the selected revision: where it lies, what it is like, what it hangs together with. */
export function details(selection: Selection, needs: DetailsNeeds): readonly Node[] {
  const { history, layout, row } = selection;
  const revision = history.revisions[row];
  if (revision === undefined) return [];
  const { words } = needs;
  const { id, title, path } = revision;
  const dependencies = revision.dependsOn.flatMap((other) => layout.rowOf.get(other) ?? []);
  return [
    element('h2', {}, `${id} ${title ?? ''}`.trim()),
    element('p', { class: 'path' }, path),
    element('p', { class: 'kinds' }, ...kinds(revision, words)),
    ...neighbours(words.builtOnBy, layout.children[row] ?? [], { selection, needs }),
    ...neighbours(words.buildsOn, layout.parents[row] ?? [], { selection, needs }),
    ...neighbours(words.dependsOn, dependencies, { selection, needs }),
  ];
}

/** Nothing of what is not known. */
function kinds(
  { reversible, trivial, losesData, findings }: ShownRevision,
  words: PageWords,
): readonly Node[] {
  const said = [words.reversible[reversible], words.trivial[trivial], words.losesData[losesData]];
  return [
    ...findingTally(findings).map(({ severity, count }) =>
      element('span', { class: 'tally' }, severityIcon(severity), counted(count, severity, words)),
    ),
    ...said.filter(Boolean).map((text) => element('span', {}, text)),
  ];
}

/** Base of many heads, or a head of many bases: more buttons than that help nobody. */
const MOST_NEIGHBOURS = 12;

function neighbours(
  title: string,
  rows: readonly number[],
  { selection, needs }: { readonly selection: Selection; readonly needs: DetailsNeeds },
): readonly Node[] {
  const buttons = rows.slice(0, MOST_NEIGHBOURS).flatMap((row) => {
    const revision = selection.history.revisions[row];
    if (revision === undefined) return [];
    const text = `${revision.id} ${revision.title ?? ''}`.trim();
    const button = element('button', { type: 'button', class: 'link' }, text);
    button.addEventListener('click', () => needs.go(row));
    return [button];
  });
  if (buttons.length === 0) return [];
  const more = rows.length - buttons.length;
  return [
    element(
      'p',
      { class: 'neighbours' },
      `${title}: `,
      ...buttons,
      ...(more > 0 ? [fillTemplate(needs.words.more, more)] : []),
    ),
  ];
}
