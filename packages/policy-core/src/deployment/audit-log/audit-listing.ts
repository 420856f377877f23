import { displayText } from '../../model/display-text.ts';
import { paintFor } from '../../model/ansi.ts';
import type { LogEntry } from './log-entry.ts';

/** Entries for people, one or two lines each, the newest last. */
export function auditListing(entries: readonly LogEntry[], { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const lines = entries.flatMap(({ seq, ts, event, actor, env, data }) => {
    const where = env === undefined ? '' : `  ${displayText(env)}`;
    const head = `${paint.faint(String(seq))}  ${displayText(ts)}  ${paint.strong(displayText(event))}${where}  by ${displayText(actor)}`;
    const told = Object.entries(data).map(([key, value]) => `${key}=${valueText(value)}`);
    return told.length === 0 ? [head] : [head, `    ${displayText(told.join(' '))}`];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** A text with a blank in it, or anything that is no text, as JSON. */
function valueText(value: unknown): string {
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);
}
