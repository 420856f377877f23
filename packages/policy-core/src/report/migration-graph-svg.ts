import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph, MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { displayWidth } from './display-width.ts';
import { environmentLanes } from './environment-lanes.ts';
import { environmentProblems } from './environment-problems.ts';
import { plainText } from './document/terminal.ts';
import { environmentTitle } from './migration-graph-document.ts';
import { lastReleased, revisionMarks } from './revision-marks.ts';
import { ROW, drawnLines, drawnDependencies, lanePoint, textStart } from './svg-lanes.ts';
import { xmlText } from './xml-text.ts';

/** A picture that stands alone: no script, no font, nothing to load; for light and dark. */
export function migrationGraphSvg({ environments }: MigrationGraph): string {
  let top = MARGIN;
  let width = LEAST_WIDTH;
  const parts: string[] = [];
  for (const environment of environments) {
    const drawn = drawnEnvironment(environment);
    parts.push(`<g transform="translate(${MARGIN} ${top})">\n${drawn.lines.join('\n')}\n</g>`);
    top += drawn.height + MARGIN;
    width = Math.max(width, drawn.width + 2 * MARGIN);
  }
  const size = `width="${width}" height="${top}" viewBox="0 0 ${width} ${top}"`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title description">`,
    '<title id="title">History of the migrations</title>',
    `<desc id="description">${xmlText(description(environments))}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${top}" rx="6"/>`,
    ...parts,
    '</svg>',
  ].join('\n')}\n`;
}

const MARGIN = 20;
const LEAST_WIDTH = 320;
/** Of a character in the fonts that the style asks for. */
const CHARACTER = 7.3;

function description(environments: readonly EnvironmentGraph[]): string {
  const said = environments.map((environment) => {
    const heads = environment.heads.length === 0 ? '' : ` (${environment.heads.join(', ')})`;
    return `${plainText(environmentTitle(environment))}${heads}.`;
  });
  return said.length === 0 ? 'There are no migrations.' : said.join(' ');
}

interface Drawn {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

function drawnEnvironment(environment: EnvironmentGraph): Drawn {
  const { revisions, older } = environment;
  const lanes = environmentLanes(environment);
  const start = textStart(lanes);
  const title = plainText(environmentTitle(environment));
  const notes = [...(older === 0 ? [] : [`and ${older} older`]), ...environmentProblems(environment)];
  const bottom = ROW * (revisions.length + 1);
  const released = lastReleased(revisions);
  const rows = revisions.map((revision) => ({ revision, marks: revisionMarks(revision, released) }));
  const texts = [title, ...notes, ...rows.map(rowWords)];
  return {
    lines: [
      `<text class="name" y="14">${xmlText(title)}</text>`,
      ...drawnLines(lanes, bottom),
      ...drawnDependencies(lanes, environment),
      ...lanes.revisions.flatMap((laned) => {
        const row = rows[laned.row];
        return row === undefined ? [] : [drawnRow(row, lanePoint(laned), start)];
      }),
      ...notes.map(
        (note, index) =>
          `<text class="note" x="${start}" y="${bottom + ROW * index + 5}">${xmlText(note)}</text>`,
      ),
    ],
    width: start + CHARACTER * Math.max(...texts.map((text) => displayWidth(text))),
    height: bottom + ROW * notes.length,
  };
}

interface Row {
  readonly revision: ListedRevision;
  readonly marks: readonly string[];
}

function rowWords({ revision, marks }: Row): string {
  return [revision.id, shownMessage(revision), ...marks].join('   ');
}

function shownMessage({ message, path }: ListedRevision): string {
  return shortenedText(message ?? path);
}

function drawnRow(
  { revision, marks }: Row,
  { x, y }: { readonly x: number; readonly y: number },
  start: number,
): string {
  const classes = [
    'dot',
    ...(revision.is_head ? ['head'] : []),
    ...(revision.is_new === true ? ['new'] : []),
  ];
  const told = [revision.path, ...marks].join(', ');
  const words = marks.map((mark) => `<tspan class="mark" dx="12">${xmlText(mark)}</tspan>`);
  return [
    `<g><title>${xmlText(`${revision.id}: ${told}`)}</title>`,
    `<circle class="${classes.join(' ')}" cx="${x}" cy="${y}" r="5"/>`,
    `<text x="${start}" y="${y + 4}"><tspan class="id">${xmlText(revision.id)}</tspan>` +
      `<tspan dx="10">${xmlText(shownMessage(revision))}</tspan>${words.join('')}</text></g>`,
  ].join('');
}

/** Whoever looks at it chose light or dark. */
export const SVG_STYLE = `
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --accent: #0969da; --alarm: #b35900; }
.lane0 { --line: #57606a; } .lane1 { --line: #8250df; } .lane2 { --line: #1a7f37; }
.lane3 { --line: #bf3989; } .lane4 { --line: #9a6700; } .lane5 { --line: #0550ae; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --accent: #58a6ff; --alarm: #e3b341; }
  .lane0 { --line: #8b949e; } .lane1 { --line: #bc8cff; } .lane2 { --line: #3fb950; }
  .lane3 { --line: #f778ba; } .lane4 { --line: #d29922; } .lane5 { --line: #79c0ff; }
}
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: var(--ink); }
.name { font-weight: bold; } .id { font-weight: bold; } .mark { fill: var(--accent); } .note { fill: var(--alarm); }
.paper { fill: var(--paper); } .line { fill: none; stroke: var(--line); stroke-width: 2; }
.depends { fill: none; stroke: var(--faint); stroke-width: 1.5; stroke-dasharray: 3 4; }
.dot { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
.dot.head { fill: var(--ink); } .dot.new { stroke: var(--accent); } .dot.head.new { fill: var(--accent); }
`;
