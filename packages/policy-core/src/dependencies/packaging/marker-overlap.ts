import type { Marker, MarkerComparison } from './marker.ts';
import { answerOf, questionOf } from './marker-comparison.ts';
import type { MarkerQuestion } from './marker-comparison.ts';
import { hasTellingPythons, pythonsAround } from './marker-pythons.ts';
import type { CandidatePython } from './marker-pythons.ts';
import { answerOfOther, isTextVariable, valuesNamedBy } from './marker-values.ts';

/**
 * Whether some environment lets two markers hold at once. `false` is sure; `true` also stands for what is
 * not looked into: other variables than those of Python's version, of the platform and of the
 * implementation are taken for anything, and no variable is taken to go with another.
 */
export function markersMayOverlap(a: Marker, b: Marker): boolean {
  const questions: MarkerQuestion[] = [];
  const both: Tree = { kind: 'and', operands: [treeOf(a, questions), treeOf(b, questions)] };
  const spaces = spacesOf(questions);
  return spaces === undefined || mayHold({ both, spaces, chosen: new Map(), left: { visits: VISITS } });
}

/** The more comparisons, the more there is to try. Markers of people need some hundreds at most. */
const ANSWERS = 50_000;
const VISITS = 200_000;

type Tree =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Tree[] }
  | { readonly kind: 'question'; readonly index: number; readonly space: string };

function treeOf(marker: Marker, questions: MarkerQuestion[]): Tree {
  if (marker.kind === 'comparison') return leafOf(marker, questions);
  return { kind: marker.kind, operands: marker.operands.map((operand) => treeOf(operand, questions)) };
}

function leafOf(comparison: MarkerComparison, questions: MarkerQuestion[]): Tree {
  const question = questionOf(comparison);
  questions.push(question);
  return { kind: 'question', index: questions.length - 1, space: spaceOf(question.key) };
}

/** `python_version` and `python_full_version` speak of one thing. */
function spaceOf(key: string): string {
  return isPython(key) ? 'python' : key;
}

function isPython(key: string): boolean {
  return key === 'python_version' || key === 'python_full_version';
}

/** What one choice of a value answers, by the index of the question; without those that nobody can tell. */
type Answers = ReadonlyMap<number, boolean>;
type Spaces = ReadonlyMap<string, readonly Answers[]>;
type Choice = (question: MarkerQuestion) => boolean | undefined;

/** By space the choices that differ in an answer. `undefined` when there are too many to look at. */
function spacesOf(questions: readonly MarkerQuestion[]): Spaces | undefined {
  const spaces = new Map<string, readonly Answers[]>();
  let count = 0;
  for (const [space, indices] of indicesBySpace(questions)) {
    const asked = indices.flatMap((index) => questions[index] ?? []);
    const choices = space === 'python' ? pythonChoices(asked) : valueChoices(asked);
    count += choices.length * asked.length;
    if (count > ANSWERS) return undefined;
    const distinct = new Map<string, Answers>();
    for (const choice of choices) {
      const answers = asked.map(choice);
      distinct.set(answers.join(), answersByIndex(indices, answers));
    }
    spaces.set(space, [...distinct.values()]);
  }
  return spaces;
}

function indicesBySpace(questions: readonly MarkerQuestion[]): ReadonlyMap<string, readonly number[]> {
  const bySpace = new Map<string, number[]>();
  for (const [index, { key }] of questions.entries()) {
    if (!isPython(key) && !isTextVariable(key)) continue;
    const space = spaceOf(key);
    const indices = bySpace.get(space);
    if (indices === undefined) bySpace.set(space, [index]);
    else indices.push(index);
  }
  return bySpace;
}

function answersByIndex(indices: readonly number[], answers: readonly (boolean | undefined)[]): Answers {
  const byIndex = new Map<number, boolean>();
  for (const [position, index] of indices.entries()) {
    const answer = answers[position];
    if (answer !== undefined) byIndex.set(index, answer);
  }
  return byIndex;
}

function pythonChoices(questions: readonly MarkerQuestion[]): readonly Choice[] {
  return pythonsAround(questions).map(
    (python: CandidatePython): Choice =>
      (question) =>
        hasTellingPythons(question) ? answerOf(question, python[keyOf(question)]) : undefined,
  );
}

function keyOf({ key }: MarkerQuestion): keyof CandidatePython {
  return key === 'python_version' ? key : 'python_full_version';
}

function valueChoices(questions: readonly MarkerQuestion[]): readonly Choice[] {
  const values = new Set(questions.flatMap(valuesNamedBy));
  return [
    ...[...values].map(
      (value): Choice =>
        (question) =>
          answerOf(question, value),
    ),
    answerOfOther,
  ];
}

interface Search {
  readonly both: Tree;
  readonly spaces: Spaces;
  readonly chosen: ReadonlyMap<string, Answers>;
  /** Shared by the whole search. */
  readonly left: { visits: number };
}

/** Chooses value by value, and no further where the answer is settled. */
function mayHold(search: Search): boolean {
  const truth = truthOf(search.both, search);
  if (search.left.visits < 0) return true;
  if (truth !== 'open') return truth !== 'fails';
  const next = [...search.spaces].find(([space]) => !search.chosen.has(space));
  if (next === undefined) return true;
  const [space, choices] = next;
  return choices.some((answers) =>
    mayHold({ ...search, chosen: new Map([...search.chosen, [space, answers]]) }),
  );
}

type Truth = 'holds' | 'fails' | 'open';

function truthOf(tree: Tree, search: Search): Truth {
  search.left.visits -= 1;
  if (tree.kind === 'question') return answered(search.chosen.get(tree.space)?.get(tree.index));
  const decisive = tree.kind === 'or' ? 'holds' : 'fails';
  let isOpen = false;
  for (const operand of tree.operands) {
    const truth = truthOf(operand, search);
    if (truth === decisive) return decisive;
    if (truth === 'open') isOpen = true;
  }
  if (isOpen) return 'open';
  return decisive === 'holds' ? 'fails' : 'holds';
}

function answered(answer: boolean | undefined): Truth {
  if (answer === undefined) return 'open';
  return answer ? 'holds' : 'fails';
}
