import type { Step, WrittenElsewhere } from '../operations/operation.ts';
import { isOwnPlace, moduleAt, type PythonFile } from '../../parsers/python/nodes.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { SqlText } from '../operations/direction.ts';
import type { InterpreterState } from './interpreter-state.ts';

/** How much was told before a call was followed. */
interface DoneBefore {
  readonly steps: number;
  readonly texts: number;
  readonly passedOver: number;
}

/** `undefined` where no module is at hand, so that nothing is done in any. */
export function doneBefore({ file, steps, texts, passedOver }: InterpreterState): DoneBefore | undefined {
  if (file.modules === undefined) return undefined;
  return { steps: steps.length, texts: texts.length, passedOver: passedOver.length };
}

/** What a call of the file itself has done in other modules is told at the call. */
export function mapToCallSite(
  state: InterpreterState,
  call: TextRange,
  before: DoneBefore | undefined,
): void {
  const { file, steps, texts, passedOver } = state;
  if (before === undefined || !isOwnPlace(file, call)) return;
  for (let index = before.steps; index < steps.length; index += 1) {
    const step = steps[index];
    if (step !== undefined) steps[index] = stepAtCallSite(file, step, call);
  }
  for (let index = before.texts; index < texts.length; index += 1) {
    const text = texts[index];
    if (text !== undefined) texts[index] = textAtCallSite(file, text, call);
  }
  // What does not run in another module is not told.
  for (const range of passedOver.splice(before.passedOver))
    if (isOwnPlace(file, range)) passedOver.push(range);
}

function stepAtCallSite(file: PythonFile, step: Step, call: TextRange): Step {
  if (isOwnPlace(file, step)) return placedAtCallSite(file, step, call);
  const from = elsewhere(file, step);
  const { start, end } = call;
  const at = { ...placedAtCallSite(file, step, call), start, end, ...(from && { from }) };
  if (at.kind !== 'unclear' || from === undefined) return at;
  return { ...at, problem: `${at.problem} (line ${from.line} of ${from.path})` };
}

function textAtCallSite(file: PythonFile, text: SqlText, call: TextRange): SqlText {
  const isForeign = [text, ...text.parts].some((range) => !isOwnPlace(file, range));
  if (!isForeign) return text;
  const from = isOwnPlace(file, text) ? undefined : elsewhere(file, text);
  return { ...placedAtCallSite(file, text, call), ...(from && { from }) };
}

function elsewhere(file: PythonFile, { start }: TextRange): WrittenElsewhere | undefined {
  const module = moduleAt(file, start);
  if (module === undefined) return undefined;
  const before = file.text.slice(module.start, start);
  return { path: module.path, line: before.split('\n').length };
}

/** The same with every range in it that lies in another module at the call. */
export function placedAtCallSite<Told>(file: PythonFile, told: Told, call: TextRange): Told {
  if (file.modules === undefined) return told;
  // Sound: only numbers under `start` and `end` become others.
  return withPlaces(told, (range) => (isOwnPlace(file, range) ? range : call)) as Told;
}

function withPlaces(told: unknown, place: (range: TextRange) => TextRange): unknown {
  if (Array.isArray(told)) return told.map((item: unknown) => withPlaces(item, place));
  if (typeof told !== 'object' || told === null) return told;
  const entries = Object.entries(told).map(([key, value]) => [key, withPlaces(value, place)]);
  const same: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
  const { start, end } = same;
  if (typeof start !== 'number' || typeof end !== 'number') return same;
  const at = place({ start, end });
  // What is not where it is told any more is not there word for word either.
  const isMoved = at.start !== start;
  return { ...same, start: at.start, end: at.end, ...(isMoved && 'verbatim' in same && { verbatim: false }) };
}
