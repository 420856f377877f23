import process from 'node:process';

/** Milliseconds that this process has worked so far: what else the machine does meanwhile does not count. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
