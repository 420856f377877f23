import type { TextOutput } from '../world.ts';

/** Quick runs say nothing; a run of more than a second tells a person who waits that it is alive. */
export function showProgress(what: string, output: TextOutput): () => void {
  if (!output.isTerminal) return () => undefined;
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += 1;
    output.write(`\r${what} ${seconds} s`);
  }, 1000);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (seconds > 0) output.write('\r\u001b[K');
    seconds = 0;
  };
}
