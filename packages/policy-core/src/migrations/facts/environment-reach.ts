import { neverReached } from '../alembic/reachability.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';

/**
 * Whether code of such a file may run with a command of Alembic, and not only where a revision or another program
 * calls it. `callers` is the text of what loads the file; `undefined` where that is not known, and anything may run.
 */
export function reachIn(
  parsers: Parsers,
  text: string,
  callers: string | undefined,
): (range: TextRange) => boolean {
  const parse = parsers.python.parse(text);
  if (callers === undefined || parse.kind !== 'module') return () => true;
  // Functions may be called by their name in quotes; that of an operation is no such name.
  const quoting = text.replaceAll(REGISTERED, '');
  const isNamed = (name: string) =>
    namesWord(callers, name) || quoting.includes(`'${name}'`) || quoting.includes(`"${name}"`);
  const unreached = callsOwnOperation(text) ? [] : neverReached({ text, root: parse.root }, isNamed);
  return ({ start }) => !unreached.some((node) => node.start <= start && start < node.end);
}

function namesWord(text: string, name: string): boolean {
  return text.split(/[^\p{L}\p{N}_]+/u).includes(name);
}

/** `op.create_view(...)` where `create_view` is registered in the same file: its implementation runs. */
function callsOwnOperation(text: string): boolean {
  return Array.from(text.matchAll(REGISTERED), ([, name = '']) => name).some((name) =>
    text.includes(`.${name}(`),
  );
}

const REGISTERED = /\bregister_operation\s*\(\s*["'](\w+)["']/g;
