import { timeInTurns } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';

const RUNS = 21;

/** What a person waits for before anything is judged; completion asks for it at every Tab. */
export function startOfCommandLine() {
  const ours = (/** @type {string} */ option) => ({ program: process.execPath, args: [CLI, option] });
  const [version = 0, help = 0, node = 0] = timeInTurns([ours('--version'), ours('--help'), BARE_NODE], RUNS);
  return [
    { name: 'lockkeeper --version', time: version },
    { name: 'lockkeeper --help', time: help },
  ].map(({ name, time }) => ({
    name,
    unit: /** @type {const} */ ('ms'),
    ours: time,
    peers: [{ name: 'node -e 0', value: node }],
    must: 120,
    goal: 60,
    above: node,
  }));
}
