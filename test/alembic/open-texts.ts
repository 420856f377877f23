import { OPEN } from './python-oracle.ts';

/** Whether two texts with open places can come to the same. */
export function canBeSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [left, right] = [Array.from(one), Array.from(other)];
  // Which beginnings of the right text can be the beginning of the left one that was looked at.
  let reached = [true];
  for (const [at, character] of right.entries()) reached.push(reached[at] === true && character === OPEN);
  for (const character of left) reached = afterOne(character, right, reached);
  return reached.at(-1) === true;
}

function afterOne(character: string, right: readonly string[], reached: readonly boolean[]): boolean[] {
  const next = [reached[0] === true && character === OPEN];
  for (const [at, other] of right.entries()) {
    const isOpen = character === OPEN || other === OPEN;
    // An open place is nothing, or takes one character more.
    const isReached = isOpen ? reached[at + 1] === true || next[at] === true : reached[at] === true;
    next.push(isReached && (isOpen || character === other));
  }
  return next;
}
