import process from 'node:process';

/**
 * How long this process has worked so far, in milliseconds of an ordinary machine: what else the machine does
 * meanwhile does not count, and a machine that is four times slower than others may take four times as long.
 */
export function processorTime(): number {
  return spentMs() / machineSlowness();
}

/** How many times longer than an ordinary machine this one takes; never less than 1. */
export function machineSlowness(): number {
  slowness ??= Math.max(1, workMs() / ORDINARY_MS);
  return slowness;
}

let slowness: number | undefined;

/** What `workMs` gives on a core of 2.5 GHz that nobody else uses. */
const ORDINARY_MS = 7;

/** What readers do: text is cut, kept and found again. */
function workMs(): number {
  const started = spentMs();
  const found = new Map<string, number>();
  const words = 'ALTER TABLE orders ADD COLUMN total numeric(10, 2) NOT NULL DEFAULT 0'.split(' ');
  for (let round = 0; round < 40_000; round += 1) {
    const word = `${words[round % words.length]}${round & 1023}`.toLowerCase();
    found.set(word, (found.get(word) ?? 0) + word.charCodeAt(round % 4));
  }
  return spentMs() - started;
}

function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
