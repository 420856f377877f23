/**
 * One line of the table.
 *
 * @typedef {object} Figure
 * @property {string} name what was done, in words
 * @property {'ms' | 'µs' | 'MB' | 'times'} unit
 * @property {number} ours
 * @property {readonly PeerFigure[]} peers measured in the same run, between our own runs where that matters
 * @property {number} [must] the most that is acceptable; more fails the run
 * @property {number} [goal] what we want
 * @property {number} [above] must and goal are counted from here, such as the start of a bare Node
 *
 * @typedef {object} PeerFigure
 * @property {string} name
 * @property {number} value in the unit of the figure
 *
 * @typedef {'ok' | 'goal missed' | 'must missed' | '-'} Judgement `-`: nothing was promised
 */

/**
 * @param {Figure} figure
 * @returns {Judgement}
 */
export function judgementOf({ ours, must, goal, above = 0 }) {
  if (must !== undefined && ours > must + above) return 'must missed';
  if (goal !== undefined && ours > goal + above) return 'goal missed';
  return must === undefined && goal === undefined ? '-' : 'ok';
}

/** One line for each peer, so that every ratio is there. @param {readonly Figure[]} figures */
export function tableOf(figures) {
  const head = ['what', 'ours', 'peer', "peer's", 'ours / peer', 'must', 'goal', 'verdict'];
  return alignedColumns([head, ...figures.flatMap(linesOf)]);
}

/**
 * @param {Figure} figure
 * @returns {readonly (readonly string[])[]}
 */
function linesOf(figure) {
  const { name, unit, ours, peers, must, goal } = figure;
  const shown = (/** @type {number} */ value) => `${unit === 'times' ? value : rounded(value)} ${unit}`;
  const limit = (/** @type {number | undefined} */ value) =>
    value === undefined ? '' : `${figure.above === undefined ? '' : '+'}${shown(value)}`;
  const peerCells = peers.map((peer) => [peer.name, shown(peer.value), `${rounded(ours / peer.value)} x`]);
  const [first = ['', '', ''], ...others] = peerCells;
  return [
    [name, shown(ours), ...first, limit(must), limit(goal), judgementOf(figure)],
    ...others.map((cells) => ['', '', ...cells, '', '', '']),
  ];
}

/** Three digits are all that a median of a few runs can say. @param {number} value */
function rounded(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {readonly (readonly string[])[]} rows */
function alignedColumns(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
