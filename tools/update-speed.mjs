// `pnpm bench --only updates --json FILE`, then `node tools/update-speed.mjs FILE`: writes docs/evidence/update-speed.md.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const PAGE = new URL('../docs/evidence/update-speed.md', import.meta.url);

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file that `pnpm bench --only updates --json FILE` wrote.');
writeFileSync(PAGE, pageOf(JSON.parse(readFileSync(file, 'utf8'))));

/**
 * @param {object} measured
 * @param {{ node: string, cores: number, platform: string }} measured.machine
 * @param {readonly (import('../test/bench/figure.mjs').Figure & { judgement: string })[]} measured.figures
 */
function pageOf({ machine, figures }) {
  const { node, cores, platform } = machine;
  return `# How long updates take

Written by \`node tools/update-speed.mjs FILE\` from what \`pnpm bench --only updates --json FILE\` measured: medians, all in turns.
Node ${node}, ${platform}, ${cores} cores. A busy machine makes each program take longer, so read the ratios.

| what | ours | peer | peer's | ours / peer | must | verdict |
| --- | --- | --- | --- | --- | --- | --- |
${figures.flatMap(rowsOf).join('\n')}

An update that finds nothing new keeps what it looked at, and the next ones ask the remote and the checkout alone while that is the same.
Once a day, or every second interval where that is longer, all is looked at again: state files, clock, journal, remote, refs of the mirror, what is checked out; behind an update
also signature, branch, withdrawals and every file of the checkout. Git is started 2, 5 and at most 18 times;
\`test/update/git-starts.integration.test.ts\` holds that.

Moments with parts of two versions are counted from the first byte that changes to the last, at every look, with 2,000 files
between two that must be of one version. A checkout that changes in place is of two versions for a while: the service has
paused then, and its supervisor does not start it. Under systemd it is stopped for that while.
`;
}

/** @param {import('../test/bench/figure.mjs').Figure & { judgement: string }} figure */
function rowsOf({ name, unit, ours, peers, must, judgement }) {
  return peers.map(({ name: peer, value }, at) => {
    const own = at === 0 ? [name, `${shown(ours)} ${unit}`] : ['', ''];
    const end = at === 0 ? [must === undefined ? '' : `${shown(must)} ${unit}`, judgement] : ['', ''];
    return `| ${[...own, peer, `${shown(value)} ${unit}`, `${(ours / value).toFixed(2)} x`, ...end].join(' | ')} |`;
  });
}

/** @param {number} value */
function shown(value) {
  return value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0);
}
