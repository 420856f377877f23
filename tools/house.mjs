// `node tools/house.mjs [FOLDER]`: how the house stands, of this checkout or of another one. `--names` lists the
// names that are exported twice. `--walk` tells instead through how many files three flows lead.
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { handedOutNames, handedOutTypes, namesExportedTwice } from './house/exported-names.mjs';
import { circlesIn, closureSizes, graphOf, importsAmong } from './house/import-graph.mjs';
import { innerRoom, isDoor, topRoom, upwardImports } from './house/rooms.mjs';
import { PACKAGES, productFiles, testFiles } from './house/source-files.mjs';

const folders = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const root = path.resolve(folders[0] ?? fileURLToPath(new URL('..', import.meta.url)));

if (process.argv.includes('--walk')) {
  const { WALK_HEAD, walkRows } = await import('./house/walk.mjs');
  console.log(table(WALK_HEAD, await walkRows(root)));
  process.exit();
}

const core = productFiles(root, 'policy-core');
const imports = importsAmong(core);
const inRooms = imports.filter(({ from, to }) => !isDoor(from) && !isDoor(to));
const rules = core
  .map(({ file }) => file)
  .filter((file) => /\/rules\/(?:[\w-]+\/)?[\w-]+\.ts$/.test(file) && !file.endsWith('all-rules.ts'));
const closures = closureSizes(graphOf(imports), rules).sort((one, two) => one - two);

const rows = [
  [
    'rooms of policy-core; with those inside migrations/',
    `${countOf(core, topRoom)}; ${countOf(core, innerRoom)}`,
  ],
  ['arrows between rooms; with those inside migrations/', `${arrows(topRoom)}; ${arrows(innerRoom)}`],
  ['imports that run upwards', String(upwardImports(inRooms).length)],
  ['circles of rooms (largest)', circles(graphOf(inRooms, innerRoom))],
  [
    'files compiled with a rule, types included: median, largest',
    `${middle(closures)}, ${closures.at(-1) ?? 0}`,
  ],
  ['names handed out by index.ts', String(handedOutNames(textOf('policy-core/src/index.ts')).length)],
];
console.log(table(['policy-core', ''], rows));
console.log('');
console.log(table(['door of policy-core', 'names', 'of them types'], doorRows()));
console.log('');
console.log(
  table(
    [
      'package',
      'files',
      'lines',
      'lines a file: median, longest',
      'lines of tests beside',
      'circles of files (largest)',
      'names exported twice',
    ],
    PACKAGES.map(rowOfPackage),
  ),
);
if (process.argv.includes('--names')) {
  for (const name of PACKAGES)
    for (const twice of namesExportedTwice(productFiles(root, name))) console.log(twice);
}

/** @param {string} name */
function rowOfPackage(name) {
  const files = productFiles(root, name);
  const lines = files.map(({ text }) => linesOf(text)).sort((one, two) => one - two);
  return [
    name,
    String(files.length),
    String(sum(lines)),
    `${middle(lines)}, ${lines.at(-1) ?? 0}`,
    String(sum(testFiles(root, name).map(({ text }) => linesOf(text)))),
    circles(graphOf(importsAmong(files))),
    String(namesExportedTwice(files).length),
  ];
}

/** Names that each door hands out, and all together. */
function doorRows() {
  const doors = core.filter(({ file }) => isDoor(file));
  const counted = doors.map(({ file, text }) => ({
    door: path.posix.dirname(file).slice('policy-core/src/'.length) || '.',
    names: handedOutNames(text).length,
    types: handedOutTypes(text).length,
  }));
  const all = {
    door: 'all',
    names: sum(counted.map(({ names }) => names)),
    types: sum(counted.map(({ types }) => types)),
  };
  return [...counted, all].map(({ door, names, types }) => [door, String(names), String(types)]);
}

/** @param {(file: string) => string} roomOf */
function arrows(roomOf) {
  return sum([...graphOf(inRooms, roomOf).values()].map((targets) => targets.size));
}

/** @param {import('./house/import-graph.mjs').Graph} graph */
function circles(graph) {
  const found = circlesIn(graph);
  return `${found.length} (${found[0]?.length ?? 0})`;
}

/**
 * @param {readonly { file: string }[]} files
 * @param {(file: string) => string} roomOf
 */
function countOf(files, roomOf) {
  return new Set(files.map(({ file }) => roomOf(file))).size;
}

/** @param {string} file */
function textOf(file) {
  return core.find((one) => one.file === file)?.text ?? '';
}

/** @param {string} text */
function linesOf(text) {
  return text.split('\n').length - 1;
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** @param {readonly number[]} sorted */
function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} body
 */
function table(head, body) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
