import { displayText } from '../model/display-text.ts';
import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph, MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { lastReleased, revisionMarks } from './revision-marks.ts';

/** A flowchart for Markdown: time runs upwards, as in the other forms; what depends on another is dotted. */
export function migrationGraphMermaid({ environments }: MigrationGraph): string {
  const isAlone = environments.length === 1;
  const lines = environments.flatMap((environment, index) => {
    const own = environmentLines(environment, `e${index}`);
    if (isAlone) return own;
    return [
      `  subgraph e${index}["${mermaidText(environment.name)}"]`,
      ...own.map((line) => `  ${line}`),
      '  end',
    ];
  });
  return `${['flowchart BT', ...lines, ...STYLES].join('\n')}\n`;
}

const STYLES = [
  '  classDef head stroke-width:3px',
  '  classDef new stroke:#0969da,stroke-width:3px',
  '  classDef released stroke-dasharray:2 2',
  '  classDef gone stroke:#cf222e,stroke-dasharray:4 4',
];

function environmentLines(
  { revisions, missing, older }: EnvironmentGraph,
  prefix: string,
): readonly string[] {
  const names = new Map(revisions.map(({ id }, index) => [id, `${prefix}r${index}`]));
  const gone = [...new Set(missing.map(({ names: id }) => id))];
  for (const [index, id] of gone.entries()) names.set(id, `${prefix}m${index}`);
  const released = lastReleased(revisions);
  const boxes = revisions.map(
    (revision) => `  ${names.get(revision.id)}["${boxText(revision, released)}"]${styleOf(revision)}`,
  );
  const lacking = gone.map((id) => `  ${names.get(id)}["${mermaidText(id)}<br/>not there"]:::gone`);
  const edges = (others: readonly string[], arrow: string, to: string | undefined) =>
    others.flatMap((other) => (names.has(other) ? [`  ${names.get(other)} ${arrow} ${to}`] : []));
  const arrows = revisions.flatMap((revision) => [
    ...edges(revision.parents, '-->', names.get(revision.id)),
    ...edges(revision.depends_on, '-.->', names.get(revision.id)),
  ]);
  const rest = older === 0 ? [] : [`  ${prefix}older["${older} older"]`];
  return [...boxes, ...lacking, ...rest, ...arrows];
}

function boxText(revision: ListedRevision, released: ReadonlySet<string>): string {
  const { id, message } = revision;
  const marks = revisionMarks(revision, released);
  return [
    id,
    ...(message === null ? [] : [message]),
    ...(marks.length === 0 ? [] : [`(${marks.join(', ')})`]),
  ]
    .map(mermaidText)
    .join('<br/>');
}

function styleOf({ is_head: isHead, is_new: isNew, is_released: isReleased }: ListedRevision): string {
  if (isNew === true) return ':::new';
  if (isHead) return ':::head';
  return isReleased === true ? ':::released' : '';
}

/** Within quotes: everything that Mermaid or Markdown could take for its own becomes a numbered entity. */
function mermaidText(text: string): string {
  return displayText(text).replace(
    /[^\p{L}\p{N} .,:;/()_-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}
