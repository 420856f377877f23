// `pnpm bench:growth`: how times grow with what there is. Writes docs/images/growth.svg and prints the figures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { realHistory, realSql } from './corpus.mjs';
import { timeOfAKey } from './long-history.mjs';
import { processorTimeOf } from './measure.mjs';
import { CLI, ROOT } from './programs.mjs';

const REVISIONS = [200, 1000, 5000, 10_000];
const SQL_FILES = [200, 1000, 4000];

const [LEFT, RIGHT, TOP, BOTTOM] = [60, 400, 40, 230];
const COLOURS = ['#0b57a4', '#b3541e', '#3d7a3d', '#6b3fa0'];
const [LEAST_MS, MOST_MS] = [1, 100_000];

/** @typedef {import('./corpus.mjs').File} File */
/** @typedef {{ name: string, times: readonly number[] }} Line milliseconds of processor time, one a size */
/** @typedef {{ title: string, unit: string, sizes: readonly number[], lines: readonly Line[] }} Panel */

const panels = [ofRevisions(), ofSql()];
for (const { title, unit, sizes, lines } of panels) {
  console.log(`${title}, milliseconds of processor time`);
  for (const { name, times } of lines)
    console.log(
      `  ${name}: ${times.map((time, at) => `${sizes[at]} ${unit} ${time.toPrecision(3)}`).join(', ')}`,
    );
}
writeFileSync(path.join(ROOT, 'docs/images/growth.svg'), pictureOf(panels));

/** @returns {Panel} */
function ofRevisions() {
  const policy = { version: 1, migrations: { alembic: ['versions'] } };
  const runs = REVISIONS.map((count) => checksOf(policy, realHistory(count), /^def upgrade\(\).*:\n/m));
  return {
    title: 'One history of Alembic revisions',
    unit: 'revisions',
    sizes: REVISIONS,
    lines: [...linesOf(runs), { name: 'a key in the newest one', times: REVISIONS.map(timeOfAKey) }],
  };
}

/** @returns {Panel} */
function ofSql() {
  const policy = { version: 1, migrations: { sql: ['db/**/*.sql'] } };
  const runs = SQL_FILES.map((count) => checksOf(policy, realSql(count), /^/));
  return { title: 'Files of SQL', unit: 'files', sizes: SQL_FILES, lines: linesOf(runs) };
}

/** @param {readonly Readonly<Record<'cold' | 'edited' | 'again', number>>[]} runs @returns {readonly Line[]} */
function linesOf(runs) {
  return [
    { name: 'check, nothing kept', times: runs.map(({ cold }) => cold) },
    { name: 'check, one edited', times: runs.map(({ edited }) => edited) },
    { name: 'check, nothing edited', times: runs.map(({ again }) => again) },
  ];
}

/**
 * @param {object} policy
 * @param {readonly File[]} files
 * @param {RegExp} place where a statement is put into one of the last hundred
 */
function checksOf(policy, files, place) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  const write = (/** @type {File} */ { path: file, text }) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const check = () =>
    processorTimeOf({
      program: process.execPath,
      args: [CLI, 'check', '--no-git', '--root', folder, '--format', 'json'],
      env: { XDG_CACHE_HOME: path.join(folder, '.cache') },
      exitCodes: [0, 1],
    });
  try {
    write({ path: 'lockkeeper.json', text: JSON.stringify(policy) });
    files.forEach(write);
    const cold = check();
    const edited = files.at(-50);
    if (edited === undefined) throw new Error('There are fewer than 50 files.');
    const statement = edited.path.endsWith('.py') ? '    op.execute("SELECT 1")\n' : 'SELECT 1;\n';
    write({ ...edited, text: edited.text.replace(place, (before) => before + statement) });
    return { cold, edited: check(), again: check() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both axes are logarithmic. @param {readonly Panel[]} all */
function pictureOf(all) {
  const parts = all.map((panel, at) => `<g transform="translate(${at * 440} 0)">${panelOf(panel)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 320" font-family="system-ui, sans-serif" font-size="12">
<title>Processor time against the number of revisions and of files</title>
<rect width="880" height="320" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

/** @param {Panel} panel */
function panelOf({ title, unit, sizes, lines }) {
  const across = along([sizes[0] ?? 1, sizes.at(-1) ?? 1], [LEFT, RIGHT]);
  const up = along([LEAST_MS, MOST_MS], [BOTTOM, TOP]);
  const ticks = [1, 10, 100, 1000, 10_000, 100_000].map(
    (time) =>
      `<path d="M${LEFT} ${up(time)}H${RIGHT}" stroke="#dddddd"/><text x="${LEFT - 6}" y="${up(time) + 4}" text-anchor="end">${time < 1000 ? `${time} ms` : `${time / 1000} s`}</text>`,
  );
  const marks = sizes.map(
    (size) =>
      `<text x="${across(size)}" y="${BOTTOM + 18}" text-anchor="middle">${size.toLocaleString('en')}</text>`,
  );
  const drawn = lines.map(({ name, times }, at) => {
    const colour = COLOURS[at] ?? '#000000';
    const points = times.map((time, index) => `${across(sizes[index] ?? 1)},${up(time)}`);
    const dots = points
      .map((point) => point.split(','))
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3"/>`);
    return `<g fill="${colour}"><polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}<text x="${LEFT}" y="${BOTTOM + 40 + at * 15}">${name}</text></g>`;
  });
  const first = lines[0]?.times[0] ?? LEAST_MS;
  const asMuch = sizes.map((size) => `${across(size)},${up((first * size) / (sizes[0] ?? 1))}`);
  return [
    `<text x="${LEFT}" y="20" font-weight="600">${title}</text>`,
    ...ticks,
    `<polyline points="${asMuch.join(' ')}" fill="none" stroke="#777777" stroke-dasharray="4 4"/><text x="${RIGHT}" y="${BOTTOM + 70}" text-anchor="end" fill="#777777">dashed: twice as long for twice as many</text>`,
    ...marks,
    `<text x="${RIGHT}" y="${BOTTOM + 34}" text-anchor="end">${unit}</text>`,
    ...drawn,
  ].join('\n');
}

/**
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @returns {(value: number) => number}
 */
function along([least, most], [start, end]) {
  const share = (/** @type {number} */ value) => Math.log(value / least) / Math.log(most / least);
  return (value) => Math.round((start + share(value) * (end - start)) * 10) / 10;
}
